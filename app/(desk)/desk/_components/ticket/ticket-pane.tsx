import { countLimit } from '@/lib/tickets/queries/count';
import type { QueueData } from '../queue/load-queue';
import { shownCount } from '../queue/queue-nav';
import { changedView, deskHref, withoutFilters } from '../queue/view';
import { Composer } from './composer';
import { ConflictBanner } from './conflict-banner';
import { Conversation } from './conversation';
import type { TicketData } from './load-ticket';
import type { ClientCard, TicketDates } from './properties';
import { PropertiesDrawer } from './properties-drawer';
import { TicketHead, type Way } from './ticket-head';

/** The tickets before and after the open one in the list; of one that left the list, its first. */
function wayOf({ view, rows }: QueueData, number: number): Way {
  const at = rows.findIndex((row) => row.number === number);
  const href = (row: { number: number } | undefined) => (row ? deskHref(view, row.number) : null);
  return {
    back: deskHref(view),
    previous: at > 0 ? href(rows[at - 1]) : null,
    next: href(at === -1 ? rows[0] : rows[at + 1]),
  };
}

/** What the properties show beside the ticket's own values. */
export function cardOf(
  { client, others, otherCount, ticket }: TicketData,
  { view }: QueueData,
): { client: ClientCard; dates: TicketDates } {
  const all = deskHref(
    changedView({ ...withoutFilters(view), q: '' }, { queue: 'all', client: client.id }),
    ticket.number,
  );
  return {
    client: {
      userId: client.userId,
      name: client.name,
      email: client.email,
      since: client.createdAt.toISOString(),
      others: others.map(({ number, title, status }) => ({ number, title, status, href: deskHref(view, number) })),
      all: otherCount > others.length ? { count: shownCount(Math.min(otherCount + 1, countLimit)), href: all } : null,
    },
    dates: { createdAt: ticket.createdAt.toISOString(), resolvedAt: ticket.resolvedAt?.toISOString() ?? null },
  };
}

/** The third pane: the ticket, what was said in it, and the paper to go on. */
export function TicketPane({ data, queue }: { data: TicketData; queue: QueueData }) {
  return (
    <>
      <TicketHead way={wayOf(queue, data.ticket.number)}>
        <PropertiesDrawer {...cardOf(data, queue)} className="xl:hidden" />
      </TicketHead>
      <Conversation data={data} />
      <ConflictBanner />
      <Composer />
    </>
  );
}
