import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { uploadLimits } from '@/app/upload-limits';
import { UploadLimitsProvider } from '@/components/attachments/upload-limits';
import { LiveProvider } from '@/components/live/live-provider';
import { LiveState } from '@/components/live/live-state';
import { requireStaff } from '@/lib/auth/page';
import { DeskMessages } from '@/lib/i18n/areas/desk-messages';
import { env } from '@/lib/platform/env';
import { DeskData } from './desk/_components/data/desk-data';
import { loadTicket } from './desk/_components/load-desk';
import { DeskName } from './desk/_components/macros/desk-name';
import { loadClient } from './desk/clients/[id]/_components/load-client';

/**
 * The agents' pages. Each of them asks for itself who reads it; asking here too, before anything is sent, is what makes the
 * answer to a stranger a plain redirect and to a client, or about a ticket that is not there, a plain 404.
 */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const path = (await headers()).get('x-hilo-path') ?? '/desk';
  const actor = await requireStaff(path);
  const number = /^\/desk\/tickets\/([^/?]+)/.exec(path)?.[1];
  if (number && !(await loadTicket(actor, number))) notFound();
  const client = /^\/desk\/clients\/([^/?]+)/.exec(path)?.[1];
  if (client && !(await loadClient(actor, client))) notFound();
  return (
    <DeskMessages>
      <DeskData>
        <LiveProvider kind="desk" readerId={actor.userId}>
          <DeskName name={env().HILO_NAME}>
            <UploadLimitsProvider limits={uploadLimits()}>{children}</UploadLimitsProvider>
          </DeskName>
          <LiveState className="top-2 max-md:top-[58px]" />
        </LiveProvider>
      </DeskData>
    </DeskMessages>
  );
}
