import sql from 'sql-template-tag';
import { isStaff, ownerOfBulk, type UserActor } from '@/lib/auth/actor';
import { db, inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { toPublicId } from '@/lib/platform/ids';
import { applyChange, type HeldTicket, holdTicket, type TicketFields } from '@/lib/tickets/commands/apply';
import { changeTicketIn } from '@/lib/tickets/commands/change';
import { type ChangeTicket, limits } from '@/lib/tickets/schema';
import type { BulkChange } from '../schema';

const fieldNames = [
  'status',
  'priority',
  'category',
  'tags',
  'resolution',
  'assignedToId',
  'teamId',
  'snoozedUntil',
] as const satisfies (keyof TicketFields)[];

/** What a job changed of a ticket, as it was before; times as JSON keeps them. */
type Before = Partial<Omit<Pick<HeldTicket, (typeof fieldNames)[number]>, 'snoozedUntil'>> & {
  snoozedUntil?: Date | null;
  resolvedAt?: string | null;
};

/** Each property that is not as it was before, with how it was; `resolvedAt` goes with the status. */
function difference(before: HeldTicket, after: HeldTicket): [string, unknown][] {
  const names = fieldNames.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const changed = names.map((name): [string, unknown] => [name, before[name]]);
  return names.includes('status') ? [...changed, ['resolvedAt', before.resolvedAt]] : changed;
}

async function ownerOf(tx: Queryable, jobId: string): Promise<UserActor> {
  const owner = await ownerOfBulk(tx, jobId);
  if (!owner || !isStaff(owner)) throw new AppError('FORBIDDEN');
  return owner;
}

/** The tags of one ticket after the change. Errors: `INVALID_TAGS` where they would be too many. */
function tagsAfter(tags: string[], { addTags, removeTags }: BulkChange): string[] {
  const gone = new Set((removeTags ?? []).map((tag) => tag.toLowerCase()));
  const left = tags.filter((tag) => !gone.has(tag.toLowerCase()));
  const known = new Set(left.map((tag) => tag.toLowerCase()));
  const all = [...left, ...(addTags ?? []).filter((tag) => !known.has(tag.toLowerCase()))];
  if (all.length > limits.tags) throw invalid({ field: 'tags', code: 'INVALID_TAGS' });
  return all;
}

function changeOf(held: HeldTicket, { addTags, removeTags, snoozedUntil, ...rest }: BulkChange): ChangeTicket {
  return {
    ...rest,
    ...(snoozedUntil !== undefined && { snoozedUntil: snoozedUntil && new Date(snoozedUntil) }),
    ...((addTags || removeTags) && { tags: tagsAfter(held.tags, { addTags, removeTags }) }),
  };
}

/** Takes a ticket of a job that is in this state, so that no other process does it too. */
async function take(tx: Queryable, jobId: string, ticketId: string, state: string) {
  const [item] = await tx.query<{ change: BulkChange; before: Before | null; eventId: string | null }>(
    sql`SELECT b.change, i.before, i.event_id::text AS "eventId" FROM bulk_items i JOIN bulk_jobs b ON b.id = i.job_id
        WHERE i.job_id = ${jobId}::uuid AND i.ticket_id = ${ticketId}::uuid AND i.state = ${state}
        FOR UPDATE OF i SKIP LOCKED`,
    'take_bulk_item',
  );
  return item;
}

/** Changes one ticket of a job, and says so in the same transaction: once, whatever dies. Gives whether it was there to do. */
function change(jobId: string, ticketId: string): Promise<boolean> {
  return inTransaction(async (tx) => {
    const item = await take(tx, jobId, ticketId, 'waiting');
    if (!item) return false;
    const owner = await ownerOf(tx, jobId);
    const seen: HeldTicket[] = [];
    const see = (held: HeldTicket) => {
      seen.push(held);
      return changeOf(held, item.change);
    };
    await changeTicketIn(tx, owner, ticketId, see, { cause: { bulk: { id: toPublicId('bulk', jobId) } } });
    // Read again: what followed in the same transaction, as whose turn it was, belongs to it.
    const after = await holdTicket(tx, owner, ticketId);
    const stood = Object.fromEntries(seen.flatMap((before) => difference(before, after)));
    await tx.query(
      sql`UPDATE bulk_items SET state = 'done', before = ${JSON.stringify(stood)}::jsonb,
            event_id = (SELECT max(id) FROM events WHERE subject_id = ${ticketId}::uuid)
          WHERE job_id = ${jobId}::uuid AND ticket_id = ${ticketId}::uuid`,
      'finish_bulk_item',
    );
    return true;
  });
}

/** Whether somebody changed one of these properties after the job did. Messages alone are no reason to leave it. */
async function isChangedSince(
  tx: Queryable,
  ticketId: string,
  eventId: string | null,
  names: string[],
): Promise<boolean> {
  const [later] = await tx.query(
    sql`SELECT 1 FROM events WHERE subject_id = ${ticketId}::uuid AND id > ${eventId ?? 0}::bigint
          AND data->'changes' ?| ${names}::text[] LIMIT 1`,
  );
  return later !== undefined;
}

/** Puts one ticket back as it stood, unless what the job changed was changed again since. Gives whether it was there to do. */
function putBack(jobId: string, ticketId: string): Promise<boolean> {
  return inTransaction(async (tx) => {
    const item = await take(tx, jobId, ticketId, 'done');
    if (!item) return false;
    const owner = await ownerOf(tx, jobId);
    const held = await holdTicket(tx, owner, ticketId);
    const { resolvedAt, ...before } = item.before ?? {};
    const fields = { ...before, ...(before.snoozedUntil && { snoozedUntil: new Date(before.snoozedUntil) }) };
    const names = Object.keys(fields);
    if (names.length > 0 && (await isChangedSince(tx, ticketId, item.eventId, names)))
      throw new AppError('CHANGED_SINCE');
    await applyChange(tx, owner, held, fields, false, { bulk: { id: toPublicId('bulk', jobId), isUndo: true } });
    if (fields.status === 'resolved' && resolvedAt)
      await tx.query(sql`UPDATE tickets SET resolved_at = ${resolvedAt}::timestamptz WHERE id = ${ticketId}::uuid`);
    await tx.query(
      sql`UPDATE bulk_items SET state = 'undone' WHERE job_id = ${jobId}::uuid AND ticket_id = ${ticketId}::uuid`,
      'undo_bulk_item',
    );
    return true;
  });
}

/** The code of what a ticket refused by itself; null of what may pass, as a database that is away. */
function problemOf(error: unknown): string | null {
  if (error instanceof AppError) return error.code;
  // Of Postgres: values and constraints, as a team that was deleted since.
  const isRefused = error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code));
  return isRefused ? 'INTERNAL_ERROR' : null;
}

/**
 * Does one ticket of a job, forwards or back. What the ticket itself refuses is kept beside it and stops nothing. Gives
 * whether it was there to do, rather than another process's. Errors: the database's.
 */
export async function changeOne(jobId: string, ticketId: string, isUndoing: boolean): Promise<boolean> {
  try {
    return await (isUndoing ? putBack(jobId, ticketId) : change(jobId, ticketId));
  } catch (error) {
    const code = problemOf(error);
    if (code === null) throw error;
    const [from, to] = isUndoing ? ['done', 'kept'] : ['waiting', 'failed'];
    const marked = await db.query(
      sql`UPDATE bulk_items SET state = ${to}, problem = ${code}
          WHERE job_id = ${jobId}::uuid AND ticket_id = ${ticketId}::uuid AND state = ${from} RETURNING 1`,
    );
    return marked.length > 0;
  }
}
