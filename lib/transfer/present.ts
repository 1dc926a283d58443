import { toPublicId } from '@/lib/platform/ids';
import { presentTicket } from '@/lib/tickets/present';
import type { ThreadRow } from '@/lib/tickets/queries/rows';
import type { WholeTicketRow } from '@/lib/tickets/queries/whole';
import type { Change } from '@/lib/tickets/rules';
import type { ExportedChange, ExportedPerson, ExportedTicket } from './schema';

/** Somebody as an export needs them. */
export interface PersonRow {
  id: string;
  name: string;
  email: string;
  isStaff: boolean;
}

/** For whom: agents get everybody's address, a client only their own. */
export interface Reader {
  isStaff: boolean;
  userId?: string;
}

type Mention = { prefix: 'client' | 'agent'; id: string };

/** In which capacity somebody wrote. Who caused a change did so as the ticket's client if they are that. */
function writerOf({ type, authorId }: ThreadRow, { clientId }: WholeTicketRow): Mention | null {
  if (authorId === null) return null;
  const isClient = type === 'user' || (type === 'system' && authorId === clientId);
  return { prefix: isClient ? 'client' : 'agent', id: authorId };
}

/** Everybody whom a ticket mentions, in the capacity in which it does: one who is both stands twice. */
export function mentionsOf(row: WholeTicketRow): Mention[] {
  const all: (Mention | null)[] = [
    { prefix: 'client', id: row.clientId },
    row.assignedToId === null ? null : { prefix: 'agent', id: row.assignedToId },
    ...row.threads.flatMap((thread) => [
      writerOf(thread, row),
      ...(thread.change?.kind === 'assignee'
        ? [thread.change.from, thread.change.to].map((id) => (id === null ? null : { prefix: 'agent' as const, id }))
        : []),
    ]),
  ];
  const distinct = new Map(all.flatMap((each) => (each ? [[`${each.prefix} ${each.id}`, each]] : [])));
  return [...distinct.values()];
}

function presentPerson({ prefix, id }: Mention, row: PersonRow, reader: Reader): ExportedPerson {
  return {
    _id: toPublicId(prefix, id),
    name: row.name,
    ...(reader.isStaff || reader.userId === id ? { email: row.email } : {}),
    ...(row.isStaff ? { staff: true } : {}),
  };
}

// An imported ticket's teams have the ids of the desk that it came from.
const teamOf = (id: string | null) => (id && /^[0-9a-f-]{36}$/.test(id) ? toPublicId('team', id) : id);

/** Of another ticket of this desk its number alone; teams by what they were called. */
function presentChange(change: Change): ExportedChange {
  const idOf = (id: string | null) => id && toPublicId('agent', id);
  if (change.kind === 'assignee') return { kind: 'assignee', from: idOf(change.from), to: idOf(change.to) };
  if ('side' in change) return { kind: change.kind, side: change.side, number: change.number };
  if (change.kind === 'team') return { ...change, from: teamOf(change.from), to: teamOf(change.to) };
  return change;
}

/** What a system message tells beyond its words. */
function presentSystem(thread: ThreadRow, row: WholeTicketRow) {
  const { change } = thread;
  const writer = writerOf(thread, row);
  if (!change) return {};
  return {
    ...(writer ? { by: toPublicId(writer.prefix, writer.id) } : {}),
    change: presentChange(change),
  };
}

/** A ticket as one line of an export: the API's object and what an import elsewhere needs. */
export function presentExported(row: WholeTicketRow, people: Map<string, PersonRow>, reader: Reader): ExportedTicket {
  const ticket = presentTicket(row);
  return {
    ...ticket,
    threads: (ticket.threads ?? []).map((thread, index) => {
      const from = row.threads[index];
      return from?.type === 'system' ? { ...thread, ...presentSystem(from, row) } : thread;
    }),
    ...(reader.isStaff ? { publicUpdatedAt: row.publicUpdatedAt.toISOString() } : {}),
    people: mentionsOf(row).flatMap((mention) => {
      const person = people.get(mention.id);
      return person ? [presentPerson(mention, person, reader)] : [];
    }),
  };
}
