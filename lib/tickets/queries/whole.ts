import sql, { empty, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { visibleThreads } from '../policy';
import { ticketConditions } from './conditions';
import { attachmentsColumn, columns, type ThreadRow, type TicketRow, threadsColumn } from './rows';

/** A ticket with all its messages and `publicUpdatedAt`, its last change that clients may know of. */
export interface WholeTicketRow extends TicketRow {
  threads: ThreadRow[];
  publicUpdatedAt: Date;
}

/** As many as are gathered for a page rather than met among all. */
const mostChanged = 10_000;

/** The condition that finds the tickets changed since a moment by their index, where they are few. One round trip. */
async function changedFew(actor: Actor, since: Date): Promise<Sql | undefined> {
  if (!isStaff(actor)) return undefined;
  const changed = sql`FROM tickets g WHERE g.staff_updated_at > ${since}`;
  const [row] = await db.query<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM (SELECT 1 ${changed} LIMIT ${mostChanged + 1}) x`,
  );
  return (row?.n ?? 0) > mostChanged ? undefined : sql`AND t.id = ANY(ARRAY(SELECT g.id ${changed}))`;
}

/**
 * The next few tickets of all that the actor may see, whole and oldest first, after the one with these keys: up to 50, fewer
 * where they are long, none at the end. One statement, so each ticket is as it stood at one moment. One merged into another
 * stands by itself, with its own messages.
 */
export async function listWholeTickets(
  actor: Actor,
  { after, updatedAfter }: { after?: Pick<TicketRow, 'createdAt' | 'number'>; updatedAfter?: Date },
): Promise<WholeTicketRow[]> {
  const few = updatedAfter && (await changedFew(actor, updatedAfter));
  const isLater = after
    ? sql`AND (t.created_at, t.number) > (${after.createdAt}::timestamptz, ${after.number}::int)`
    : empty;
  // The limits stand in the text, or the kept plan would be one for a tenth of all tickets.
  return db.query<WholeTicketRow>(
    sql`SELECT ${columns(actor)}, t.updated_at AS "publicUpdatedAt", ${attachmentsColumn(actor, true)}, ${threadsColumn(actor, true)}
        FROM (SELECT t.*, sum(t.bytes) OVER (ORDER BY t.created_at, t.number) - t.bytes AS bytes_before
          FROM (SELECT t.*, octet_length(t.description) + COALESCE((SELECT sum(octet_length(m.message)) FROM threads m
                WHERE m.ticket_id = t.id AND ${visibleThreads(actor)}), 0) AS bytes
              FROM tickets t WHERE ${ticketConditions(actor, { updatedAfter })} ${few ?? empty} ${isLater}
              ORDER BY t.created_at, t.number LIMIT 50) t) t
        WHERE t.bytes_before < 100000 ORDER BY t.created_at, t.number`,
    ['whole', isStaff(actor) ? 'staff' : 'client', after && 'after', updatedAfter && 'updated', few && 'few']
      .filter(Boolean)
      .join('_'),
  );
}
