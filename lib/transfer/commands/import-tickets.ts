import sql from 'sql-template-tag';
import { type Actor, isAdmin } from '@/lib/auth/actor';
import { ringBell } from '@/lib/events/bell';
import { recordEach } from '@/lib/events/record';
import { db, inTransaction, type Queryable } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId, newId, newIdOf } from '@/lib/platform/ids';
import type { ImportTicket, Problem } from '../rules';
import { type PeopleOptions, type Roster, rosterOf } from './import-people';
import { insertTickets, type Prepared } from './insert-tickets';

/** What the tickets of an export of Hilo are from, unless another name is given. */
export const ownSource = 'hilo';

export interface ImportOptions extends PeopleOptions {
  /** The system that the tickets come from: with a ticket's id there it is known again. */
  source: string;
  /** Writes nothing; tells what would be made. */
  isDryRun?: boolean;
}

/** What became of a ticket. `notes` are codes of what could not be kept. */
export type Outcome = { kind: 'made'; notes: string[] } | { kind: 'known' } | { kind: 'refused'; problem: Problem };

const withoutResolution = { es: 'Importado como resuelto.', en: 'Imported as resolved.' } as const;

/** What of a desk's own export is here still: whoever takes it in by mistake must not find everything twice. */
async function ownOf(on: Queryable, externalIds: string[]): Promise<string[]> {
  const byKey = new Map(externalIds.map((id) => [fromPublicId(id, 'support_ticket'), id]));
  const keys = [...byKey.keys()].filter((key) => key !== null);
  const rows = await on.query<{ id: string }>(sql`SELECT id FROM tickets WHERE id = ANY(${keys}::uuid[])`);
  return rows.flatMap((row) => byKey.get(row.id) ?? []);
}

async function knownOf(on: Queryable, source: string, tickets: ImportTicket[]): Promise<Set<string>> {
  const ids = tickets.map((ticket) => ticket.externalId);
  const rows = await on.query<{ external_id: string }>(
    sql`SELECT external_id FROM imported_tickets WHERE source = ${source} AND external_id = ANY(${ids}::text[])`,
  );
  const own = source === ownSource ? await ownOf(on, ids) : [];
  return new Set([...rows.map((row) => row.external_id), ...own]);
}

function refuse(field: string, code: string): Outcome {
  return { kind: 'refused', problem: { field, code } };
}

/** A ticket in this desk's terms, or why it cannot be. */
function prepare(ticket: ImportTicket, roster: Roster): { prepared: Prepared; notes: string[] } | Outcome {
  const client = roster.find(ticket.client);
  if (!client) return refuse('client', 'CLIENT_EMAIL_REQUIRED');
  const notes: string[] = [];
  const assignee = ticket.assignedTo && roster.find(ticket.assignedTo);
  // An address may be a client's here who was staff there: nobody becomes staff by an import.
  if (ticket.assignedTo && !assignee?.isStaff) notes.push('ASSIGNEE_UNKNOWN');
  const authors: (string | null)[] = [];
  for (const { author } of ticket.threads) {
    const known = author && roster.find(author);
    if (author && !known) return refuse('threads', 'AUTHOR_EMAIL_REQUIRED');
    authors.push(known?.id ?? null);
  }
  const needsResolution = ticket.status === 'resolved' && ticket.resolution === null;
  const prepared: Prepared = {
    id: newIdOf(new Date(ticket.createdAt)),
    ticket,
    clientId: client.id,
    assigneeId: assignee?.isStaff ? assignee.id : null,
    resolution: needsResolution ? withoutResolution[env().HILO_LOCALE] : ticket.resolution,
    threads: ticket.threads.map((thread, index) => {
      const { change } = thread;
      const idOf = (person: typeof thread.author) => person && (roster.find(person)?.id ?? null);
      const kept = change?.kind === 'assignee' ? { ...change, from: idOf(change.from), to: idOf(change.to) } : change;
      return { id: newId(), thread, authorId: authors[index] ?? null, change: kept };
    }),
  };
  return { prepared, notes };
}

async function write(tx: Queryable, actor: Actor, tickets: ImportTicket[], options: ImportOptions): Promise<Outcome[]> {
  // One import of a source at a time: who waits here finds what the other made.
  await tx.query(sql`SELECT set_config('statement_timeout', '5min', true), set_config('lock_timeout', '5min', true)`);
  await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`hilo import ${options.source}`}, 0))`);
  const known = await knownOf(tx, options.source, tickets);
  const roster = await rosterOf(
    tx,
    actor,
    tickets.filter((ticket) => !known.has(ticket.externalId)),
    options,
  );
  const outcomes: Outcome[] = [];
  const ready: Prepared[] = [];
  for (const ticket of tickets) {
    if (known.has(ticket.externalId)) {
      outcomes.push({ kind: 'known' });
      continue;
    }
    const result = prepare(ticket, roster);
    if ('kind' in result) {
      outcomes.push(result);
      continue;
    }
    known.add(ticket.externalId);
    ready.push(result.prepared);
    outcomes.push({ kind: 'made', notes: result.notes });
  }
  if (ready.length === 0) return outcomes;
  await insertTickets(tx, options.source, ready);
  const event = { name: 'ticket.created', type: 'ticket', data: { imported: true, source: options.source } } as const;
  const ids = ready.map((each) => each.id);
  await recordEach(tx, actor, ids, event);
  return outcomes;
}

/** What would become of the tickets, as far as it can be told without writing. */
async function look(tickets: ImportTicket[], options: ImportOptions): Promise<Outcome[]> {
  const known = await knownOf(db, options.source, tickets);
  return tickets.map((ticket) => {
    if (known.has(ticket.externalId)) return { kind: 'known' };
    if (ticket.client.email === null && !options.clientAs) return refuse('client', 'CLIENT_EMAIL_REQUIRED');
    const isNobody = ticket.threads.some(({ author }) => author && author.email === null && author.isStaff);
    if (isNobody && !options.staffAs) return refuse('threads', 'AUTHOR_EMAIL_REQUIRED');
    return { kind: 'made', notes: [] };
  });
}

/** A value that a check of the database refuses, which should have been found before: classes 22 and 23 of SQLSTATE. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code));
}

/**
 * Writes some tickets with their messages, people, times and files, all or none, and gives what became of each, in order. One
 * that is known by its source and id there is left as it is, so the same may be imported again at any time. Each new one is
 * told by a single event marked `imported`. Errors: `FORBIDDEN` but for admins and Hilo itself.
 */
export async function importTickets(actor: Actor, tickets: ImportTicket[], options: ImportOptions): Promise<Outcome[]> {
  if (!isAdmin(actor)) throw new AppError('FORBIDDEN');
  if (options.isDryRun) return look(tickets, options);
  try {
    const outcomes = await inTransaction((tx) => write(tx, actor, tickets, options), { patienceMs: 310_000 });
    ringBell();
    return outcomes;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (tickets.length <= 1) return tickets.map(() => refuse('ticket', 'REFUSED_BY_DATABASE'));
    const outcomes: Outcome[] = [];
    for (const ticket of tickets) outcomes.push(...(await importTickets(actor, [ticket], options)));
    return outcomes;
  }
}
