import type { ReactNode } from 'react';
import { SentMessages } from '@/lib/i18n/sent-messages';

/** The pages before there is a session. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return <SentMessages area="auth">{children}</SentMessages>;
}
