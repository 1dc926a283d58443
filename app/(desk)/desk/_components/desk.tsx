'use client';
import { type DehydratedState, HydrationBoundary } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FrameUser } from '@/components/layout/frame-user';
import { DeskAddress, useDesk } from './data/use-desk';
import { useQueues } from './data/use-queues';
import { useRows } from './data/use-rows';
import { DeskFrame } from './frame/desk-frame';
import type { DeskLayout } from './frame/layout-cookie';
import { Rail } from './frame/rail';
import { LayoutProvider } from './frame/use-layout';
import { useNeighbours } from './frame/use-neighbours';
import { useReturnToRow } from './frame/use-return-to-row';
import { useTitle } from './frame/use-title';
import { useDeskLive } from './live/use-desk-live';
import { NoticeWatch } from './notifications/notice-watch';
import { ListPane } from './queue/list-pane';
import { ThreadMarks } from './queue/thread-marks';
import type { Address } from './queue/view';
import { OutboxWatch } from './ticket/composer/outbox-watch';
import type { Agent } from './ticket/desk-ticket';
import { Properties } from './ticket/properties';
import { ResolveProvider } from './ticket/resolve-dialog';
import { TicketSlot } from './ticket/ticket-slot';
import { useOpenTicket } from './ticket/use-open-ticket';
import { TicketProvider } from './ticket/use-ticket';

interface Props {
  /** What the desk is called. */
  name: string;
  user: FrameUser;
  me: Agent;
}

/** The desk from its address on. `state` is what the server read for the first sight of it, as JSON. */
export function Desk({
  address,
  state,
  layout,
  ...rest
}: Props & { address: Address; state: string; layout: DeskLayout }) {
  const read = useMemo(() => JSON.parse(state) as DehydratedState, [state]);
  return (
    <HydrationBoundary state={read}>
      <DeskAddress initial={address}>
        <LayoutProvider initial={layout}>
          <Panes {...rest} />
        </LayoutProvider>
      </DeskAddress>
    </HydrationBoundary>
  );
}

function Panes({ name, user, me }: Props) {
  const { view, ticket, href } = useDesk();
  const rows = useRows(view);
  const counts = useQueues();
  const open = useOpenTicket(ticket);
  const { previous, next } = useNeighbours(rows, ticket);
  useTitle(name, view, open, useDeskLive(rows));
  useReturnToRow(ticket);
  const way = {
    back: href(null),
    previous: previous === null ? null : href(previous),
    next: next === null ? null : href(next),
  };
  return (
    <TicketProvider data={open.data} me={me}>
      <ResolveProvider ticket={open.data?.number}>
        <NoticeWatch />
        <DeskFrame
          user={user}
          isOpen={open.is !== 'closed'}
          rail={<Rail desk={name} user={user} counts={counts} />}
          list={<ListPane rows={rows} counts={counts} me={me} />}
          aside={
            open.data && (
              <div className="relative min-h-full" inert={open.is === 'opening'}>
                <Properties />
                {open.is === 'opening' && (
                  <div className="absolute inset-0 bg-canvas motion-safe:animate-[appear_.16s_.2s_backwards]" />
                )}
              </div>
            )
          }
        >
          <TicketSlot open={open} way={way} />
          <ThreadMarks q={view.q} ticket={ticket} />
        </DeskFrame>
        <OutboxWatch userId={me.userId} />
      </ResolveProvider>
    </TicketProvider>
  );
}
