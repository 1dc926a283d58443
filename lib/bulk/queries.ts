import sql, { type Sql } from 'sql-template-tag';
import { isAdmin, isStaff, type UserActor } from '@/lib/auth/actor';
import { db, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import type { BulkObject, BulkState } from './schema';

export interface BulkRow extends Pick<BulkObject, 'change' | 'total' | 'done' | 'failed' | 'undone' | 'kept'> {
  id: string;
  state: BulkState;
  createdAt: Date;
  finishedAt: Date | null;
}

export interface BulkProblemRow {
  ticketId: string;
  number: number;
  title: string;
  problem: string;
}

/** How many of the tickets that were left as they were are told. */
const problemsShown = 100;

const columns = sql`b.id, b.state, b.change, b.total, b.done, b.failed, b.undone, b.kept, b.created_at AS "createdAt",
  b.finished_at AS "finishedAt"`;

/** The condition on `bulk_jobs b` that lets somebody see it: their own, admins all. */
const visibleJobs = (actor: UserActor): Sql => (isAdmin(actor) ? sql`true` : sql`b.user_id = ${actor.userId}::uuid`);

/** The UUID in a job's public id. Errors: `BULK_NOT_FOUND`. */
export function bulkKey(publicId: string): string {
  const id = fromPublicId(publicId, 'bulk');
  if (!id) throw new AppError('BULK_NOT_FOUND');
  return id;
}

/** The reader's jobs of the last day, newest first, at most twenty. Errors: `FORBIDDEN` for clients. */
export function listBulk(actor: UserActor): Promise<BulkRow[]> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  return db.query<BulkRow>(
    sql`SELECT ${columns} FROM bulk_jobs b
        WHERE b.user_id = ${actor.userId}::uuid AND b.created_at > now() - interval '1 day'
        ORDER BY b.created_at DESC, b.id DESC LIMIT 20`,
  );
}

/** One's own job, or for admins anybody's. Errors: `FORBIDDEN` for clients, `BULK_NOT_FOUND`. */
export async function getBulk(actor: UserActor, id: string, on: Queryable = db): Promise<BulkRow> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const [row] = await on.query<BulkRow>(
    sql`SELECT ${columns} FROM bulk_jobs b WHERE b.id = ${id}::uuid AND ${visibleJobs(actor)}`,
  );
  if (!row) throw new AppError('BULK_NOT_FOUND');
  return row;
}

/** The tickets that a job left as they were, and why: while and after undoing, those that were not put back. */
export function listProblems({ id, state }: Pick<BulkRow, 'id' | 'state'>): Promise<BulkProblemRow[]> {
  const shown = state === 'running' || state === 'done' ? 'failed' : 'kept';
  return db.query<BulkProblemRow>(
    sql`SELECT t.id AS "ticketId", t.number, t.title, i.problem
        FROM bulk_items i JOIN tickets t ON t.id = i.ticket_id
        WHERE i.job_id = ${id}::uuid AND i.state = ${shown} ORDER BY t.number LIMIT ${problemsShown}`,
  );
}
