import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { PortalFrame } from '@/components/layout/portal-frame';
import { requireActor } from '@/lib/auth/page';
import { ClientMessages } from '@/lib/i18n/client-messages';
import { env } from '@/lib/platform/env';

/**
 * The customer's pages. Each of them asks for itself who reads it; asking here too, before anything is sent, is what makes
 * the answer to a stranger a plain redirect instead of a skeleton that moves on.
 */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const path = (await headers()).get('x-hilo-path') ?? '/tickets';
  const { userId, name, role } = await requireActor(path);
  return (
    <ClientMessages namespaces={['portal']}>
      <PortalFrame desk={env().HILO_NAME} user={{ id: userId, name, role }}>
        {children}
      </PortalFrame>
    </ClientMessages>
  );
}
