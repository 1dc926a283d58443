import sql, { type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import type { FieldValues } from '@/lib/fields/schema';
import { visibleThreads } from '../policy';
import type { Change } from '../rules';
import type { TicketCategory, TicketPriority, TicketStatus } from '../schema';
import { assigneeOf, mergedInto, parts, resolutionOf, seenMessages, statusOf } from './merged';

/** Another ticket, as far as one that mentions it needs it. */
export interface TicketMention {
  id: string;
  number: number;
}

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
  /** The ticket that it was written on, where that is another of theirs, merged into this one. */
  origin?: TicketMention | null;
}

export interface AttachmentRow {
  threadId: string;
  filename: string;
  url: string;
  size: number;
  type: string;
  /** How a file that Hilo holds stands; null for a link. Read for pages: the API's message says no more than the link. */
  held?: HeldFile | null;
}

/** What pages must know of a file before they ask for it. Pixels are of an image whose thumbnail was made. */
export interface HeldFile {
  scan: 'none' | 'pending' | 'clean' | 'infected';
  thumbnail: 'none' | 'pending' | 'made' | 'failed';
  width: number | null;
  height: number | null;
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
  /** Null for clients, as is `snoozedUntil`: the desk's own. */
  teamId: string | null;
  snoozedUntil: Date | null;
  /** It was merged into another, perhaps another client's, of which its own client knows nothing. */
  isMerged: boolean;
  /** Where it is read instead. */
  mergedInto: TicketMention | null;
  /** Values of the desk's own fields that the reader may see, by key. */
  fields: FieldValues;
  attachments: AttachmentRow[];
  threads?: ThreadRow[];
}

/** Clients see the fields in use that are for them. Few tickets have any, so most rows cost no look. */
function fieldsColumn(actor: Actor): Sql {
  if (isStaff(actor)) return sql`t.fields`;
  return sql`CASE WHEN t.fields = '{}' THEN t.fields ELSE (
      SELECT COALESCE(jsonb_object_agg(f.key, t.fields->f.key), '{}') FROM custom_fields f
      WHERE f.is_for_clients AND f.archived_at IS NULL AND t.fields ? f.key) END`;
}

/** The columns of `tickets t` that every read of a ticket has; `updatedAt` is the reader’s own. */
export function columns(actor: Actor): Sql {
  return sql`t.id, t.number, t.title, t.description, ${statusOf(actor)} AS status, t.priority, t.category,
    t.client_id AS "clientId", ${assigneeOf(actor)} AS "assignedToId", t.tags,
    ${resolutionOf(actor, sql`resolution`)} AS resolution, t.version, t.note_version AS "noteVersion",
    t.created_at AS "createdAt", ${isStaff(actor) ? sql`t.staff_updated_at` : sql`t.updated_at`} AS "updatedAt",
    ${resolutionOf(actor, sql`resolved_at`)} AS "resolvedAt", t.merged_into_id IS NOT NULL AS "isMerged",
    ${isStaff(actor) ? sql`t.team_id` : sql`NULL::uuid`} AS "teamId",
    ${isStaff(actor) ? sql`t.snoozed_until` : sql`NULL::timestamptz`} AS "snoozedUntil",
    ${mergedInto(actor)} AS "mergedInto", ${fieldsColumn(actor)} AS fields`;
}

// Laterally, part by part: the planner expects far more parts than a ticket has, and would read the whole of each table.

/** The files of `tickets t` that the actor may see, as `attachments`; `alone` as in `parts`. */
export function attachmentsColumn(actor: Actor, alone = false): Sql {
  return sql`COALESCE((
    SELECT json_agg(json_build_object('threadId', a.thread_id, 'filename', a.filename, 'url', a.url, 'size', a.size,
        'type', a.type, 'held', (SELECT json_build_object('scan', u.scan, 'thumbnail', u.thumbnail, 'width', u.width,
          'height', u.height) FROM uploads u WHERE u.id = a.upload_id)) ORDER BY m.created_at, m.id, a.position)
    FROM ${parts(actor, alone)} CROSS JOIN LATERAL (SELECT a.* FROM attachments a WHERE a.ticket_id = p.id OFFSET 0) a
      CROSS JOIN LATERAL (SELECT m.* FROM threads m WHERE m.id = a.thread_id OFFSET 0) m
    WHERE ${seenMessages(actor)}), '[]') AS attachments`;
}

