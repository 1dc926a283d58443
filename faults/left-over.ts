import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** What must never be there, whatever was killed: each statement gives how many. */
const orphans: Record<string, string> = {
  'ticket without its first message': `SELECT count(*) FROM tickets t WHERE NOT EXISTS (SELECT 1 FROM threads m WHERE m.ticket_id = t.id)`,
  'ticket that search does not know': `SELECT count(*) FROM tickets t WHERE NOT EXISTS (SELECT 1 FROM ticket_search s WHERE s.ticket_id = t.id)`,
  'ticket without an event': `SELECT count(*) FROM tickets t WHERE NOT EXISTS (
    SELECT 1 FROM events e WHERE e.subject_id = t.id AND e.name = 'ticket.created')`,
  'event of no ticket': `SELECT count(*) FROM events e WHERE e.subject_type = 'ticket'
    AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.id = e.subject_id)`,
  'event of no message': `SELECT count(*) FROM events e WHERE e.data ? 'threadId'
    AND NOT EXISTS (SELECT 1 FROM threads m WHERE m.id::text = e.data->>'threadId')`,
  'change of status told twice or not at all': `SELECT count(*) FROM (
    SELECT t.id FROM tickets t WHERE (SELECT count(*) FROM threads m WHERE m.ticket_id = t.id AND m.change->>'kind' = 'status')
      <> (SELECT count(*) FROM events e WHERE e.subject_id = t.id AND e.data->'changes' ? 'status')) AS torn`,
  'file of ours without its upload': `SELECT count(*) FROM attachments a WHERE a.upload_id IS NULL AND a.url LIKE '/v2/attachments/%'`,
  'upload that does not know of its message': `SELECT count(*) FROM uploads u
    WHERE (u.used_at IS NULL) = EXISTS (SELECT 1 FROM attachments a WHERE a.upload_id = u.id)`,
  'part of a whole upload': `SELECT count(*) FROM upload_parts p JOIN uploads u ON u.id = p.upload_id WHERE u.whole_at IS NOT NULL`,
  'reply that was sent without a message': `SELECT count(*) FROM outgoing_replies o WHERE o.state = 'sent' AND NOT EXISTS (
    SELECT 1 FROM threads m WHERE m.ticket_id = o.ticket_id AND m.message = o.reply->>'message')`,
  'delivery of no event': `SELECT count(*) FROM webhook_deliveries d WHERE d.event_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM events e WHERE e.id = d.event_id)`,
  'transaction prepared and left': `SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()`,
};

/** What a desk that works gets done by itself: each statement gives how many are still to be done. */
const pending: Record<string, string> = {
  'reply not sent in time': `SELECT count(*) FROM outgoing_replies WHERE state = 'waiting'`,
  'thumbnail not made': `SELECT count(*) FROM uploads WHERE thumbnail = 'pending'`,
  'file not scanned': `SELECT count(*) FROM uploads WHERE scan = 'pending'`,
  'bulk change not done': `SELECT count(*) FROM bulk_jobs WHERE state IN ('running', 'undoing')`,
  'delivery not made': `SELECT count(*) FROM webhook_deliveries WHERE status = 'pending' AND next_attempt_at < now()`,
  'ticket not woken': `SELECT count(*) FROM tickets WHERE snoozed_until < now()`,
  'event that no follower has handled': `SELECT count(*) FROM event_followers f
    WHERE EXISTS (SELECT 1 FROM events e WHERE (e.position, e.id) > (f.position, f.event_id))`,
  'job that nobody does': `SELECT count(*) FROM graphile_worker.jobs
    WHERE run_at < now() - interval '2 seconds' AND attempts < max_attempts`,
  'transaction left open': `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
    AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%' AND state_change < now() - interval '25 seconds'`,
};

async function count(client: pg.Client, statements: Record<string, string>): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [what, text] of Object.entries(statements)) {
    const { rows } = await client.query<{ count: string }>(text);
    if (Number(rows[0]?.count) > 0) found[what] = Number(rows[0]?.count);
  }
  return found;
}

/** Jobs that are tried no more, by their kind and what was wrong with them. */
async function givenUp(client: pg.Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ what: string; count: string }>(
    `SELECT 'job given up: ' || task_identifier || ', ' || attempts || ' times, ' || coalesce(left(last_error, 100), 'without an error') AS what, count(*) FROM graphile_worker.jobs
     WHERE attempts >= max_attempts GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ what, count }) => [what, Number(count)]));
}

/**
 * What is left over in a database whose desk runs: nothing, once that has had its time to finish what was begun. Gives the names
 * and numbers of what there is, and how long it waited for the desk to finish (ms).
 */
export async function readLeftOver(
  databaseUrl: string,
  settleMs: number,
): Promise<{ orphans: Record<string, number>; unfinished: Record<string, number>; settledMs: number }> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'hilo faults' });
  await client.connect();
  try {
    const begun = performance.now();
    // A job in whose place another was put is cleared away once its worker is known to be dead.
    const look = async () => ({ ...(await count(client, pending)), ...(await givenUp(client)) });
    let unfinished = await look();
    while (Object.keys(unfinished).length > 0 && performance.now() - begun < settleMs) {
      await sleep(500);
      unfinished = await look();
    }
    return { orphans: await count(client, orphans), unfinished, settledMs: performance.now() - begun };
  } finally {
    await client.end();
  }
}
