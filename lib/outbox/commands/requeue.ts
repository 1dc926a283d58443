import sql from 'sql-template-tag';
import { db, type Queryable } from '@/lib/platform/db';
import { enqueue } from '@/lib/platform/queue';

const job = 'outbox.send';

/** Has a reply sent when its time comes. A job for it that waits is replaced. */
export function enqueueOutgoing(tx: Queryable, id: string, runAt: Date): Promise<void> {
  // Before what may wait: somebody has been told when it goes.
  return enqueue(tx, job, { outgoingId: id }, { key: `${job} ${id}`, runAt, maxAttempts: 10, priority: -10 });
}

/** Puts those into the line again that should have been sent some time ago: their worker was killed, or their job was lost. */
export async function requeueOutgoing(): Promise<number> {
  const late = await db.query<{ id: string; sendAt: Date }>(
    sql`SELECT id, send_at AS "sendAt" FROM outgoing_replies
        WHERE state = 'waiting' AND send_at < now() - interval '5 seconds' ORDER BY send_at LIMIT 1000`,
  );
  for (const { id, sendAt } of late) await enqueueOutgoing(db, id, sendAt);
  return late.length;
}

/** Keeps one from being sent, as nobody wants it any more. */
export async function dequeueOutgoing(tx: Queryable, id: string): Promise<void> {
  await tx.query(sql`SELECT graphile_worker.remove_job(${`${job} ${id}`})`);
}
