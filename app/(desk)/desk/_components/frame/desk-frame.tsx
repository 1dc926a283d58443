import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { FrameUser } from '@/components/layout/frame-user';
import { SkeletonThread } from '@/components/ui/skeleton';
import { SkipLink } from '@/components/ui/skip-link';
import { ListPane } from '../queue/list-pane';
import type { QueueData } from '../queue/load-queue';
import { deskGrid } from './desk-grid';
import { DeskKeys } from './desk-keys';
import { PhoneNav } from './phone-nav';
import { Rail } from './rail';

/**
 * The desk: rail, list, what is open, and what is beside it. One pane at a time on a phone. While another ticket is on its
 * way (a row is marked `data-opening`) its skeleton stands where it will be, from 200 ms on.
 */
export function DeskFrame(props: {
  desk: string;
  user: FrameUser;
  data: QueueData;
  /** The number of the open ticket. */
  ticket?: number;
  /** Beside the ticket, at 1280 px and more. */
  aside?: ReactNode;
  children: ReactNode;
}) {
  const { desk, user, data, ticket, aside } = props;
  const t = useTranslations('desk');
  return (
    <>
      <SkipLink />
      <div className={`group/desk ${deskGrid}`} data-desk>
        <Rail desk={desk} user={user} data={data} ticket={ticket} />
        <main
          id="main"
          tabIndex={-1}
          className={`grid min-h-0 min-w-0 grid-cols-subgrid outline-none max-md:col-span-1 ${aside ? 'md:col-span-2' : 'md:col-span-2 xl:col-span-3'}`}
        >
          <h1 className="sr-only">{t('title')}</h1>
          <ListPane data={data} ticket={ticket} />
          <div
            className={`relative flex min-h-0 min-w-0 flex-col ${aside ? '' : 'xl:col-span-2'} ${ticket === undefined ? 'max-md:hidden' : ''}`}
          >
            {props.children}
            <div className="absolute inset-0 z-10 hidden bg-surface px-6 pt-28 group-has-data-opening/desk:block motion-safe:animate-[appear_.16s_.2s_backwards] max-md:hidden">
              <SkeletonThread />
            </div>
          </div>
        </main>
        {aside && (
          <aside
            aria-label={t('properties.label')}
            tabIndex={0}
            className="min-h-0 overflow-y-auto border-l border-line bg-canvas [--ground:var(--canvas)] focus-visible:-outline-offset-2 max-xl:hidden"
          >
            {aside}
          </aside>
        )}
        {ticket === undefined && <PhoneNav user={user} />}
      </div>
      <DeskKeys />
    </>
  );
}
