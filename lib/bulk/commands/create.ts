import sql, { type Sql } from 'sql-template-tag';
import { isStaff, type UserActor } from '@/lib/auth/actor';
import { inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { fromPublicId, newId, toPublicId } from '@/lib/platform/ids';
import { enqueue } from '@/lib/platform/queue';
import { ticketConditions } from '@/lib/tickets/queries/conditions';
import { viewFilter } from '@/lib/views/queries';
import { type BulkRow, getBulk } from '../queries';
import { type CreateBulk, maxJobs, maxTickets } from '../schema';
import { runBulk } from './run';

/** So few are done while one waits for the answer. */
const atOnce = 25;

function namedIds(tickets: string[]): string[] {
  const ids = tickets.map((each, index) => {
    const id = fromPublicId(each, 'support_ticket');
    if (!id) throw invalid({ field: 'tickets', code: 'INVALID_TICKETS', path: `tickets.${index}` });
    return id;
  });
  return [...new Set(ids)];
}

async function wanted(actor: UserActor, { tickets, view }: CreateBulk, timeZone: string | undefined): Promise<Sql> {
  if (tickets) return sql`t.id = ANY(${namedIds(tickets)}::uuid[])`;
  if (!view) throw invalid({ field: 'tickets', code: 'INVALID_TICKETS' });
  const filter = await viewFilter(actor, view, { timeZone });
  // A word that is left out finds more tickets than were meant.
  const [first, ...others] = filter.search.problems.map(() => ({ field: 'view', code: 'INVALID_Q', path: 'view.q' }));
  if (first) throw invalid(first, ...others);
  return ticketConditions(actor, filter);
}

/** The tickets, as they are found at this moment. Gives how many. Errors: `BULK_TOO_MANY`, `TICKET_NOT_FOUND`. */
async function collect(tx: Queryable, jobId: string, which: Sql, named: number | undefined): Promise<number> {
  const [found] = await tx.query<{ total: number }>(
    sql`WITH found AS (
          INSERT INTO bulk_items (job_id, ticket_id)
          SELECT ${jobId}::uuid, t.id FROM tickets t WHERE ${which} LIMIT ${maxTickets + 1} RETURNING 1)
        SELECT count(*)::int AS total FROM found`,
  );
  const total = found?.total ?? 0;
  if (total > maxTickets) throw new AppError('BULK_TOO_MANY');
  if (named !== undefined && total < named) throw new AppError('TICKET_NOT_FOUND');
  return total;
}

/** Takes turns with whatever else the same person begins. Errors: `TOO_MANY_JOBS`. */
async function requireRoom(tx: Queryable, userId: string): Promise<void> {
  await tx.query(sql`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE`);
  const [row] = await tx.query<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM bulk_jobs WHERE user_id = ${userId}::uuid AND finished_at IS NULL`,
  );
  if ((row?.count ?? 0) >= maxJobs) throw new AppError('TOO_MANY_JOBS');
}

/** As it is kept: who `me` is must not depend on who reads it. */
function kept(actor: UserActor, { change }: CreateBulk): CreateBulk['change'] {
  return change.assignedTo === 'me' ? { ...change, assignedTo: toPublicId('agent', actor.userId) } : change;
}

/**
 * Begins one change to many tickets: those named, or all that a view finds at this moment. A worker does it ticket by ticket,
 * as its author would; a few are done when this answers. `timeZone` is where the reader's days begin, in a view.
 * Errors: `FORBIDDEN` for clients, `TICKET_NOT_FOUND` and `INVALID_TICKETS` of what is named, `BULK_TOO_MANY`, `TOO_MANY_JOBS`, those of a view, and
 * `INVALID_Q` where not every word of its search is understood.
 */
export async function createBulk(
  actor: UserActor,
  input: CreateBulk,
  { timeZone }: { timeZone?: string } = {},
): Promise<BulkRow> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const id = newId();
  const which = await wanted(actor, input, timeZone);
  const total = await inTransaction(async (tx) => {
    await requireRoom(tx, actor.userId);
    await tx.query(
      sql`INSERT INTO bulk_jobs (id, user_id, change, query)
          VALUES (${id}::uuid, ${actor.userId}::uuid, ${JSON.stringify(kept(actor, input))}::jsonb,
            ${input.view ? JSON.stringify(input.view) : null}::jsonb)`,
    );
    const found = await collect(tx, id, which, input.tickets ? new Set(input.tickets).size : undefined);
    await tx.query(sql`UPDATE bulk_jobs SET total = ${found} WHERE id = ${id}::uuid`);
    // The few are left to a worker only if this process dies of them.
    const afterMs = found <= atOnce ? 10_000 : undefined;
    await enqueue(tx, 'bulk.run', { jobId: id }, { key: `bulk ${id}`, afterMs });
    return found;
  });
  if (total <= atOnce) await runBulk(id);
  return getBulk(actor, id);
}

/**
 * Begins to put back what a job changed, but for what was changed again since.
 * Errors: `FORBIDDEN` for clients, `BULK_NOT_FOUND`, `BULK_NOT_DONE` while it runs and once it was undone.
 */
export async function undoBulk(actor: UserActor, id: string): Promise<BulkRow> {
  const { done } = await inTransaction(async (tx) => {
    const job = await getBulk(actor, id, tx);
    const begun = await tx.query(
      sql`UPDATE bulk_jobs SET state = 'undoing', finished_at = NULL, moved_at = now()
          WHERE id = ${id}::uuid AND state = 'done' RETURNING 1`,
    );
    if (begun.length === 0) throw new AppError('BULK_NOT_DONE');
    const afterMs = job.done <= atOnce ? 10_000 : undefined;
    await enqueue(tx, 'bulk.run', { jobId: id }, { key: `bulk ${id}`, afterMs });
    return job;
  });
  if (done <= atOnce) await runBulk(id);
  return getBulk(actor, id);
}
