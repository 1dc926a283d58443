import sql, { empty } from 'sql-template-tag';
import { db, type Queryable } from '@/lib/platform/db';
import { enqueue, enqueueAll } from '@/lib/platform/queue';

/** What the job `webhook.deliver` is about. */
export interface DeliveryKey {
  deliveryId: string;
  webhookId: string;
}

const job = 'webhook.deliver';
const keyOf = ({ deliveryId }: DeliveryKey) => `${job} ${deliveryId}`;
// A job that fails has met a database that is away, not a receiver: what it leaves undone is found by `requeueDue`.
const maxTries = 5;

/** Now, as a due time: what is kept of a time is its milliseconds, and rounded up it would not have come yet. */
export const dueNow = sql`date_trunc('milliseconds', now())`;

/** How many of one webhook are put into the line at once. Each that is sent brings the next ones, so none is forgotten. */
export const lineLength = 5;

/** What goes to a receiver that has been failing waits behind what goes to the others. */
const priorityOf = (isFailing: boolean) => (isFailing ? 10 : 0);

/** Has one delivery tried, now or, after a failure, at a moment: a job for it that waits is replaced. */
export function enqueueDelivery(tx: Queryable, delivery: DeliveryKey, retryAt?: Date): Promise<void> {
  const { deliveryId, webhookId } = delivery;
  const options = {
    key: keyOf(delivery),
    maxAttempts: maxTries,
    runAt: retryAt,
    priority: priorityOf(retryAt !== undefined),
  };
  return enqueue(tx, job, { deliveryId, webhookId }, options);
}

/** A delivery and since when it is due, which is its place in the line. */
export interface DueDelivery extends DeliveryKey {
  dueAt: Date;
  /** Its webhook's last attempt failed. */
  isFailing: boolean;
}

/** Has many deliveries tried, those first that have been due for the longest. */
export function enqueueDeliveries(tx: Queryable, deliveries: DueDelivery[]): Promise<void> {
  const jobs = deliveries.map(({ dueAt: runAt, isFailing, deliveryId, webhookId }) => {
    const payload = { deliveryId, webhookId };
    return { payload, key: keyOf(payload), runAt, priority: priorityOf(isFailing) };
  });
  return enqueueAll(tx, job, jobs, { maxAttempts: maxTries });
}

/**
 * Puts what is due, not being tried and in no line yet into the line, the longest due first, a few of each webhook. Without
 * `webhookId` it is the healer: it finds what a killed process, a lost job or a full line has left. Gives how many are in it.
 */
export async function requeueDue(webhookId?: string, tx: Queryable = db): Promise<number> {
  const due = await tx.query<DueDelivery & { isInLine: boolean }>(
    sql`SELECT w.id AS "webhookId", d.id AS "deliveryId", d.next_attempt_at AS "dueAt", w.failing_since IS NOT NULL AS "isFailing",
          EXISTS (SELECT 1 FROM graphile_worker.jobs j WHERE j.key = ${`${job} `} || d.id AND j.locked_at IS NULL
            AND j.run_at <= now() AND j.attempts < j.max_attempts) AS "isInLine"
        FROM webhooks w JOIN users u ON u.id = w.user_id CROSS JOIN LATERAL (
          SELECT d.id, d.next_attempt_at FROM webhook_deliveries d
          WHERE d.webhook_id = w.id AND d.status = 'pending' AND d.next_attempt_at <= now()
            AND (d.busy_until IS NULL OR d.busy_until <= now())
          ORDER BY d.next_attempt_at LIMIT ${lineLength}) d
        WHERE w.is_enabled AND u.disabled_at IS NULL ${webhookId ? sql`AND w.id = ${webhookId}::uuid` : empty}`,
  );
  await enqueueDeliveries(
    tx,
    due.filter(({ isInLine }) => !isInLine),
  );
  return due.length;
}