/** The messages of `tickets t` that the actor may see, oldest first, as `threads`; `alone` as in `parts`. */
export function threadsColumn(actor: Actor, alone = false): Sql {
  return sql`COALESCE((
    SELECT json_agg(json_build_object('id', m.id, 'type', m.type, 'authorId', m.author_id, 'authorName', (SELECT u.name FROM users u WHERE u.id = m.author_id),
        'isInternal', m.is_internal, 'message', m.message, 'change', m.change, 'createdAt', m.created_at,
        'origin', p.origin) ORDER BY m.created_at, m.id)
    FROM ${parts(actor, alone)} CROSS JOIN LATERAL (SELECT m.* FROM threads m WHERE m.ticket_id = p.id OFFSET 0) m
    WHERE ${seenMessages(actor)}), '[]') AS threads`;
}

/** Whether `tickets t` has no part in a merge that holds. */
export const standsAlone = sql`t.merged_into_id IS NULL AND NOT EXISTS (SELECT 1 FROM tickets c WHERE c.merged_into_id = t.id)`;

// What the three above give, of a ticket that `standsAlone`, as nearly all do. Said without the ways from ticket to ticket, whose plan
// takes three times as long to set up as such a ticket takes to read, and a client's a megabyte of each connection that keeps it.

/** The columns of `tickets t`, which `standsAlone`. */
export function columnsAlone(actor: Actor): Sql {
  return sql`t.id, t.number, t.title, t.description, t.status, t.priority, t.category, t.client_id AS "clientId",
    t.assigned_to_id AS "assignedToId", t.tags, t.resolution, t.version, t.note_version AS "noteVersion",
    t.created_at AS "createdAt", ${isStaff(actor) ? sql`t.staff_updated_at` : sql`t.updated_at`} AS "updatedAt",
    t.resolved_at AS "resolvedAt", false AS "isMerged", ${isStaff(actor) ? sql`t.team_id` : sql`NULL::uuid`} AS "teamId",
    ${isStaff(actor) ? sql`t.snoozed_until` : sql`NULL::timestamptz`} AS "snoozedUntil", NULL::json AS "mergedInto",
    ${fieldsColumn(actor)} AS fields`;
}

/** The files of `tickets t`, which `standsAlone`. */
export function attachmentsAlone(actor: Actor): Sql {
  return sql`COALESCE((
      SELECT json_agg(json_build_object('threadId', a.thread_id, 'filename', a.filename, 'url', a.url, 'size', a.size,
          'type', a.type, 'held', (SELECT json_build_object('scan', u.scan, 'thumbnail', u.thumbnail, 'width', u.width,
            'height', u.height) FROM uploads u WHERE u.id = a.upload_id)) ORDER BY m.created_at, m.id, a.position)
      FROM (SELECT a.* FROM attachments a WHERE a.ticket_id = t.id OFFSET 0) a
        CROSS JOIN LATERAL (SELECT m.* FROM threads m WHERE m.id = a.thread_id OFFSET 0) m
      WHERE ${visibleThreads(actor)}), '[]') AS attachments`;
}

/** The messages of `tickets t`, which `standsAlone`. */
export function threadsAlone(actor: Actor): Sql {
  return sql`COALESCE((
      SELECT json_agg(json_build_object('id', m.id, 'type', m.type, 'authorId', m.author_id,
          'authorName', (SELECT u.name FROM users u WHERE u.id = m.author_id), 'isInternal', m.is_internal, 'message', m.message,
          'change', m.change, 'createdAt', m.created_at, 'origin', NULL) ORDER BY m.created_at, m.id)
      FROM threads m WHERE m.ticket_id = t.id AND ${visibleThreads(actor)}), '[]') AS threads`;
}
