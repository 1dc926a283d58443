import sql, { type Sql } from 'sql-template-tag';
import { purgeUploads } from '@/lib/attachments/commands/purge';
import { db } from '@/lib/platform/db';

const BATCH = 1_000;
/** Ten million: what is written faster than that in an hour waits for the next one. */
const MAX_BATCHES = 10_000;

/** Deletes in batches, so that no lock is held long and other work comes in between. */
async function deleteInBatches(statement: Sql): Promise<number> {
  let total = 0;
  for (let round = 0; round < MAX_BATCHES; round += 1) {
    const rows = await db.query(statement);
    total += rows.length;
    if (rows.length < BATCH) break;
  }
  return total;
}

/**
 * Removes what has run out: idempotency keys after 24 hours, sessions, spent rate limits, and webhooks' deliveries after 30
 * days, those that still wait for a disabled owner after 60, macros and views a day after they were deleted,
 * notifications after 90 days, outgoing replies a week after they were sent, pages that died with a ticket open, and files a day
 * after they came that no message has. Returns how many of each.
 */
export async function purgeExpired(): Promise<
  Record<
    | 'keys'
    | 'sessions'
    | 'limits'
    | 'deliveries'
    | 'macros'
    | 'views'
    | 'notifications'
    | 'outgoing'
    | 'presences'
    | 'uploads',
    number
  >
> {
  const keys = await deleteInBatches(sql`
    DELETE FROM idempotency_keys WHERE ctid IN (
      SELECT ctid FROM idempotency_keys WHERE created_at < now() - interval '24 hours' LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ) RETURNING 1`);
  const sessions = await deleteInBatches(sql`
    DELETE FROM sessions WHERE ctid IN (
      SELECT ctid FROM sessions WHERE expires_at < now() LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ) RETURNING 1`);
  const limits = await deleteInBatches(sql`
    DELETE FROM rate_limits WHERE ctid IN (
      SELECT ctid FROM rate_limits WHERE expire < extract(epoch FROM now()) * 1000 LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ) RETURNING 1`);
  const deliveries = await deleteInBatches(sql`
    DELETE FROM webhook_deliveries WHERE ctid IN (
      SELECT ctid FROM webhook_deliveries WHERE created_at < now() - interval '30 days'
        AND (status <> 'pending' OR created_at < now() - interval '60 days') LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ) RETURNING 1`);
  const macros = await deleteInBatches(sql`
    DELETE FROM macros WHERE ctid IN (
      SELECT ctid FROM macros WHERE deleted_at < now() - interval '1 day' LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ) RETURNING 1`);
  const views = await deleteInBatches(sql`
    DELETE FROM saved_views WHERE ctid IN (
      SELECT ctid FROM saved_views WHERE deleted_at < now() - interval '1 day' LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ) RETURNING 1`);
  const notifications = await deleteInBatches(sql`
    DELETE FROM notifications WHERE ctid IN (
      SELECT ctid FROM notifications WHERE created_at < now() - interval '90 days' LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ) RETURNING 1`);
  const outgoing = await deleteInBatches(sql`
    DELETE FROM outgoing_replies WHERE ctid IN (
      SELECT ctid FROM outgoing_replies WHERE sent_at < now() - interval '7 days' LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ) RETURNING 1`);
  const presences = await deleteInBatches(sql`
    DELETE FROM presences WHERE ctid IN (
      SELECT ctid FROM presences WHERE seen_at < now() - interval '5 minutes' LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ) RETURNING 1`);
  return {
    keys,
    sessions,
    limits,
    deliveries,
    macros,
    views,
    notifications,
    outgoing,
    presences,
    uploads: await purgeUploads(),
  };
}
