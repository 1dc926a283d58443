import { cache } from 'react';
import type { UserActor } from '@/lib/auth/actor';
import { listChanges } from '@/lib/events/queries';
import { findUser, listAssignees, namesOf } from '@/lib/people/queries';
import { toPublicId } from '@/lib/platform/ids';
import { ticketEtag } from '@/lib/tickets/present';
import { countTickets } from '@/lib/tickets/queries/count';
import { findTicket } from '@/lib/tickets/queries/find';
import { listTicketsForPage, type TicketListRow } from '@/lib/tickets/queries/list';
import type { ThreadRow, TicketRow } from '@/lib/tickets/queries/rows';
import type { Agent, DeskTicket, ThreadMark } from './desk-ticket';

/** The ticket of an address, or null; asked once a request. What is no number is no ticket. */
export const findDeskTicket = cache(async (actor: UserActor, number: string) => {
  // Nine digits always fit the database's integer.
  return /^[1-9]\d{0,8}$/.test(number) ? findTicket(actor, { number: Number(number) }) : null;
});

/** How many of the client's other tickets stand in their card. */
const othersShown = 5;

/** Everything that the ticket's pane and its properties show. */
export interface TicketData {
  ticket: TicketRow & { threads: ThreadRow[] };
  /** The part of it that the browser works with. */
  desk: DeskTicket;
  agents: Agent[];
  client: { id: string; userId: string; name: string; email: string; createdAt: Date };
  others: TicketListRow[];
  /** How many tickets the client has beside this one; at most `countLimit`. */
  otherCount: number;
  /** Names of everybody whom a change mentions, by user id. */
  names: Map<string, string>;
}

function agentOf(user: { id: string; name: string }): Agent {
  return { id: toPublicId('agent', user.id), userId: user.id, name: user.name };
}

function markOf(thread: ThreadRow): ThreadMark {
  const said = { user: 'client', agent: 'reply', system: 'change' } as const;
  const kind = thread.isInternal ? 'note' : said[thread.type];
  return { id: thread.id, kind, authorId: thread.authorId, authorName: thread.authorName };
}

function mentioned(ticket: TicketData['ticket']): string[] {
  const assignees = ticket.threads.flatMap((thread) => (thread.change?.kind === 'assignee' && thread.change.to) || []);
  return [...assignees, ...(ticket.assignedToId ? [ticket.assignedToId] : [])];
}

/** A ticket with all that stands round it, or null. Two round trips one after the other, the second of several at once. */
export async function loadTicket(actor: UserActor, number: string): Promise<TicketData | null> {
  const ticket = await findDeskTicket(actor, number);
  if (!ticket) return null;
  const filter = { client: [toPublicId('client', ticket.clientId)] };
  const [client, staff, edits, others, { all }, names] = await Promise.all([
    findUser(actor, ticket.clientId),
    listAssignees(actor),
    listChanges(actor, ticket.id),
    listTicketsForPage(actor, filter, { limit: othersShown + 1 }),
    countTickets(actor, { all: filter }),
    namesOf(mentioned(ticket)),
  ]);
  if (!client) return null;
  const assignee = ticket.assignedToId && { id: ticket.assignedToId, name: names.get(ticket.assignedToId) ?? '' };
  const { title, status, priority, category, tags, resolution } = ticket;
  return {
    ticket,
    desk: {
      id: toPublicId('support_ticket', ticket.id),
      number: ticket.number,
      etag: ticketEtag(ticket, true),
      title,
      status,
      priority,
      category,
      tags,
      resolution,
      assignee: assignee ? agentOf(assignee) : null,
      client: { userId: client.id, name: client.name },
      me: agentOf({ id: actor.userId, name: actor.name }),
      threads: ticket.threads.map(markOf),
      edits,
    },
    agents: staff.map(agentOf),
    client: {
      id: toPublicId('client', client.id),
      userId: client.id,
      name: client.name,
      email: client.email,
      createdAt: client.createdAt,
    },
    others: others.rows.filter((row) => row.id !== ticket.id).slice(0, othersShown),
    otherCount: Math.max(0, all - 1),
    names,
  };
}
