import type { DeskTicketObject } from '@/lib/desk/schema';
import type { TicketCategory, TicketPriority, TicketStatus } from '@/lib/tickets/schema';

/** Somebody who works here. `id` is the API's, `userId` the one that gives the avatar its colour. */
export interface Agent {
  id: string;
  userId: string;
  name: string;
}

/** Agents who share tickets; `id` is the API's. */
export interface Team {
  id: string;
  name: string;
}

/** What an agent can change of a ticket, as the pane shows it. */
export interface Fields {
  title: string;
  status: TicketStatus;
  priority: TicketPriority;
  category: TicketCategory;
  tags: string[];
  assignee: Agent | null;
  team: Team | null;
  /** RFC 3339; null while it is not snoozed. */
  snoozedUntil: string | null;
  resolution: string | null;
}

/** A message or a system line, as far as it matters to know whether it is new and whose it is. */
export interface ThreadMark {
  id: string;
  kind: 'client' | 'reply' | 'note' | 'change';
  authorId: string | null;
  authorName: string | null;
}

/** What changed a property: the events of the ticket, newest first. */
export interface EditMark {
  id: number;
  actorId: string | null;
  actorName: string | null;
  /** Properties as the database names them, each with what it became. */
  changes: Record<string, { from: unknown; to: unknown }>;
}

/** The open ticket as the browser has it: what was read, and the tag that proves it. */
export interface DeskTicket extends Fields {
  /** The API's id. */
  id: string;
  number: number;
  /** What `If-Match` says: the ETag of exactly this state. */
  etag: string;
  client: { userId: string; name: string };
  me: Agent;
  threads: ThreadMark[];
  edits: EditMark[];
}

function markOf({ id, type, isInternal, authorId, authorName }: DeskTicketObject['threads'][number]): ThreadMark {
  const said = { user: 'client', agent: 'reply', system: 'change' } as const;
  return { id, kind: isInternal && type !== 'system' ? 'note' : said[type], authorId, authorName };
}

/** What was read of a ticket as its pane works with it; `me` is who reads. */
export function deskTicketOf(data: DeskTicketObject, me: Agent): DeskTicket {
  const { _id: id, number, etag, title, status, priority, category, tags, assignee, resolution, client, edits } = data;
  const { team, snoozedUntil } = data;
  return {
    id,
    number,
    etag,
    title,
    status,
    priority,
    category,
    tags,
    assignee,
    team,
    snoozedUntil,
    resolution,
    client: { userId: client.userId, name: client.name },
    me,
    threads: data.threads.map(markOf),
    edits,
  };
}

/** The id of the element in which a message or a change stands. */
export function entryAnchor(id: string): string {
  return `entry-${id}`;
}
