import sql from 'sql-template-tag';
import { z } from 'zod';
import type { Follower } from '@/lib/events/follow';
import { enqueue, enqueueAll } from '@/lib/platform/queue';
import { giveOut, routeTicket } from './commands/rotate';
import { isAtHand } from './queries';

const routeSchema = z.object({ ticketId: z.uuid() });

/** `teams.route`: a new ticket goes to the team of its category. */
export function routeNewTicket(payload: unknown): Promise<void> {
  return routeTicket(routeSchema.parse(payload).ticketId);
}

/** `teams.give`: what waits in teams that take turns goes to who has room. */
export async function giveOutWaiting(): Promise<void> {
  await giveOut();
}

/**
 * Sends new tickets on their way, and gives out what waits when something changed that may have made room. By jobs, each with
 * a transaction of its own: a ticket and the turns of all are not held for as long as a page of events takes.
 */
export const turns: Follower = {
  name: 'teams',
  types: ['ticket.created', 'ticket.changed', 'ticket.resolved', 'ticket.closed', 'ticket.reopened', 'ticket.woken'],
  async handle(tx, rows) {
    const news = rows.filter((row) => !row.data.imported);
    const made = news.filter((row) => row.type === 'ticket.created').map((row) => row.ticketId);
    const routed = await tx.query<{ id: string }>(
      sql`SELECT t.id FROM tickets t WHERE t.id = ANY(${made}::uuid[]) AND t.team_id IS NULL
            AND EXISTS (SELECT 1 FROM teams m WHERE t.category = ANY(m.categories))`,
    );
    // At once, by the database's clock: ours may be hours ahead.
    const jobs = routed.map(({ id }) => ({
      payload: { ticketId: id },
      key: `teams.route ${id}`,
      runAt: null,
      priority: 0,
    }));
    await enqueueAll(tx, 'teams.route', jobs);
    if (made.length === news.length) return;
    const [waiting] = await tx.query(
      sql`SELECT 1 FROM teams m WHERE m.is_rotating AND EXISTS (
            SELECT 1 FROM tickets t WHERE t.team_id = m.id AND t.assigned_to_id IS NULL AND ${isAtHand}) LIMIT 1`,
    );
    if (waiting) await enqueue(tx, 'teams.give', {}, { key: 'teams.give' });
  },
};
