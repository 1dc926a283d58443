import { absoluteUrl } from '@/lib/attachments/present';
import type { FieldValues } from '@/lib/fields/schema';
import { toPublicId } from '@/lib/platform/ids';
import type { MergedRow } from './queries/find';
import type { LinkRow } from './queries/links';
import type { AttachmentRow, ThreadRow, TicketRow } from './queries/rows';
import type { AttachmentLink, CreateTicket, LinkObject, ThreadObject, TicketObject } from './schema';

function presentAttachment({ filename, url, size, type }: AttachmentLink): AttachmentLink {
  return { filename, url: absoluteUrl(url), size, type };
}

function presentAuthor(thread: ThreadRow): string {
  if (thread.type === 'system' || !thread.authorId) return 'system';
  return toPublicId(thread.type === 'user' ? 'client' : 'agent', thread.authorId);
}

/** The desk's own fields, where there are any: without, a ticket is as it was before there were fields. */
function shownFields(fields: FieldValues): Pick<TicketObject, 'fields'> {
  return Object.keys(fields).length > 0 ? { fields } : {};
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
    ...(thread.origin ? { ticket: toPublicId('support_ticket', thread.origin.id) } : {}),
  };
}

/**
 * A row as the API's ticket object; `threads` only when the row has them. The opening message is the description, so its
 * files are the ticket's and are not repeated on it; what was merged into it may begin earlier. Source: docs/contract.md,
 * sections 1 and 3.
 */
export function presentTicket(row: TicketRow & { merged?: MergedRow[] }): TicketObject {
  const { threads, mergedInto, merged } = row;
  const first = {
    _id: toPublicId('support_ticket', row.id),
    title: row.title,
    description: row.description,
    status: row.status,
    priority: row.priority,
    category: row.category,
    client: toPublicId('client', row.clientId),
    assignedTo: row.assignedToId && toPublicId('agent', row.assignedToId),
  };
  const rest = {
    attachments: row.attachments.map(presentAttachment),
    tags: row.tags,
    resolution: row.resolution,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    number: row.number,
  };
  const opening = threads?.find((thread) => !thread.origin)?.id;
  const filesOf = ({ id }: ThreadRow) => (id === opening ? [] : row.attachments.filter((file) => file.threadId === id));
  const ticket: TicketObject = threads
    ? { ...first, threads: threads.map((thread) => presentThread(thread, filesOf(thread))), ...rest }
    : { ...first, ...rest };
  // A ticket has these seldom, and to leave out what is not there costs more than the rest of it.
  if (mergedInto) ticket.mergedInto = toPublicId('support_ticket', mergedInto.id);
  if (merged?.length) ticket.merged = merged.map((each) => toPublicId('support_ticket', each.id));
  return Object.assign(ticket, shownFields(row.fields));
}

/** What was just filed, without reading it back: the row is known but for what the database gave it. */
export function presentNewTicket(
  facts: { id: string; clientId: string; number: number; createdAt: Date },
  input: CreateTicket,
  fields: FieldValues,
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
    attachments: input.attachments.map(presentAttachment),
    tags: input.tags,
    resolution: null,
    createdAt,
    updatedAt: createdAt,
    resolvedAt: null,
    number: facts.number,
    ...shownFields(fields),
  };
}

/** The entity tag of what a reader of this kind sees: notes move staff's tag and never a client's. */
export function ticketEtag(row: { version: number; noteVersion: number }, forStaff: boolean): string {
  return forStaff ? `"${row.version}.${row.noteVersion}"` : `"${row.version}"`;
}

/** A link as the API shows it. */
export function presentLink(row: LinkRow): LinkObject {
  const { number, title, status, clientName: client } = row;
  return {
    _id: toPublicId('link', row.id),
    kind: row.kind,
    direction: row.isOut ? 'out' : 'in',
    ticket: { _id: toPublicId('support_ticket', row.ticketId), number, title, status, client },
    createdAt: row.createdAt.toISOString(),
  };
}
