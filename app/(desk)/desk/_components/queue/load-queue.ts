import type { UserActor } from '@/lib/auth/actor';
import { findUser, findUserByEmail, listRecentClients } from '@/lib/people/queries';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId, toPublicId } from '@/lib/platform/ids';
import type { TicketFilter } from '@/lib/tickets/queries/conditions';
import { countTickets } from '@/lib/tickets/queries/count';
import { listTags, listTicketsForPage, type TicketListRow } from '@/lib/tickets/queries/list';
import { countFilters, type Queue, queueFilter, queues, ticketFilter, type View } from './view';

/** Everything that stands left of an open ticket. */
export interface QueueData {
  view: View;
  rows: TicketListRow[];
  /** The cursor of what comes after `rows`, or null at the end. */
  next: string | null;
  counts: Record<Queue, number>;
  /** How many tickets the view finds, narrowed as it is; at most `countLimit`. */
  found: number;
  /** Whom the list is narrowed to; `undefined` for nobody, null when there is no such person. */
  client: { name: string; email: string } | null | undefined;
  suggestions: { tags: string[]; clients: { name: string; email: string }[] };
}

async function findClient(actor: UserActor, text: string) {
  const id = fromPublicId(text, 'client', 'agent');
  const user = id ? await findUser(actor, id) : await findUserByEmail(text);
  return user && { id: toPublicId('client', user.id), name: user.name, email: user.email };
}

async function listFrom(actor: UserActor, view: View, filter: TicketFilter) {
  const options = { limit: view.rows, sort: view.sort };
  if (view.after === '') return listTicketsForPage(actor, filter, options);
  try {
    return await listTicketsForPage(actor, filter, { ...options, cursor: view.after });
  } catch (error) {
    // A mistyped address still shows its queue, from the first row on.
    if (error instanceof AppError && error.code === 'INVALID_CURSOR') return listTicketsForPage(actor, filter, options);
    throw error;
  }
}

/** A queue's rows, the counts beside every queue, and what filters can be filled with. For staff. */
export async function loadQueue(actor: UserActor, view: View): Promise<QueueData> {
  const client = view.client === '' ? undefined : await findClient(actor, view.client);
  const filter = ticketFilter(view, client?.id ?? null);
  const filters = Object.fromEntries(queues.map((queue) => [queue, queueFilter(queue)])) as Record<Queue, TicketFilter>;
  const isNarrowed = countFilters(view) > 0 || view.q !== '';
  const [page, { found, ...counts }, tags, clients] = await Promise.all([
    listFrom(actor, view, filter),
    countTickets(actor, { ...filters, found: isNarrowed ? filter : filters[view.queue] }),
    listTags(actor),
    listRecentClients(actor),
  ]);
  return { view, rows: page.rows, next: page.next, counts, found, client, suggestions: { tags, clients } };
}
