import sql from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { record } from '@/lib/events/record';
import type { Queryable } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { fromPublicId, newId } from '@/lib/platform/ids';
import { presentTicket, ticketEtag } from '../present';
import { getTicket } from '../queries/find';
import type { SplitTicket, TicketObject } from '../schema';
import { type Family, holdFamily, inFamilyTransaction } from './hold-family';
import { moveFamily } from './move-family';
import { tellBoth } from './tell-both';

interface Message {
  id: string;
  ticketId: string;
}

/** A public message of the ticket, or of one merged into it. */
async function findMessage(tx: Queryable, id: string, publicThreadId: string): Promise<Message> {
  const threadId = fromPublicId(publicThreadId, 'thread');
  const [message] = threadId
    ? await tx.query<Message>(
        sql`SELECT m.id, m.ticket_id AS "ticketId" FROM threads m JOIN tickets t ON t.id = m.ticket_id
            WHERE m.id = ${threadId}::uuid AND ${id}::uuid IN (t.id, t.merged_into_id) AND m.type <> 'system' AND NOT m.is_internal`,
      )
    : [];
  if (!message) throw invalid({ field: 'thread', code: 'INVALID_THREAD' });
  return message;
}

/** The new ticket, opened with the message and its files as they are; its client is the old one's. */
async function insertTicket(tx: Queryable, { held }: Family, message: Message, input: SplitTicket) {
  const [id, threadId] = [newId(), newId()];
  const { title, priority, category } = input;
  const [row] = await tx.query<{ number: number }>(
    sql`WITH message AS (SELECT m.* FROM threads m WHERE m.id = ${message.id}::uuid), ticket AS (
          INSERT INTO tickets (id, title, description, priority, category, client_id, created_at, updated_at, staff_updated_at)
          SELECT ${id}::uuid, ${title}::text, m.message, ${priority ?? held.priority}::ticket_priority,
            ${category ?? held.category}::ticket_category, ${held.clientId}::uuid, ${held.now}, ${held.now}, ${held.now} FROM message m
          RETURNING number
        ), opening AS (
          INSERT INTO threads (id, ticket_id, author_id, type, message, created_at)
          SELECT ${threadId}::uuid, ${id}::uuid, m.author_id, m.type, m.message, ${held.now} FROM message m
        ), files AS (
          INSERT INTO attachments (id, ticket_id, thread_id, position, filename, url, size, type, upload_id)
          SELECT gen_random_uuid(), ${id}::uuid, ${threadId}::uuid, a.position, a.filename, a.url, a.size, a.type, a.upload_id
          FROM attachments a WHERE a.thread_id = ${message.id}::uuid
        ), link AS (
          INSERT INTO ticket_links (id, from_id, to_id, kind, created_by_id)
          VALUES (${newId()}::uuid, ${id}::uuid, ${held.id}::uuid, 'split', NULL)
        ) SELECT number FROM ticket`,
  );
  return { id, number: row?.number ?? 0 };
}

/**
 * Opens a new ticket of the same client with a message of this one, which keeps it: both tell of it, and are linked. Gives the
 * new ticket. Errors: `FORBIDDEN` for clients, `TICKET_NOT_FOUND`, `INVALID_THREAD` (none of the ticket's, or no public message).
 */
export async function splitTicket(
  actor: Actor,
  id: string,
  input: SplitTicket,
): Promise<{ ticket: TicketObject; etag: string }> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  return inFamilyTransaction(async (tx) => {
    await getTicket(actor, { id }, tx);
    const message = await findMessage(tx, id, input.thread);
    const family = await holdFamily(tx, actor, message.ticketId);
    const { held } = family;
    const made = await insertTicket(tx, family, message, input);
    const source = { id: held.id, number: held.number };
    const subject = { type: 'ticket' as const, id: made.id };
    await record(tx, actor, { name: 'ticket.created', subject });
    await tellBoth(tx, actor, { kind: 'split', source, target: made, at: held.now, isInternal: false });
    await moveFamily(tx, actor, family, {});
    const row = await getTicket(actor, { id: made.id }, tx);
    return { ticket: presentTicket(row), etag: ticketEtag(row, true) };
  });
}
