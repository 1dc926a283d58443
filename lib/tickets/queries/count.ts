import sql, { join } from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import { db, type Queryable } from '@/lib/platform/db';
import { reading } from '@/lib/platform/replica';
import { type ReadyFilter, readyFilter, type TicketFilter, ticketConditions } from './conditions';

/** Counts are exact up to here; a larger one is this number, to be shown as "999+". */
export const countLimit = 1000;

/** How many tickets each filter finds, each at most `countLimit`, in one round trip. */
export async function countReady<Name extends string>(
  actor: Actor,
  filters: Record<Name, ReadyFilter>,
  on: Queryable = db,
): Promise<Record<Name, number>> {
  const names = Object.keys(filters) as Name[];
  const counts = names.map(
    (name) =>
      sql`(SELECT count(*)::int FROM (SELECT 1 FROM tickets t WHERE ${ticketConditions(actor, filters[name])} LIMIT ${countLimit}) x)`,
  );
  const [row] = await on.query<{ counts: number[] }>(sql`SELECT ARRAY[${join(counts)}] AS counts`);
  return Object.fromEntries(names.map((name, index) => [name, row?.counts[index] ?? 0])) as Record<Name, number>;
}

/** The same of filters whose text is still to be read. Errors: as `readyFilter`. */
export async function countTickets<Name extends string>(
  actor: Actor,
  filters: Record<Name, TicketFilter>,
): Promise<Record<Name, number>> {
  const names = Object.keys(filters) as Name[];
  return reading(actor, async () => {
    const ready = await Promise.all(
      names.map(async (name) => [name, await readyFilter(actor, filters[name])] as const),
    );
    return countReady(actor, Object.fromEntries(ready) as Record<Name, ReadyFilter>);
  });
}
