import sql from 'sql-template-tag';
import { isStaff, type UserActor } from '@/lib/auth/actor';
import { sendSignal } from '@/lib/events/bell';
import { db } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { getPresence } from './queries/read';
import { mostInSignal, writeSignal } from './rules';
import { type PresenceObject, presenceSeconds, type SetPresence } from './schema';

const quietMs = 25;

interface Outbox {
  tickets: Set<string>;
  timer?: NodeJS.Timeout;
}

// One for the process, whichever of Next's bundles writes.
const shared = globalThis as typeof globalThis & { hiloPresenceNews?: Outbox };
shared.hiloPresenceNews ??= { tickets: new Set() };
const outbox = shared.hiloPresenceNews;

/** Tells the other processes, in one message for all that comes within moments. */
function announce(ticketIds: string[]): void {
  for (const id of ticketIds) outbox.tickets.add(id);
  if (outbox.tickets.size === 0 || outbox.timer) return;
  outbox.timer = setTimeout(() => {
    outbox.timer = undefined;
    const all = [...outbox.tickets];
    outbox.tickets.clear();
    for (let at = 0; at < all.length; at += mostInSignal) sendSignal(writeSignal(all.slice(at, at + mostInSignal)));
  }, quietMs);
  outbox.timer.unref();
}

/** The tickets of which something changed. */
async function write(actor: UserActor, id: string, { tab, activity }: SetPresence): Promise<string[]> {
  if (activity === 'gone') {
    // From here: the page may have said already that it is elsewhere.
    const left = await db.query<{ id: string }>(
      sql`DELETE FROM presences WHERE tab_id = ${tab}::uuid AND user_id = ${actor.userId}::uuid
            AND ticket_id = ${id}::uuid RETURNING ticket_id AS id`,
    );
    return left.map((row) => row.id);
  }
  const [row] = await db.query<{ left: string | null; isNews: boolean }>(
    sql`WITH before AS (
          SELECT ticket_id, activity, seen_at FROM presences WHERE tab_id = ${tab}::uuid AND user_id = ${actor.userId}::uuid
        ), written AS (
          INSERT INTO presences (tab_id, user_id, ticket_id, activity)
          SELECT ${tab}::uuid, ${actor.userId}::uuid, t.id, ${activity}::text FROM tickets t WHERE t.id = ${id}::uuid
          ON CONFLICT (tab_id) DO UPDATE SET ticket_id = excluded.ticket_id, activity = excluded.activity, seen_at = now()
          WHERE presences.user_id = excluded.user_id RETURNING ticket_id, activity
        )
        SELECT CASE WHEN b.ticket_id <> w.ticket_id THEN b.ticket_id END AS left,
          b.ticket_id IS DISTINCT FROM w.ticket_id OR b.activity <> w.activity
            OR b.seen_at <= now() - make_interval(secs => ${presenceSeconds}) AS "isNews"
        FROM written w LEFT JOIN before b ON true`,
  );
  if (!row?.isNews) return [];
  return row.left ? [row.left, id] : [id];
}

/**
 * Notes that somebody who works here has a ticket open in one of their pages, what they do there, or that they left; a page
 * is in one ticket at a time. It counts for 45 seconds. Everybody who watches hears of what changed.
 * Errors: `FORBIDDEN` for clients, `TICKET_NOT_FOUND`.
 */
export async function setPresence(actor: UserActor, id: string, presence: SetPresence): Promise<PresenceObject> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  announce(await write(actor, id, presence));
  return getPresence(actor, id);
}
