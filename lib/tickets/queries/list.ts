import sql, { empty } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { decodeCursor, encodeCursor } from '@/lib/platform/cursor';
import { db } from '@/lib/platform/db';
import { invalid } from '@/lib/platform/errors';
import { visibleThreads, visibleTickets } from '../policy';
import { priorities, type TicketPriority } from '../schema';
import { type TicketFilter, ticketConditions } from './conditions';
import { attachmentsColumn, columns, type ThreadRow, type TicketRow, threadsColumn } from './rows';

/** How a list is ordered: by creation (newest first), by last change, or by urgency and then newest. */
export type TicketSort = 'newest' | 'updated' | 'urgent';

function readCursor(text: string): { at: Date; number: number; priority: TicketPriority } {
  const [at, number, priority] = decodeCursor(text) ?? [];
  const isMoment = Number.isSafeInteger(at) && Number(at) >= 0 && Number(at) < 8.64e15;
  const isNumber = Number.isInteger(number) && Math.abs(Number(number)) < 2 ** 31;
  const known = priorities.find((each) => each === priority);
  if (!isMoment || !isNumber || !known) throw invalid({ field: 'cursor', code: 'INVALID_CURSOR' });
  return { at: new Date(Number(at)), number: Number(number), priority: known };
}

/** What the pages' lists show beside the ticket itself. */
export interface TicketListRow extends TicketRow {
  clientName: string;
  assigneeName: string | null;
  lastMessage: {
    authorName: string | null;
    authorId: string | null;
    type: 'user' | 'agent';
    text: string;
    createdAt: string;
  } | null;
}

const pageColumns = sql`, c.name AS "clientName", s.name AS "assigneeName", (
    SELECT json_build_object('authorName', u.name, 'authorId', m.author_id, 'type', m.type, 'text', left(m.message, 200), 'createdAt', m.created_at)
    FROM threads m LEFT JOIN users u ON u.id = m.author_id
    WHERE m.ticket_id = t.id AND m.type <> 'system' AND NOT m.is_internal ORDER BY m.created_at DESC, m.id DESC LIMIT 1
  ) AS "lastMessage"`;

const pageJoins = sql`JOIN users c ON c.id = t.client_id LEFT JOIN users s ON s.id = t.assigned_to_id`;

export interface ListOptions {
  limit: number;
  cursor?: string;
  sort?: TicketSort;
  /** Reads each ticket's messages too. */
  withThreads?: boolean;
}

interface Page<Row> {
  rows: Row[];
  /** The cursor of the next page, or null at the end. */
  next: string | null;
}

async function list<Row extends TicketRow>(
  actor: Actor,
  filter: TicketFilter,
  options: ListOptions,
  forPage: boolean,
): Promise<Page<Row>> {
  const { limit, sort = 'newest' } = options;
  const updated = isStaff(actor) ? sql`t.staff_updated_at` : sql`t.updated_at`;
  const at = sort === 'updated' ? updated : sql`t.created_at`;
  const keys = sort === 'urgent' ? sql`t.priority, ${at}, t.number` : sql`${at}, t.number`;
  const order = sort === 'urgent' ? sql`t.priority DESC, ${at} DESC, t.number DESC` : sql`${at} DESC, t.number DESC`;
  let after = empty;
  if (options.cursor) {
    const end = readCursor(options.cursor);
    const values = sql`${end.at}::timestamptz, ${end.number}::int`;
    after = sql` AND (${keys}) < (${sort === 'urgent' ? sql`${end.priority}::ticket_priority, ${values}` : values})`;
  }
  const rows = await db.query<Row & { at: Date }>(
    sql`SELECT ${columns(actor)}, ${at} AS at, ${attachmentsColumn(actor)}${options.withThreads ? sql`, ${threadsColumn(actor)}` : empty}${forPage ? pageColumns : empty}
        FROM (SELECT * FROM tickets t WHERE ${ticketConditions(actor, filter)}${after} ORDER BY ${order} LIMIT ${limit + 1}) t
        ${forPage ? pageJoins : empty} ORDER BY ${order}`,
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), next: last ? encodeCursor([last.at, last.number, last.priority]) : null };
}

/** A page of tickets by keyset, as the API lists them. Stays right while tickets are created. One round trip. */
export function listTickets(actor: Actor, filter: TicketFilter, options: ListOptions): Promise<Page<TicketRow>> {
  return list<TicketRow>(actor, filter, options, false);
}

/** A page of tickets with the names and last public message that the pages show. One round trip. */
export function listTicketsForPage(
  actor: Actor,
  filter: TicketFilter,
  options: ListOptions,
): Promise<Page<TicketListRow>> {
  return list<TicketListRow>(actor, filter, options, true);
}

/** A ticket with all its messages and `publicUpdatedAt`, its last change that clients may know of. */
export interface WholeTicketRow extends TicketRow {
  threads: ThreadRow[];
  publicUpdatedAt: Date;
}

/**
 * The next few tickets of all that the actor may see, whole and oldest first, after the one with these keys: up to 50, fewer
 * where they are long, none at the end. One statement, so each ticket is as it stood at one moment.
 */
export function listWholeTickets(
  actor: Actor,
  { after, updatedAfter }: { after?: Pick<TicketRow, 'createdAt' | 'number'>; updatedAfter?: Date },
): Promise<WholeTicketRow[]> {
  const isLater = after
    ? sql`AND (t.created_at, t.number) > (${after.createdAt}::timestamptz, ${after.number}::int)`
    : empty;
  // The limits stand in the text, or the kept plan would be one for a tenth of all tickets.
  return db.query<WholeTicketRow>(
    sql`SELECT ${columns(actor)}, t.updated_at AS "publicUpdatedAt", ${attachmentsColumn(actor)}, ${threadsColumn(actor)}
        FROM (SELECT t.*, sum(t.bytes) OVER (ORDER BY t.created_at, t.number) - t.bytes AS bytes_before
          FROM (SELECT t.*, octet_length(t.description) + COALESCE((SELECT sum(octet_length(m.message)) FROM threads m
                WHERE m.ticket_id = t.id AND ${visibleThreads(actor)}), 0) AS bytes
              FROM tickets t WHERE ${ticketConditions(actor, { updatedAfter })} ${isLater}
              ORDER BY t.created_at, t.number LIMIT 50) t) t
        WHERE t.bytes_before < 100000 ORDER BY t.created_at, t.number`,
    ['whole', isStaff(actor) ? 'staff' : 'client', after && 'after', updatedAfter && 'updated']
      .filter(Boolean)
      .join('_'),
  );
}

/** The tags in use among recent tickets that the actor sees, most used first; for suggestions. */
export async function listTags(actor: Actor, limit = 50): Promise<string[]> {
  const rows = await db.query<{ tag: string }>(
    sql`SELECT tag FROM (SELECT t.tags FROM tickets t WHERE ${visibleTickets(actor)} ORDER BY t.created_at DESC LIMIT 500) t,
        unnest(t.tags) AS tag GROUP BY tag ORDER BY count(*) DESC, tag LIMIT ${limit}`,
  );
  return rows.map((row) => row.tag);
}
