import sql, { type Sql } from 'sql-template-tag';
import { isStaff, type UserActor } from '@/lib/auth/actor';
import { db, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import type { OutgoingObject, OutgoingReply } from './schema';

export interface OutgoingRow {
  id: string;
  ticketId: string;
  number: number;
  authorId: string;
  reply: OutgoingReply;
  state: OutgoingObject['state'];
  problem: string | null;
  newer: { id: string; name: string; type: 'user' | 'agent' } | null;
  sendAt: Date;
  createdAt: Date;
  sentAt: Date | null;
}

/** What holds a reply: that somebody wrote to or for the client after what its author had seen. */
export const heldProblem = 'ANSWERED_MEANWHILE';

/** The condition on `threads m` that a message is read on a ticket: its own, and those of what was merged into it. */
export function isOf(ticketId: Sql): Sql {
  return sql`m.ticket_id IN (SELECT c.id FROM tickets c WHERE c.id = ${ticketId} OR c.merged_into_id = ${ticketId})`;
}

/**
 * The messages `m` of `ticketId` that the author of a reply does not know of: public, of somebody else, and after the one
 * that they had seen. Of one that is no more they are those since the reply was written.
 */
export function unseenMessages(of: { ticketId: Sql; authorId: Sql; seen: Sql; since: Sql }): Sql {
  return sql`${isOf(of.ticketId)} AND m.type IN ('user', 'agent') AND NOT m.is_internal
    AND m.author_id IS DISTINCT FROM ${of.authorId} AND CASE
      WHEN EXISTS (SELECT 1 FROM threads s WHERE s.id = ${of.seen})
      THEN (m.created_at, m.id) > (SELECT s.created_at, s.id FROM threads s WHERE s.id = ${of.seen})
      ELSE m.created_at > ${of.since} END`;
}

const columns = sql`o.id, o.ticket_id AS "ticketId", t.number, o.author_id AS "authorId", o.reply, o.state, o.problem,
  o.send_at AS "sendAt", o.created_at AS "createdAt", o.sent_at AS "sentAt", CASE WHEN o.problem = ${heldProblem} THEN (
    SELECT json_build_object('id', m.id, 'name', COALESCE(u.name, ''), 'type', m.type)
    FROM threads m LEFT JOIN users u ON u.id = m.author_id
    WHERE ${unseenMessages({
      ticketId: sql`o.ticket_id`,
      authorId: sql`o.author_id`,
      seen: sql`(o.reply->>'seen')::uuid`,
      since: sql`o.created_at`,
    })} ORDER BY m.created_at DESC, m.id DESC LIMIT 1) END AS newer`;

/** The actor's own replies that are not sent yet, newest first, at most 100. Errors: `FORBIDDEN` for clients. */
export function listOutbox(actor: UserActor): Promise<OutgoingRow[]> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  return db.query<OutgoingRow>(
    sql`SELECT ${columns} FROM outgoing_replies o JOIN tickets t ON t.id = o.ticket_id
        WHERE o.author_id = ${actor.userId}::uuid AND o.state <> 'sent' ORDER BY o.created_at DESC, o.id DESC LIMIT 100`,
    'list_outbox',
  );
}

/** One of the actor's own. Errors: `OUTGOING_NOT_FOUND`, for another's as well. */
export async function getOutgoing(actor: UserActor, id: string, on: Queryable = db): Promise<OutgoingRow> {
  const [row] = await on.query<OutgoingRow>(
    sql`SELECT ${columns} FROM outgoing_replies o JOIN tickets t ON t.id = o.ticket_id
        WHERE o.id = ${id}::uuid AND o.author_id = ${actor.userId}::uuid`,
    'get_outgoing',
  );
  if (!row) throw new AppError('OUTGOING_NOT_FOUND');
  return row;
}

/** The UUID in the public id of an outgoing reply. Errors: `OUTGOING_NOT_FOUND`. */
export function outgoingKey(publicId: string): string {
  const id = fromPublicId(publicId, 'outgoing');
  if (!id) throw new AppError('OUTGOING_NOT_FOUND');
  return id;
}
