import sql, { join } from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { type TicketFilter, ticketConditions } from './conditions';

/** Counts are exact up to here; a larger one is this number, to be shown as "999+". */
export const countLimit = 1000;

/** How many tickets each filter finds, each at most `countLimit`, in one round trip. */
export async function countTickets<Name extends string>(
  actor: Actor,
  filters: Record<Name, TicketFilter>,
): Promise<Record<Name, number>> {
  const names = Object.keys(filters) as Name[];
  const counts = names.map(
    (name) =>
      sql`(SELECT count(*)::int FROM (SELECT 1 FROM tickets t WHERE ${ticketConditions(actor, filters[name])} LIMIT ${countLimit}) x)`,
  );
  const [row] = await db.query<{ counts: number[] }>(sql`SELECT ARRAY[${join(counts)}] AS counts`);
  return Object.fromEntries(names.map((name, index) => [name, row?.counts[index] ?? 0])) as Record<Name, number>;
}
