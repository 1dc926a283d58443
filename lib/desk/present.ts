import { toPublicId } from '@/lib/platform/ids';
import type { TicketMatch } from '@/lib/search/queries/matches';
import { presentLink, ticketEtag } from '@/lib/tickets/present';
import type { TicketListRow } from '@/lib/tickets/queries/listed';
import type { DeskTicketRow } from './queries';
import type { DeskRow, DeskTicketObject } from './schema';

function agentOf({ userId, name }: { userId: string; name: string }) {
  return { id: toPublicId('agent', userId), userId, name };
}

function teamOf({ teamId, teamName }: { teamId: string | null; teamName: string | null }) {
  return teamId && teamName !== null ? { id: toPublicId('team', teamId), name: teamName } : null;
}

const mention = ({ id, number }: { id: string; number: number }) => ({
  _id: toPublicId('support_ticket', id),
  number,
});

/** A row of the desk's list. */
export function presentDeskRow(row: TicketListRow, match?: TicketMatch): DeskRow {
  const { lastMessage } = row;
  return {
    _id: toPublicId('support_ticket', row.id),
    number: row.number,
    title: row.title,
    status: row.status,
    priority: row.priority,
    category: row.category,
    tags: row.tags,
    assignee: row.assignedToId ? agentOf({ userId: row.assignedToId, name: row.assigneeName ?? '' }) : null,
    team: teamOf(row),
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    client: { userId: row.clientId, name: row.clientName },
    lastMessage: lastMessage && {
      type: lastMessage.type,
      authorName: lastMessage.authorName,
      text: lastMessage.text,
      createdAt: new Date(lastMessage.createdAt).toISOString(),
    },
    mergedInto: row.mergedInto?.number ?? null,
    hasDraft: row.hasDraft,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    match: match && (match.title || match.message) ? match : null,
  };
}

/** A ticket as its pane shows it. */
export function presentDeskTicket(row: DeskTicketRow): DeskTicketObject {
  const { client, assignedToId, rating } = row;
  const threadId = (id: string) => toPublicId('thread', id);
  return {
    _id: toPublicId('support_ticket', row.id),
    number: row.number,
    title: row.title,
    status: row.status,
    priority: row.priority,
    category: row.category,
    tags: row.tags,
    assignee: assignedToId ? agentOf({ userId: assignedToId, name: row.names[assignedToId] ?? '' }) : null,
    team: teamOf(row),
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    etag: ticketEtag(row, true),
    resolution: row.resolution,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    client: {
      _id: toPublicId('client', client.userId),
      userId: client.userId,
      name: client.name,
      email: client.email,
      createdAt: new Date(client.createdAt).toISOString(),
      notes: client.notes,
    },
    fields: row.fields,
    threads: row.threads.map(({ id, type, authorId, authorName, isInternal, message, change, createdAt, origin }) => ({
      id: threadId(id),
      type,
      authorId,
      authorName,
      isInternal,
      message,
      change,
      createdAt: new Date(createdAt).toISOString(),
      origin: origin ? mention(origin) : null,
    })),
    attachments: row.attachments.map(({ threadId: id, filename, url, size, type, held }) => ({
      threadId: threadId(id),
      filename,
      url,
      size,
      type,
      held: held ?? null,
    })),
    edits: row.edits,
    agents: row.agents.map(agentOf),
    others: row.others,
    otherCount: row.otherCount,
    rating: rating && {
      ...rating,
      createdAt: new Date(rating.createdAt).toISOString(),
      updatedAt: new Date(rating.updatedAt).toISOString(),
    },
    mergedInto: row.mergedInto && mention(row.mergedInto),
    merged: row.merged.map((each) => ({
      ...mention(each),
      title: each.title,
      clientName: each.clientName,
      isForeign: each.clientId !== row.clientId,
    })),
    links: row.links.map(presentLink),
    names: row.names,
  };
}
