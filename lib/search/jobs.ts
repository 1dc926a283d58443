import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';

const batch = 500;
/** So that one run of the job ends; the next goes on. */
const mostBatches = 100;

/**
 * `search.words`: takes the words of tickets that were written on since the last time into `search_words`, so that a mistyped
 * one is known for what it may have meant. Words of letters alone: what has digits is a name of its own. Every minute.
 */
export async function readFreshWords(): Promise<void> {
  for (let round = 0; round < mostBatches; round += 1) {
    const [row] = await db.query<{ taken: number }>(
      // In the order of the words, so that two at once wait for each other and not in a circle.
      sql`WITH fresh AS (
            DELETE FROM search_fresh WHERE id IN (
              SELECT id FROM search_fresh ORDER BY id LIMIT ${batch} FOR UPDATE SKIP LOCKED) RETURNING ticket_id, is_new
          ), noted AS (
            INSERT INTO search_words (word, seen)
            SELECT w.lexeme, count(*) FILTER (WHERE f.is_new)
            FROM (SELECT ticket_id, bool_or(is_new) AS is_new FROM fresh GROUP BY ticket_id) f
              JOIN ticket_search s ON s.ticket_id = f.ticket_id, unnest(s.staff_vector) w
            WHERE w.positions IS NOT NULL AND w.lexeme ~ '^[[:alpha:]]{4,30}$'
            GROUP BY w.lexeme ORDER BY w.lexeme
            ON CONFLICT (word) DO UPDATE SET seen = least(search_words.seen + excluded.seen, 1000000000) WHERE excluded.seen > 0
          )
          SELECT count(*)::int AS taken FROM fresh`,
    );
    if ((row?.taken ?? 0) < batch) return;
  }
}
