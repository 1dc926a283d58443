import sql from 'sql-template-tag';
import { vi } from 'vitest';
import { db } from './db';

/**
 * Waits until the feed has come to all that was written so far. It ends where the oldest transaction of the whole Postgres
 * still runs, and the tests of other files, on databases of their own there, hold theirs open for moments.
 */
export async function untilFeedIsComplete(): Promise<void> {
  const isComplete = async () => {
    const [row] = await db.query<{ is: boolean }>(
      sql`SELECT coalesce(max(position), 0) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
            + (SELECT shift FROM event_feed) AS is FROM events`,
    );
    return row?.is === true;
  };
  await vi.waitUntil(isComplete, { timeout: 20_000, interval: 10 });
}
