import sql, { join } from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import { db, type Queryable } from '@/lib/platform/db';
import { reading } from '@/lib/platform/replica';
import { type ReadyFilter, readyFilter, type TicketFilter, ticketConditions } from './conditions';
import { keepCount, spare } from './kept';

/** Counts are exact up to here; a larger one is this number, to be shown as "999+". */
export const countLimit = 1000;

/**
 * How many tickets each filter finds, each at most `countLimit`, in one round trip. What has a key is kept under it, and need
 * not be counted while `keptCount` knows it; `position` was read (`readRecent`) before anything was looked up for these filters.
 */
export async function countReady<Name extends string>(
  actor: Actor,
  filters: Record<Name, ReadyFilter>,
  { on = db, keys = {}, position }: { on?: Queryable; keys?: Partial<Record<Name, string>>; position?: number } = {},
): Promise<Record<Name, number>> {
  const names = Object.keys(filters) as Name[];
  if (names.length === 0) return {} as Record<Name, number>;
  const counts = names.map((name) => {
    const most = keys[name] === undefined ? countLimit : countLimit + spare;
    return sql`(SELECT count(*)::int FROM (SELECT 1 FROM tickets t WHERE ${ticketConditions(actor, filters[name])} LIMIT ${most}) x)`;
  });
  const [row] = await on.query<{ counts: number[] }>(sql`SELECT ARRAY[${join(counts)}] AS counts`);
  const found = names.map((name, index) => {
    const count = row?.counts[index] ?? 0;
    const key = keys[name];
    if (row && key !== undefined && position !== undefined) keepCount(key, count, position);
    return [name, Math.min(count, countLimit)] as const;
  });
  return Object.fromEntries(found) as Record<Name, number>;
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
