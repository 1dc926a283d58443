import sql, { type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { visibleThreads, visibleTickets } from '../policy';
import { isAnswerTo, mergedHere } from './merged';
import {
  type AttachmentRow,
  attachmentsAlone,
  attachmentsColumn,
  columns,
  columnsAlone,
  standsAlone,
  type ThreadRow,
  type TicketMention,
  type TicketRow,
  threadsAlone,
  threadsColumn,
} from './rows';

/** Names a ticket by the API's id or by the number that people use. */
export type TicketKey = { id: string } | { number: number };

function isKey(key: TicketKey): Sql {
  return 'id' in key ? sql`t.id = ${key.id}::uuid` : sql`t.number = ${key.number}::int`;
}

/** A ticket merged into another, as those read of it who may. */
export interface MergedRow extends TicketMention {
  title: string;
  clientId: string;
  clientName: string;
}

/** A ticket with its messages and those merged into it. */
export interface FoundTicket extends TicketRow {
  threads: ThreadRow[];
  merged: MergedRow[];
}

/**
 * One ticket with all that the actor may see of it, those merged into it too, or null: absent and not theirs are the same.
 * One round trip; a second where it has part in a merge, or is not found.
 */
export async function findTicket(actor: Actor, key: TicketKey, on: Queryable = db): Promise<FoundTicket | null> {
  const kind = `${isStaff(actor) ? 'staff' : 'client'}_${'id' in key ? 'id' : 'number'}`;
  const [alone] = await on.query<FoundTicket>(
    sql`SELECT ${columnsAlone(actor)}, '[]'::json AS merged, ${attachmentsAlone(actor)}, ${threadsAlone(actor)} FROM tickets t WHERE ${isKey(key)} AND ${visibleTickets(actor)} AND ${standsAlone}`,
    `find_lone_ticket_${kind}`,
  );
  if (alone) return alone;
  const [row] = await on.query<FoundTicket>(
    sql`SELECT ${columns(actor)}, ${attachmentsColumn(actor)}, ${threadsColumn(actor)}, ${mergedHere(actor)} AS merged
        FROM tickets t WHERE ${isKey(key)} AND ${visibleTickets(actor)}`,
    `find_ticket_${kind}`,
  );
  return row ?? null;
}

/** As `findTicket`. Errors: `TICKET_NOT_FOUND`. */
export async function getTicket(actor: Actor, key: TicketKey, on: Queryable = db) {
  const row = await findTicket(actor, key, on);
  if (!row) throw new AppError('TICKET_NOT_FOUND');
  return row;
}

/** Those of the tickets that the actor can see, without their messages, in no order. One round trip. */
export function findTickets(actor: Actor, ids: string[], on: Queryable = db): Promise<TicketRow[]> {
  return on.query<TicketRow>(
    sql`SELECT ${columns(actor)}, ${attachmentsColumn(actor)} FROM tickets t
        WHERE t.id = ANY(${ids}::uuid[]) AND ${visibleTickets(actor)}`,
  );
}

/** Those of the messages that the actor can see, each with its own files, in no order. One round trip. */
export function findMessages(
  actor: Actor,
  ids: string[],
  on: Queryable = db,
): Promise<(ThreadRow & { files: AttachmentRow[] })[]> {
  const own = sql`${visibleTickets(actor)} AND ${visibleThreads(actor)}`;
  const isTheirs = isStaff(actor) || actor.kind === 'system';
  const readable = isTheirs ? own : sql`(${own} OR (${isAnswerTo(actor.userId)}))`;
  return on.query<ThreadRow & { files: AttachmentRow[] }>(
    sql`SELECT m.id, m.type, m.author_id AS "authorId", u.name AS "authorName", m.is_internal AS "isInternal", m.message,
          m.change, m.created_at AS "createdAt", COALESCE((
            SELECT json_agg(json_build_object('threadId', a.thread_id, 'filename', a.filename, 'url', a.url, 'size', a.size,
              'type', a.type) ORDER BY a.position)
            FROM attachments a WHERE a.thread_id = m.id), '[]') AS files
        FROM threads m JOIN tickets t ON t.id = m.ticket_id LEFT JOIN users u ON u.id = m.author_id
        WHERE m.id = ANY(${ids}::uuid[]) AND ${readable}`,
  );
}

/** The UUID in a public ticket id. Errors: `TICKET_NOT_FOUND`, so that a malformed id looks like a made-up one. */
export function ticketKey(publicId: string): { id: string } {
  const id = fromPublicId(publicId, 'support_ticket');
  if (!id) throw new AppError('TICKET_NOT_FOUND');
  return { id };
}

/** A ticket by its number as people say it, or by the API's id; null for what is neither. */
export function readTicketKey(text: string | number): TicketKey | null {
  const trimmed = String(text).trim();
  const number = /^#?(\d{1,9})$/.exec(trimmed)?.[1];
  if (number) return { number: Number(number) };
  const id = fromPublicId(trimmed, 'support_ticket');
  return id === null ? null : { id };
}

/** The numbers of tickets by their keys; those that the actor may not see are left out. */
export async function numbersOfTickets(actor: Actor, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db.query<{ id: string; number: number }>(
    sql`SELECT t.id, t.number FROM tickets t WHERE t.id = ANY(${ids}::uuid[]) AND ${visibleTickets(actor)}`,
  );
  return new Map(rows.map((row) => [row.id, row.number]));
}
