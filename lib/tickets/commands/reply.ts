import sql from 'sql-template-tag';
import { isStaff, type UserActor } from '@/lib/auth/actor';
import { insertEvent } from '@/lib/events/record';
import { inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { presentTicket, ticketEtag } from '../present';
import { getTicket } from '../queries/find';
import { statusAfterReply } from '../rules';
import type { Reply, TicketObject } from '../schema';
import { applyChange, checkPrecondition, type HeldTicket, holdTicket } from './apply';
import { claimKey, hashRequest, type Keyed, keyInUse, recallKey, whileWaitingForKey } from './claim-key';
import { insertFiles } from './insert-files';

async function insertMessage(tx: Queryable, actor: UserActor, held: HeldTicket, reply: Reply): Promise<void> {
  const threadId = newId();
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
        ), files AS (${insertFiles(reply.attachments, threadId, held.id, sql`message`)})
        ${insertEvent(actor, event, sql`FROM message`)}`,
    'insert_message',
  );
}

/**
 * Adds a public reply or, for staff, an internal note, and moves the ticket as its life says: an agent's first reply takes
 * an open ticket, a client's reply wakes a pending or resolved one. `ifMatch` is the entity tag read before (`If-Match`).
 * Errors: `TICKET_NOT_FOUND`, `FORBIDDEN` (a client's note), `PRECONDITION_FAILED`, `TICKET_CLOSED`, and those of an
 * idempotency key.
 * Source: docs/contract.md, section 3.
 */
export async function replyToTicket(
  actor: UserActor,
  id: string,
  reply: Reply,
  { idempotencyKey: key, ifMatch }: Keyed & { ifMatch?: string } = {},
): Promise<{ ticket: TicketObject; etag: string; isReplayed: boolean }> {
  const claim = key === undefined ? undefined : { key, requestHash: hashRequest(actor, `reply ${id}`, reply) };
  const work = (tx: Queryable) => write(tx, actor, id, reply, ifMatch, claim);
  return key === undefined ? inTransaction(work) : whileWaitingForKey(() => inTransaction(work));
}

async function write(
  tx: Queryable,
  actor: UserActor,
  id: string,
  reply: Reply,
  ifMatch: string | undefined,
  claim: { key: string; requestHash: Buffer } | undefined,
) {
  const held = await holdTicket(tx, actor, id);
  if (reply.internal && !isStaff(actor)) throw new AppError('FORBIDDEN');
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
  } else {
    const status = statusAfterReply(held.status, isStaff(actor) ? 'agent' : 'client', held.assignedToId !== null);
    if (status === null) throw new AppError('TICKET_CLOSED');
    const isTaken = isStaff(actor) && held.status === 'open' && held.assignedToId === null;
    await insertMessage(tx, actor, held, reply);
    await applyChange(tx, actor, held, { status, ...(isTaken ? { assignedToId: actor.userId } : {}) }, true);
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
