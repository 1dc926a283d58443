import sql from 'sql-template-tag';
import { absoluteUrl } from '@/lib/attachments/present';
import { filesToKeep } from '@/lib/attachments/queries/files';
import { isStaff, type UserActor } from '@/lib/auth/actor';
import { dropDraft } from '@/lib/drafts/commands';
import { inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { fromPublicId, newId } from '@/lib/platform/ids';
import { checkPrecondition, holdTicket } from '@/lib/tickets/commands/apply';
import {
  claimKey,
  hashRequest,
  type Keyed,
  keyInUse,
  recallKey,
  whileWaitingForKey,
} from '@/lib/tickets/commands/claim-key';
import { presentOutgoing } from '../present';
import { getOutgoing, isOf } from '../queries';
import type { OutgoingObject, OutgoingReply, PutIntoOutbox } from '../schema';
import { enqueueOutgoing } from './requeue';
import { holdIfAnswered, sendAtOnce } from './send';

/** The message that the author has seen, or else the last there is. Errors: `INVALID_SEEN`. */
async function seenMessage(tx: Queryable, ticketId: string, seen: string | null): Promise<string | null> {
  const id = seen && fromPublicId(seen, 'thread');
  const [row] = await tx.query<{ id: string }>(
    seen
      ? sql`SELECT m.id FROM threads m WHERE ${isOf(sql`${ticketId}::uuid`)} AND m.id = ${id}::uuid`
      : sql`SELECT m.id FROM threads m WHERE ${isOf(sql`${ticketId}::uuid`)} ORDER BY m.created_at DESC, m.id DESC LIMIT 1`,
  );
  if (!row && seen) throw invalid({ field: 'seen', code: 'INVALID_SEEN' });
  return row?.id ?? null;
}

function afterOf({ after }: PutIntoOutbox): OutgoingReply['after'] {
  if (!after) return null;
  const resolution = after.resolution ?? undefined;
  if (after.status === 'resolved' && !resolution) {
    throw invalid({ field: 'after', code: 'RESOLUTION_REQUIRED', path: 'after.resolution' });
  }
  return { status: after.status, ...(resolution && { resolution }) };
}

/**
 * Keeps a staff member's reply to be sent after `delay` seconds by a job, and takes the draft away that it was; without delay
 * it is sent at once. Where somebody wrote after `seen`, it is held from the start.
 * Errors: `FORBIDDEN` for clients, `TICKET_NOT_FOUND`, `TICKET_CLOSED`, `PRECONDITION_FAILED`, `INVALID_SEEN`, `INVALID_ATTACHMENTS`,
 * `ATTACHMENTS_TOO_LARGE`, `RESOLUTION_REQUIRED`, and those of an idempotency key.
 */
export function putIntoOutbox(
  actor: UserActor,
  ticketId: string,
  input: PutIntoOutbox,
  { idempotencyKey: key, ifMatch }: Keyed & { ifMatch?: string } = {},
): Promise<{ outgoing: OutgoingObject; isReplayed: boolean }> {
  const claim = key === undefined ? undefined : { key, hash: hashRequest(actor, `outbox ${ticketId}`, input) };
  const work = () =>
    inTransaction(async (tx) => {
      if (!isStaff(actor)) throw new AppError('FORBIDDEN');
      const after = afterOf(input);
      const held = await holdTicket(tx, actor, ticketId);
      if (claim && (await tx.query(claimKey(actor, claim.key, claim.hash, ticketId))).length === 0) {
        const first = await recallKey(tx, actor, claim.key, claim.hash);
        if (!first) throw keyInUse();
        return { outgoing: first.response as OutgoingObject, isReplayed: true };
      }
      // After the replay: the first request may have changed the ticket itself.
      checkPrecondition(held, actor, ifMatch);
      if (held.status === 'closed' && !input.internal) throw new AppError('TICKET_CLOSED');
      const { message, internal, draft = null } = input;
      const files = await filesToKeep(tx, actor, input.attachments);
      const attachments = files.map(({ uploadId: _, ...file }) => ({ ...file, url: absoluteUrl(file.url) }));
      const seen = await seenMessage(tx, ticketId, input.seen ?? null);
      const outgoing = await write(tx, actor, ticketId, input.delay, {
        message,
        internal,
        attachments,
        after,
        seen,
        draft,
      });
      if (claim) {
        await tx.query(
          sql`UPDATE idempotency_keys SET response = ${JSON.stringify(outgoing)}::json
              WHERE user_id = ${actor.userId}::uuid AND key = ${claim.key}`,
        );
      }
      return { outgoing, isReplayed: false };
    });
  return claim ? whileWaitingForKey(work) : work();
}

async function write(
  tx: Queryable,
  actor: UserActor,
  ticketId: string,
  delay: number,
  reply: OutgoingReply,
): Promise<OutgoingObject> {
  const id = newId();
  const [row] = await tx.query<{ createdAt: Date; sendAt: Date }>(
    sql`INSERT INTO outgoing_replies (id, ticket_id, author_id, reply, send_at, created_at)
        SELECT ${id}::uuid, ${ticketId}::uuid, ${actor.userId}::uuid, ${JSON.stringify(reply)}::jsonb,
          n + ${delay}::int * interval '1 second', n FROM date_trunc('milliseconds', clock_timestamp()) AS n
        RETURNING created_at AS "createdAt", send_at AS "sendAt"`,
  );
  if (!row) throw new Error('an outgoing reply was not inserted');
  if (reply.draft !== null) await dropDraft(tx, actor, ticketId, reply.draft);
  const taken = { id, ticketId, authorId: actor.userId, reply, createdAt: row.createdAt };
  if (delay === 0) await sendAtOnce(tx, actor, taken);
  else if (!(await holdIfAnswered(tx, taken))) await enqueueOutgoing(tx, id, row.sendAt);
  return presentOutgoing(await getOutgoing(actor, id, tx));
}
