import sql from 'sql-template-tag';
import { isStaff, ownersOfWebhooks, type UserActor } from '@/lib/auth/actor';
import { type FeedRow, horizon, readFeed } from '@/lib/events/feed';
import { isNews } from '@/lib/events/follow';
import type { Place } from '@/lib/events/place';
import { maySeeEvent } from '@/lib/events/policy';
import type { TicketEventName } from '@/lib/events/schema';
import { db, inTransaction, type Queryable } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { presentThread, presentTicket } from '@/lib/tickets/present';
import { findMessages, findTickets } from '@/lib/tickets/queries/find';
import { hearableEvents } from '../rules';
import { composePayload } from './compose';
import { type DeliveryKey, type DueDelivery, dueNow, enqueueDeliveries } from './requeue';

/** At most so many deliveries are made in one transaction, or those of one event. */
const batchSize = 1_000;
const maxEvents = 100;

interface Listener {
  webhookId: string;
  owner: UserActor;
  events: TicketEventName[];
  fromPosition: number;
}

interface NewDelivery extends DeliveryKey {
  eventId: number;
  type: TicketEventName;
  payload: string;
  isForStaff: boolean;
}

/** Whether a webhook is to hear of an event: it is news, it was asked for, and its owner, as they are now, may know of it. */
function hears({ owner, events, fromPosition }: Listener, row: FeedRow): boolean {
  return (
    row.position > fromPosition &&
    !row.data.imported &&
    (events.length === 0 || events.includes(row.type)) &&
    hearableEvents(owner.role).includes(row.type) &&
    maySeeEvent(owner, row)
  );
}

async function listeners(tx: Queryable): Promise<Listener[]> {
  const owners = await ownersOfWebhooks(tx);
  const rows = await tx.query<Omit<Listener, 'owner'>>(
    sql`SELECT id AS "webhookId", events, from_position::float8 AS "fromPosition" FROM webhooks
        WHERE id = ANY(${[...owners.keys()]}::uuid[])`,
  );
  return rows.flatMap((row) => {
    const owner = owners.get(row.webhookId);
    return owner ? [{ ...row, owner }] : [];
  });
}

/** What the events look like to one reader, by event: absent where a ticket is not theirs after all. Two round trips. */
async function payloadsFor(tx: Queryable, reader: UserActor, rows: FeedRow[]): Promise<Map<number, string>> {
  const tickets = await findTickets(reader, [...new Set(rows.map((row) => row.ticketId))], tx);
  const messages = await findMessages(
    reader,
    rows.flatMap((row) => row.data.threadId ?? []),
    tx,
  );
  const ticketOf = new Map(tickets.map((ticket) => [ticket.id, presentTicket(ticket)]));
  const messageOf = new Map(messages.map((message) => [message.id, presentThread(message, message.files)]));
  return new Map(
    rows.flatMap((row): [number, string][] => {
      const ticket = ticketOf.get(row.ticketId);
      return ticket ? [[row.id, composePayload(row, ticket, messageOf.get(row.data.threadId ?? ''))]] : [];
    }),
  );
}

async function deliveriesOf(tx: Queryable, rows: FeedRow[]): Promise<NewDelivery[]> {
  const wanted = (await listeners(tx)).map((listener) => ({
    listener,
    rows: rows.filter((row) => hears(listener, row)),
  }));
  // Everybody of the desk reads the same: one payload serves them all.
  const readers = Map.groupBy(
    wanted.filter((each) => each.rows.length > 0),
    ({ listener: { owner } }) => (isStaff(owner) ? 'staff' : owner.userId),
  );
  const made: NewDelivery[] = [];
  for (const group of readers.values()) {
    const [first] = group;
    if (!first) continue;
    const all = [...new Set(group.flatMap((each) => each.rows))];
    const payloads = await payloadsFor(tx, first.listener.owner, all);
    for (const { listener, rows: heard } of group) {
      for (const row of heard) {
        const payload = payloads.get(row.id);
        if (payload === undefined) continue;
        const { webhookId, owner } = listener;
        const isForStaff = isStaff(owner);
        made.push({ deliveryId: newId(), webhookId, eventId: row.id, type: row.type, payload, isForStaff });
      }
    }
  }
  return made;
}

