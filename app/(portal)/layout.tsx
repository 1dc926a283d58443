import type { ReactNode } from 'react';
import { frameUserOf } from '@/app/frame-user';
import { uploadLimits } from '@/app/upload-limits';
import { UploadLimitsProvider } from '@/components/attachments/upload-limits';
import { PortalFrame } from '@/components/layout/portal-frame';
import { LiveProvider } from '@/components/live/live-provider';
import { LiveState } from '@/components/live/live-state';
import { currentActor } from '@/lib/auth/page';
import { SentMessages } from '@/lib/i18n/sent-messages';
import { env } from '@/lib/platform/env';

/** The client's pages. Who may read is each page's own question: without a session it sends to sign in, and back to itself. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor();
  if (!actor) return children;
  return (
    <SentMessages area="portal">
      <LiveProvider kind="portal" readerId={actor.userId}>
        <PortalFrame desk={env().HILO_NAME} user={await frameUserOf(actor)}>
          <UploadLimitsProvider limits={uploadLimits()}>{children}</UploadLimitsProvider>
        </PortalFrame>
        <LiveState />
      </LiveProvider>
    </SentMessages>
  );
}
