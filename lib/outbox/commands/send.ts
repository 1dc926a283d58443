import sql from 'sql-template-tag';
import { authorOfOutgoing, isStaff, type UserActor } from '@/lib/auth/actor';
import { notify } from '@/lib/notifications/commands/notify';
import { db, inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { holdTicket } from '@/lib/tickets/commands/apply';
import { replyToTicketIn } from '@/lib/tickets/commands/reply';
import { getOutgoing, heldProblem, type OutgoingRow, unseenMessages } from '../queries';
import { type OutgoingReply, outgoingReplySchema } from '../schema';

interface Taken {
  id: string;
  ticketId: string;
  authorId: string;
  reply: OutgoingReply;
  createdAt: Date;
}

/** Whether somebody else wrote to or for the client since what the author had seen. */
async function isAnswered(tx: Queryable, { ticketId, authorId, reply, createdAt }: Taken): Promise<boolean> {
  const unseen = unseenMessages({
    ticketId: sql`${ticketId}::uuid`,
    authorId: sql`${authorId}::uuid`,
    seen: sql`${reply.seen}::uuid`,
    since: sql`${createdAt}::timestamptz`,
  });
  return (await tx.query(sql`SELECT 1 FROM threads m WHERE ${unseen} LIMIT 1`)).length > 0;
}

/** Keeps a reply from going to a client who would be answered past what was just said. The ticket must be held. */
export async function holdIfAnswered(tx: Queryable, taken: Taken): Promise<boolean> {
  if (taken.reply.internal || !(await isAnswered(tx, taken))) return false;
  await tx.query(
    sql`UPDATE outgoing_replies SET state = 'held', problem = ${heldProblem} WHERE id = ${taken.id}::uuid`,
  );
  return true;
}

/**
 * Sends a reply whose row this transaction has locked, or holds it. The message, what becomes of the ticket and the row's new
 * state are one transaction: whatever is killed, it is sent once or not at all. Gives whether it was sent.
 */
async function deliver(tx: Queryable, actor: UserActor, taken: Taken, isAnyway: boolean): Promise<boolean> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const { id, ticketId, reply } = taken;
  await holdTicket(tx, actor, ticketId);
  if (!isAnyway && (await holdIfAnswered(tx, taken))) return false;
  const { message, internal, attachments, after } = reply;
  await replyToTicketIn(tx, actor, ticketId, { message, internal, attachments }, { after: after ?? undefined });
  await tx.query(
    sql`UPDATE outgoing_replies SET state = 'sent', problem = NULL, sent_at = clock_timestamp() WHERE id = ${id}::uuid`,
  );
  return true;
}

const columns = sql`id, ticket_id AS "ticketId", author_id AS "authorId", reply, created_at AS "createdAt"`;

const parsed = (row: Taken): Taken => ({ ...row, reply: outgoingReplySchema.parse(row.reply) });

/** Says why a reply may not be sent. What was sent or taken back meanwhile stays so. */
async function fail(id: string, problem: string): Promise<void> {
  await db.query(
    sql`UPDATE outgoing_replies SET state = 'failed', problem = ${problem} WHERE id = ${id}::uuid AND state <> 'sent'`,
  );
}

/**
 * Sends a reply whose time has come, as its author: once, however many workers try at the same time and whenever one dies.
 * What may not be sent any more is kept, with the reason. Answers whether it was there to be sent.
 */
export async function sendDue(id: string): Promise<boolean> {
  try {
    return await inTransaction(async (tx) => {
      // Who comes second waits here, and then finds it sent.
      const [row] = await tx.query<Taken>(
        sql`SELECT ${columns} FROM outgoing_replies
            WHERE id = ${id}::uuid AND state = 'waiting' AND send_at <= clock_timestamp() FOR UPDATE`,
      );
      if (!row) return false;
      const actor = await authorOfOutgoing(tx, id);
      if (!actor) throw new AppError('AUTHOR_DISABLED');
      const { authorId: userId, ticketId } = row;
      const isSent = await deliver(tx, actor, parsed(row), false);
      // They may be gone from the ticket by now.
      if (!isSent) await notify(tx, [{ userId, kind: 'reply_held', ticketId, actorId: null }]);
      return true;
    });
  } catch (error) {
    // Anything else passes, as a database that is away does: the job is tried again.
    if (!(error instanceof AppError)) throw error;
    await fail(id, error.code);
    return true;
  }
}

/** Sends a reply that its author has just written, in the transaction that keeps it. */
export async function sendAtOnce(tx: Queryable, actor: UserActor, row: Taken): Promise<void> {
  await deliver(tx, actor, row, false);
}

/**
 * Sends the actor's own reply now, whether it waits, was held or failed. With `seen`, the public id of the last message they
 * saw, a newer one holds it again; without, it is sent whatever came. One that was sent already is answered as it is.
 * Errors: `OUTGOING_NOT_FOUND`, and those of a reply, after which it is kept as failed.
 */
export async function sendNow(actor: UserActor, id: string, seen: string | undefined): Promise<OutgoingRow> {
  try {
    return await inTransaction(async (tx) => {
      const [row] = await tx.query<Taken & { state: string }>(
        sql`SELECT ${columns}, state FROM outgoing_replies
            WHERE id = ${id}::uuid AND author_id = ${actor.userId}::uuid FOR UPDATE`,
      );
      if (!row) throw new AppError('OUTGOING_NOT_FOUND');
      if (row.state !== 'sent') {
        const taken = parsed(row);
        if (seen) {
          taken.reply.seen = fromPublicId(seen, 'thread');
          const reply = JSON.stringify(taken.reply);
          await tx.query(sql`UPDATE outgoing_replies SET reply = ${reply}::jsonb WHERE id = ${id}::uuid`);
        }
        await deliver(tx, actor, taken, !seen);
      }
      return getOutgoing(actor, id, tx);
    });
  } catch (error) {
    if (error instanceof AppError && error.code !== 'OUTGOING_NOT_FOUND') await fail(id, error.code);
    throw error;
  }
}
