// Longer than most: finding and listing share the columns, and with them what each reader may know.
import sql, { empty, join, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { decodeCursor, encodeCursor } from '@/lib/platform/cursor';
import { db, type Queryable } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { visibleThreads, visibleTickets } from './policy';
import type { Change } from './rules';
import { type ListTickets, priorities, type TicketCategory, type TicketPriority, type TicketStatus } from './schema';

export interface ThreadRow {
  id: string;
  type: 'user' | 'agent' | 'system';
  authorId: string | null;
  authorName: string | null;
  isInternal: boolean;
  message: string;
  change: Change | null;
  /** ISO 8601, as JSON carries it. */
  createdAt: string;
}

export interface AttachmentRow {
  threadId: string;
  filename: string;
  url: string;
  size: number;
  type: string;
}

/** A ticket as read for one actor: `updatedAt`, `threads` and `attachments` hold only what they may know. */
export interface TicketRow {
  id: string;
  number: number;
  title: string;
  description: string;
  status: TicketStatus;
  priority: TicketPriority;
  category: TicketCategory;
  clientId: string;
  assignedToId: string | null;
  tags: string[];
  resolution: string | null;
  version: number;
  noteVersion: number;
  createdAt: Date;
  updatedAt: Date;
  resolvedAt: Date | null;
  attachments: AttachmentRow[];
  threads?: ThreadRow[];
}

function columns(actor: Actor): Sql {
  return sql`t.id, t.number, t.title, t.description, t.status, t.priority, t.category, t.client_id AS "clientId",
    t.assigned_to_id AS "assignedToId", t.tags, t.resolution, t.version, t.note_version AS "noteVersion",
    t.created_at AS "createdAt", ${isStaff(actor) ? sql`t.staff_updated_at` : sql`t.updated_at`} AS "updatedAt",
    t.resolved_at AS "resolvedAt"`;
}

function attachmentsColumn(actor: Actor): Sql {
  return sql`COALESCE((
    SELECT json_agg(json_build_object('threadId', a.thread_id, 'filename', a.filename, 'url', a.url, 'size', a.size,
        'type', a.type) ORDER BY m.created_at, m.id, a.position)
    FROM attachments a JOIN threads m ON m.id = a.thread_id WHERE a.ticket_id = t.id AND ${visibleThreads(actor)}), '[]') AS attachments`;
}

function threadsColumn(actor: Actor): Sql {
  return sql`COALESCE((
    SELECT json_agg(json_build_object('id', m.id, 'type', m.type, 'authorId', m.author_id, 'authorName', u.name,
        'isInternal', m.is_internal, 'message', m.message, 'change', m.change, 'createdAt', m.created_at)
        ORDER BY m.created_at, m.id)
    FROM threads m LEFT JOIN users u ON u.id = m.author_id WHERE m.ticket_id = t.id AND ${visibleThreads(actor)}), '[]') AS threads`;
}

/** Names a ticket by the API's id or by the number that people use. */
export type TicketKey = { id: string } | { number: number };

function isKey(key: TicketKey): Sql {
  return 'id' in key ? sql`t.id = ${key.id}::uuid` : sql`t.number = ${key.number}::int`;
}

/** One ticket with all that the actor may see of it, or null: absent and not theirs are the same. One round trip. */
export async function findTicket(
  actor: Actor,
  key: TicketKey,
  on: Queryable = db,
): Promise<(TicketRow & { threads: ThreadRow[] }) | null> {
  const [row] = await on.query<TicketRow & { threads: ThreadRow[] }>(
    sql`SELECT ${columns(actor)}, ${attachmentsColumn(actor)}, ${threadsColumn(actor)}
        FROM tickets t WHERE ${isKey(key)} AND ${visibleTickets(actor)}`,
    `find_ticket_${isStaff(actor) ? 'staff' : 'client'}_${'id' in key ? 'id' : 'number'}`,
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
  return on.query<ThreadRow & { files: AttachmentRow[] }>(
    sql`SELECT m.id, m.type, m.author_id AS "authorId", u.name AS "authorName", m.is_internal AS "isInternal", m.message,
          m.change, m.created_at AS "createdAt", COALESCE((
            SELECT json_agg(json_build_object('threadId', a.thread_id, 'filename', a.filename, 'url', a.url, 'size', a.size,
              'type', a.type) ORDER BY a.position)
            FROM attachments a WHERE a.thread_id = m.id), '[]') AS files
        FROM threads m JOIN tickets t ON t.id = m.ticket_id LEFT JOIN users u ON u.id = m.author_id
        WHERE m.id = ANY(${ids}::uuid[]) AND ${visibleTickets(actor)} AND ${visibleThreads(actor)}`,
  );
}

/** The UUID in a public ticket id. Errors: `TICKET_NOT_FOUND`, so that a malformed id looks like a made-up one. */
export function ticketKey(publicId: string): { id: string } {
  const id = fromPublicId(publicId, 'support_ticket');
  if (!id) throw new AppError('TICKET_NOT_FOUND');
  return { id };
}

export type TicketFilter = Partial<Omit<ListTickets, 'limit' | 'cursor' | 'include'>>;

/** How a list is ordered: by creation (newest first), by last change, or by urgency and then newest. */
export type TicketSort = 'newest' | 'updated' | 'urgent';

function idsOf(actor: Actor, values: string[], field: 'client' | 'assignedTo', code: string) {
  const ids: string[] = [];
  for (const value of values) {
    if (value === 'none' && field === 'assignedTo') continue;
    const id = value === 'me' && actor.kind === 'user' ? actor.userId : fromPublicId(value, 'client', 'agent');
    if (!id) throw invalid({ field, code });
    ids.push(id);
  }
  return ids;
}

function searchCondition(actor: Actor, q: string): Sql {
  // Staff go by the index; a client's few tickets are found first, and their own words alone are looked at.
  return isStaff(actor)
    ? sql`t.id IN (SELECT s.ticket_id FROM ticket_search s WHERE s.staff_vector @@ hilo_query(${q}))`
    : sql`EXISTS (SELECT 1 FROM ticket_search s WHERE s.ticket_id = t.id AND s.client_vector @@ hilo_query(${q}))`;
}

/** The conditions of a filter on `tickets t`, the actor's own visibility first. Errors: 400 for an id that is none. */
function ticketConditions(actor: Actor, filter: TicketFilter): Sql {
  const updated = isStaff(actor) ? sql`t.staff_updated_at` : sql`t.updated_at`;
  const all: (Sql | undefined)[] = [
    visibleTickets(actor),
    filter.status && sql`t.status = ANY(${filter.status}::ticket_status[])`,
    filter.priority && sql`t.priority = ANY(${filter.priority}::ticket_priority[])`,
    filter.category && sql`t.category = ANY(${filter.category}::ticket_category[])`,
    filter.tag && sql`t.tags && ${filter.tag}::text[]`,
    filter.client && sql`t.client_id = ANY(${idsOf(actor, filter.client, 'client', 'INVALID_CLIENT')}::uuid[])`,
    filter.assignedTo && assigneeCondition(actor, filter.assignedTo),
    filter.q ? searchCondition(actor, filter.q) : undefined,
    filter.createdAfter && sql`t.created_at > ${filter.createdAfter}`,
    filter.createdBefore && sql`t.created_at < ${filter.createdBefore}`,
    filter.updatedAfter && sql`${updated} > ${filter.updatedAfter}`,
  ];
  return join(
    all.filter((each) => each !== undefined),
    ' AND ',
  );
}

function assigneeCondition(actor: Actor, values: string[]): Sql {
  const ids = idsOf(actor, values, 'assignedTo', 'INVALID_ASSIGNED_TO');
  const isAny = sql`t.assigned_to_id = ANY(${ids}::uuid[])`;
  if (!values.includes('none')) return isAny;
  return ids.length === 0 ? sql`t.assigned_to_id IS NULL` : sql`(t.assigned_to_id IS NULL OR ${isAny})`;
}

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

/** Counts are exact up to here; a larger one is this number, to be shown as "999+". */
export const countLimit = 1000;

/** How many tickets each filter finds, each at most `countLimit`, in one round trip. */
export async function countTickets<Name extends string>(
  actor: Actor,
  filters: Record<Name, TicketFilter>,
): Promise<Record<Name, number>> {
  const names = Object.keys(filters) as Name[];
  const counts = names.map(
    (name) =>
      sql`(SELECT count(*)::int FROM (SELECT 1 FROM tickets t WHERE ${ticketConditions(actor, filters[name])} LIMIT ${countLimit}) x)`,
  );
  const [row] = await db.query<{ counts: number[] }>(sql`SELECT ARRAY[${join(counts)}] AS counts`);
  return Object.fromEntries(names.map((name, index) => [name, row?.counts[index] ?? 0])) as Record<Name, number>;
}

/** The tags in use among recent tickets that the actor sees, most used first; for suggestions. */
export async function listTags(actor: Actor, limit = 50): Promise<string[]> {
  const rows = await db.query<{ tag: string }>(
    sql`SELECT tag FROM (SELECT t.tags FROM tickets t WHERE ${visibleTickets(actor)} ORDER BY t.created_at DESC LIMIT 500) t,
        unnest(t.tags) AS tag GROUP BY tag ORDER BY count(*) DESC, tag LIMIT ${limit}`,
  );
  return rows.map((row) => row.tag);
}

/** The numbers of tickets by their keys; those that the actor may not see are left out. */
export async function numbersOfTickets(actor: Actor, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db.query<{ id: string; number: number }>(
    sql`SELECT t.id, t.number FROM tickets t WHERE t.id = ANY(${ids}::uuid[]) AND ${visibleTickets(actor)}`,
  );
  return new Map(rows.map((row) => [row.id, row.number]));
}
