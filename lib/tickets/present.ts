import { toPublicId } from '@/lib/platform/ids';
import type { AttachmentRow, ThreadRow, TicketRow } from './queries/rows';
import type { AttachmentLink, CreateTicket, ThreadObject, TicketObject } from './schema';

function presentAttachment({ filename, url, size, type }: AttachmentRow): AttachmentLink {
  return { filename, url, size, type };
}

function presentAuthor(thread: ThreadRow): string {
  if (thread.type === 'system' || !thread.authorId) return 'system';
  return toPublicId(thread.type === 'user' ? 'client' : 'agent', thread.authorId);
}

/** A message as the API shows it, with the files that are its own. */
export function presentThread(thread: ThreadRow, files: AttachmentRow[]): ThreadObject {
  return {
    author: presentAuthor(thread),
    message: thread.message,
    timestamp: new Date(thread.createdAt).toISOString(),
    type: thread.type,
    ...(thread.isInternal ? { internal: true } : {}),
    ...(files.length > 0 ? { attachments: files.map(presentAttachment) } : {}),
  };
}

/**
 * A row as the API's ticket object; `threads` only when the row has them. The opening message is the description, so its
 * files are the ticket's and are not repeated on it. Source: docs/contract.md, sections 1 and 3.
 */
export function presentTicket(row: TicketRow): TicketObject {
  const opening = row.threads?.[0]?.id;
  return {
    _id: toPublicId('support_ticket', row.id),
    title: row.title,
    description: row.description,
    status: row.status,
    priority: row.priority,
    category: row.category,
    client: toPublicId('client', row.clientId),
    assignedTo: row.assignedToId && toPublicId('agent', row.assignedToId),
    ...(row.threads && {
      threads: row.threads.map((thread) =>
        presentThread(
          thread,
          thread.id === opening ? [] : row.attachments.filter((file) => file.threadId === thread.id),
        ),
      ),
    }),
    attachments: row.attachments.map(presentAttachment),
    tags: row.tags,
    resolution: row.resolution,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    number: row.number,
  };
}

/** What was just filed, without reading it back: the row is known but for what the database gave it. */
export function presentNewTicket(
  facts: { id: string; clientId: string; number: number; createdAt: Date },
  input: CreateTicket,
): TicketObject {
  const client = toPublicId('client', facts.clientId);
  const createdAt = facts.createdAt.toISOString();
  return {
    _id: toPublicId('support_ticket', facts.id),
    title: input.title,
    description: input.description,
    status: 'open',
    priority: input.priority,
    category: input.category,
    client,
    assignedTo: null,
    threads: [{ author: client, message: input.description, timestamp: createdAt, type: 'user' }],
    attachments: input.attachments,
    tags: input.tags,
    resolution: null,
    createdAt,
    updatedAt: createdAt,
    resolvedAt: null,
    number: facts.number,
  };
}

/** The entity tag of what a reader of this kind sees: notes move staff's tag and never a client's. */
export function ticketEtag(row: { version: number; noteVersion: number }, forStaff: boolean): string {
  return forStaff ? `"${row.version}.${row.noteVersion}"` : `"${row.version}"`;
}
