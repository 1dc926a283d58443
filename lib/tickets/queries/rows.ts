import sql, { type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { visibleThreads } from '../policy';
import type { Change } from '../rules';
import type { TicketCategory, TicketPriority, TicketStatus } from '../schema';

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

/** The columns of `tickets t` that every read of a ticket has; `updatedAt` is the reader’s own. */
export function columns(actor: Actor): Sql {
  return sql`t.id, t.number, t.title, t.description, t.status, t.priority, t.category, t.client_id AS "clientId",
    t.assigned_to_id AS "assignedToId", t.tags, t.resolution, t.version, t.note_version AS "noteVersion",
    t.created_at AS "createdAt", ${isStaff(actor) ? sql`t.staff_updated_at` : sql`t.updated_at`} AS "updatedAt",
    t.resolved_at AS "resolvedAt"`;
}

/** The files of `tickets t` that the actor may see, as `attachments`. */
export function attachmentsColumn(actor: Actor): Sql {
  return sql`COALESCE((
    SELECT json_agg(json_build_object('threadId', a.thread_id, 'filename', a.filename, 'url', a.url, 'size', a.size,
        'type', a.type) ORDER BY m.created_at, m.id, a.position)
    FROM attachments a JOIN threads m ON m.id = a.thread_id WHERE a.ticket_id = t.id AND ${visibleThreads(actor)}), '[]') AS attachments`;
}

/** The messages of `tickets t` that the actor may see, oldest first, as `threads`. */
export function threadsColumn(actor: Actor): Sql {
  return sql`COALESCE((
    SELECT json_agg(json_build_object('id', m.id, 'type', m.type, 'authorId', m.author_id, 'authorName', u.name,
        'isInternal', m.is_internal, 'message', m.message, 'change', m.change, 'createdAt', m.created_at)
        ORDER BY m.created_at, m.id)
    FROM threads m LEFT JOIN users u ON u.id = m.author_id WHERE m.ticket_id = t.id AND ${visibleThreads(actor)}), '[]') AS threads`;
}
