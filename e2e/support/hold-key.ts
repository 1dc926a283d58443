import { expect } from '@playwright/test';
import { pool } from '@/lib/platform/db';
import { fromPublicId } from '@/lib/platform/ids';
import type { Person } from './people';

/** Holds a key as a first request that is still running would, until `release`. */
export async function holdKey(person: Person, ticketId: string, value: string) {
  const holder = await pool.connect();
  await holder.query('BEGIN');
  await holder.query(
    `INSERT INTO idempotency_keys (user_id, key, request_hash, ticket_id) VALUES ($1, $2, decode(repeat('00', 32), 'hex'), $3)`,
    [person.userId, value, fromPublicId(ticketId, 'support_ticket')],
  );
  return {
    async release() {
      await holder.query('ROLLBACK');
      holder.release();
    },
    /** Waits until so many requests of the server stand behind the key. */
    async untilWaiting(count: number) {
      const waiting =
        'SELECT count(*)::int AS count FROM pg_locks WHERE NOT granted AND transactionid = (SELECT backend_xid FROM pg_stat_activity WHERE pid = $1)';
      const { rows } = await holder.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await expect
        .poll(async () => (await pool.query<{ count: number }>(waiting, [rows[0]?.pid])).rows[0]?.count)
        .toBeGreaterThanOrEqual(count);
    },
  };
}
