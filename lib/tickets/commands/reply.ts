import sql from 'sql-template-tag';
import { filesToKeep } from '@/lib/attachments/queries/files';
import { isStaff, type UserActor } from '@/lib/auth/actor';
import { insertEvent } from '@/lib/events/record';
import type { Queryable } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { presentTicket, ticketEtag } from '../present';
import { getTicket } from '../queries/find';
import { mayMove, statusAfterReply } from '../rules';
import type { Reply, TicketObject, TicketStatus } from '../schema';
import { applyChange, checkPrecondition, type HeldTicket, type TicketFields } from './apply';
import { claimKey, hashRequest, type Keyed, keyInUse, recallKey, whileWaitingForKey } from './claim-key';
import { echoReply } from './echo';
import { holdForReply, inFamilyTransaction } from './hold-family';
import { hasHeldFiles, insertFiles } from './insert-files';
import { moveFamily } from './move-family';

async function insertMessage(tx: Queryable, actor: UserActor, held: HeldTicket, reply: Reply): Promise<string> {
  const threadId = newId();
  const files = await filesToKeep(tx, actor, reply.attachments);
  const type = isStaff(actor) ? 'agent' : 'user';
  const event = {
    name: reply.internal ? ('ticket.noted' as const) : ('ticket.replied' as const),
    subject: { type: 'ticket' as const, id: held.id },
    data: { threadId },
    isInternal: reply.internal,
  };
  await tx.query(
    sql`WITH message AS (
          INSERT INTO threads (id, ticket_id, author_id, type, is_internal, message, created_at)
          VALUES (${threadId}::uuid, ${held.id}::uuid, ${actor.userId}::uuid, ${type}::thread_type, ${reply.internal}::boolean,
            ${reply.message}::text, ${held.now}::timestamptz) RETURNING id
        ), files AS (${insertFiles(files, threadId, held.id, sql`message`)})
        ${insertEvent(actor, event, sql`FROM message`)}`,
    hasHeldFiles(files) ? 'insert_message_held' : 'insert_message',
  );
  return threadId;
}

/** What becomes of the ticket with the message, where that is not simply its life. `resolved` needs a resolution. */
export interface AfterReply {
  status: TicketStatus;
  resolution?: string;
}

function fieldsAfter(held: HeldTicket, after: AfterReply): Partial<TicketFields> {
  if (!mayMove(held.status, after.status)) throw new AppError('TICKET_CLOSED');
  if (after.status === 'resolved' && !after.resolution) {
    throw invalid({ field: 'resolution', code: 'RESOLUTION_REQUIRED' });
  }
  return { status: after.status, resolution: after.resolution };
}

interface ReplyOptions extends Keyed {
  /** The entity tag read before (`If-Match`). */
  ifMatch?: string;
  /** For staff alone: one change with the message's own, in the same transaction. */
  after?: AfterReply;
}

/** What a reply answers: the ticket with the message. */
interface Replied {
  ticket: TicketObject;
  etag: string;
  isReplayed: boolean;
}

/**
 * Adds a public reply or, for staff, an internal note, and moves the ticket as its life says: an agent's first reply takes
 * an open ticket, a client's reply wakes a pending, resolved or snoozed one. A client's reply to a ticket that was merged stands
 * there, and moves the one in which its life goes on.
 * Errors: `TICKET_NOT_FOUND`, `TICKET_MERGED` (for staff), `FORBIDDEN` (a client's note), `PRECONDITION_FAILED`, `TICKET_CLOSED`,
 * `INVALID_ATTACHMENTS`, `ATTACHMENTS_TOO_LARGE`, and those of an
 * idempotency key.
 * Source: docs/contract.md, section 3.
 */
export async function replyToTicket(
  actor: UserActor,
  id: string,
  reply: Reply,
  options: ReplyOptions = {},
): Promise<Replied> {
  const work = (tx: Queryable) => replyToTicketIn(tx, actor, id, reply, options);
  return options.idempotencyKey === undefined
    ? inFamilyTransaction(work)
    : whileWaitingForKey(() => inFamilyTransaction(work));
}

/** As `replyToTicket`, in a transaction that does more. Errors: also `RESOLUTION_REQUIRED`. */
export async function replyToTicketIn(
  tx: Queryable,
  actor: UserActor,
  id: string,
  reply: Reply,
  { idempotencyKey: key, ifMatch, after }: ReplyOptions = {},
): Promise<Replied> {
  const claim = key === undefined ? undefined : { key, requestHash: hashRequest(actor, `reply ${id}`, reply) };
  const { held, top } = await holdForReply(tx, actor, id);
  if ((reply.internal || after) && !isStaff(actor)) throw new AppError('FORBIDDEN');
  if (claim) {
    const claimed = await tx.query(claimKey(actor, claim.key, claim.requestHash, id));
    if (claimed.length === 0) {
      const first = await recallKey(tx, actor, claim.key, claim.requestHash);
      if (!first) throw keyInUse();
      const { ticket, etag } = first.response as { ticket: TicketObject; etag: string };
      return { ticket, etag, isReplayed: true };
    }
  }
  // After the replay: the first request has changed the ticket itself.
  checkPrecondition(held, actor, ifMatch);
  if (reply.internal) {
    await tx.query(
      sql`UPDATE tickets SET note_version = note_version + 1, staff_updated_at = ${held.now} WHERE id = ${id}::uuid`,
    );
    await insertMessage(tx, actor, held, reply);
    if (after) await applyChange(tx, actor, held, fieldsAfter(held, after));
  } else {
    const status = statusAfterReply(top.status, isStaff(actor) ? 'agent' : 'client', top.assignedToId !== null);
    if (status === null) throw new AppError('TICKET_CLOSED');
    const isTaken = isStaff(actor) && held.status === 'open' && held.assignedToId === null;
    const threadId = await insertMessage(tx, actor, held, reply);
    if (isStaff(actor)) await echoReply(tx, actor, held, threadId);
    const isWoken = !isStaff(actor) && top.snoozedUntil !== null;
    const fields = {
      status,
      ...(isTaken && { assignedToId: actor.userId }),
      ...(isWoken && { snoozedUntil: null }),
      ...(after && fieldsAfter(held, after)),
    };
    if (top === held) await applyChange(tx, actor, held, fields, true);
    else await moveFamily(tx, actor, { held, top }, fields);
  }
  const row = await getTicket(actor, { id }, tx);
  const answer = { ticket: presentTicket(row), etag: ticketEtag(row, isStaff(actor)) };
  if (claim) {
    await tx.query(
      sql`UPDATE idempotency_keys SET response = ${JSON.stringify(answer)}::json
          WHERE user_id = ${actor.userId}::uuid AND key = ${claim.key}`,
    );
  }
  return { ...answer, isReplayed: false };
}