async function insert(tx: Queryable, made: NewDelivery[]): Promise<void> {
  if (made.length === 0) return;
  const column = <Key extends keyof NewDelivery>(key: Key) => made.map((each) => each[key]);
  const inserted = await tx.query<DueDelivery>(
    sql`INSERT INTO webhook_deliveries (id, webhook_id, event_id, type, payload, is_for_staff, next_attempt_at)
        SELECT id, webhook_id, event_id, type, payload, is_for_staff, ${dueNow}
        FROM unnest(${column('deliveryId')}::uuid[], ${column('webhookId')}::uuid[], ${column('eventId')}::bigint[],
            ${column('type')}::text[], ${column('payload')}::text[], ${column('isForStaff')}::boolean[])
          AS d(id, webhook_id, event_id, type, payload, is_for_staff)
        ON CONFLICT (webhook_id, event_id) DO NOTHING RETURNING id AS "deliveryId", webhook_id AS "webhookId",
          next_attempt_at AS "dueAt", (SELECT w.failing_since IS NOT NULL FROM webhooks w WHERE w.id = webhook_id) AS "isFailing"`,
  );
  await enqueueDeliveries(tx, inserted);
}

async function move(tx: Queryable, { position, id }: Place): Promise<void> {
  await tx.query(sql`UPDATE webhook_dispatch SET position = ${position}::bigint, event_id = ${id}::bigint`);
}

/** Gives whether there was more than a batch, or null where another process is at it. */
async function dispatchBatch(tx: Queryable): Promise<boolean | null> {
  // The order matters: what is read of webhooks is newer than the horizon, so one made before an event below it is seen.
  const [place] = await tx.query<Place & { horizon: number }>(
    sql`SELECT position::float8 AS position, event_id::float8 AS id, ${horizon}::float8 AS horizon
        FROM webhook_dispatch FOR UPDATE SKIP LOCKED`,
  );
  if (!place) return null;
  const [count] = await tx.query<{ n: number }>(sql`SELECT count(*)::int AS n FROM webhooks WHERE is_enabled`);
  if (!count?.n) {
    await move(tx, { position: place.horizon, id: 0 });
    return false;
  }
  const limit = Math.max(1, Math.min(maxEvents, Math.floor(batchSize / count.n)));
  // Webhooks act on what happens now: of what an import brings, the feed alone tells.
  const page = await readFeed({ where: sql`NOT e.data ? 'imported'` }, { after: place, limit }, tx);
  if (page.rows.length > 0) await insert(tx, await deliveriesOf(tx, page.rows));
  await move(tx, page.upTo);
  return page.hasMore;
}

/**
 * Makes a delivery and its job of each event for each webhook that may hear it: one step of at most a hundred events, each in
 * the order of the feed and once, in one transaction with the cursor that says so. Costs one look where nothing has happened,
 * and where nobody listens.
 * @returns `more` when there is more at once, `some` when it was all that there was, `ahead` when something waits for a
 * transaction to end, another process's own dispatch among them, else `done`
 */
export async function dispatchEvents(): Promise<'more' | 'some' | 'ahead' | 'done'> {
  const [now] = await db.query<{ isNew: boolean; isAhead: boolean }>(
    sql`SELECT ${isNews} FROM (SELECT position, event_id, ${horizon} AS horizon FROM webhook_dispatch) f`,
    'dispatch_events',
  );
  if (!now?.isNew) return now?.isAhead ? 'ahead' : 'done';
  const hasMore = await inTransaction(dispatchBatch, { isMadeAnew: true });
  return hasMore === null ? 'ahead' : hasMore ? 'more' : 'some';
}
