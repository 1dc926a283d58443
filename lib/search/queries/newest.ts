import sql, { type Sql } from 'sql-template-tag';
import { db } from '@/lib/platform/db';

/** What is found in too many tickets to gather them all. */
export interface NewestFound {
  /** What the index is asked for. */
  query: string;
  /** Its words are so common that the index has more to read than there is to look at. */
  isLooked: boolean;
  /** Which share of all tickets is found, about. */
  share: number;
  ticketCount: number;
}

/** A stretch of the newest tickets, and which of it are found. */
interface Stretch {
  /** On `tickets t`. */
  condition: Sql;
  /** All that is found is among these, where they are known. */
  ids?: string[];
  /** There are no older tickets. */
  isAll: boolean;
}

/** The first stretch is such as to fill a page twice, each other so many times as long. */
const growth = 8;
/** More than these are not handed over one by one. */
const mostIds = 5_000;
/** So many tickets are looked at before the index is asked after all. */
const mostLooked = 4_000;

/** Where the `count` newest tickets end (before a place in their order), and the least of their ids. One look at one index. */
async function measure(before: Sql | undefined, count: number) {
  const [row] = await db.query<{ count: number; at: Date | null; firstId: string | null }>(
    sql`SELECT count(*)::int AS count, min(w.created_at) AS at, min(w.id::text COLLATE "C") AS "firstId"
        FROM (SELECT t.created_at, t.id FROM tickets t WHERE ${before ? sql`(t.created_at, t.number) < (${before})` : sql`true`}
          ORDER BY t.created_at DESC, t.number DESC LIMIT ${count}) w`,
  );
  return { count: row?.count ?? 0, at: row?.at, firstId: row?.firstId };
}

/**
 * The newest of what is found, stretch by stretch, each holding the one before: whoever fills a page from one needs no more.
 * Ends early where stretches are no quicker than to ask for all. `before` is a place in the order, as `time, number`. Three round
 * trips a stretch, the caller's among them.
 */
export async function* newestStretches(
  { query, isLooked, share, ticketCount }: NewestFound,
  { limit, before, most }: { limit: number; before?: Sql; most: number },
): AsyncGenerator<Stretch> {
  const enough = Math.ceil((2 * limit + 10) / Math.max(share, 1e-6));
  if (isLooked) {
    const { at } = await measure(before, Math.min(mostLooked, Math.max(500, enough)));
    const has = sql`EXISTS (SELECT 1 FROM ticket_search s WHERE s.ticket_id = t.id AND s.staff_vector @@ ${query}::tsquery OFFSET 0)`;
    if (at) yield { condition: sql`t.created_at > ${at} AND ${has}`, isAll: false };
    return;
  }
  for (let index = 0, length = Math.max(500, enough); index < most && length < ticketCount; index++, length *= growth) {
    const { count, at, firstId } = await measure(before, length);
    if (!at || !firstId) return yield { condition: sql`true`, ids: [], isAll: true };
    const [row] = await db.query<{ ids: string[] }>(
      sql`SELECT ARRAY(SELECT hilo_found_from(${query}::tsquery, ${firstId}::uuid, ${mostIds + 1})) AS ids`,
    );
    const ids = row?.ids ?? [];
    if (ids.length > mostIds) return;
    const isAll = count < length;
    // Of those of the last moment some may be beyond the stretch.
    yield { condition: isAll ? sql`true` : sql`t.created_at > ${at}`, ids, isAll };
  }
}
