import type { ReactNode } from 'react';
import { ClientMessages } from '@/lib/i18n/client-messages';

/** The pages before there is a session. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={['auth']}>{children}</ClientMessages>;
}
