import sql, { bulk, join, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { type EventName, record } from '@/lib/events/record';
import type { Queryable } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { enqueue } from '@/lib/platform/queue';
import { visibleTickets } from '../policy';
import { ticketEtag } from '../present';
import { type Change, changeSentence, isActive } from '../rules';
import type { TicketCategory, TicketPriority, TicketStatus } from '../schema';
import { echoChange } from './echo';

/** A ticket held for a change: nobody else can change it until the transaction ends. `now` is its time of change. */
export interface HeldTicket {
  id: string;
  number: number;
  title: string;
  status: TicketStatus;
  priority: TicketPriority;
  category: TicketCategory;
  clientId: string;
  assignedToId: string | null;
  tags: string[];
  resolution: string | null;
  resolvedAt: Date | null;
  version: number;
  noteVersion: number;
  teamId: string | null;
  snoozedUntil: Date | null;
  /** Where its life goes on, once it was merged. */
  mergedIntoId: string | null;
  now: Date;
}

/**
 * Locks a ticket that the actor can see, to be changed. Errors: `TICKET_NOT_FOUND`, `TICKET_MERGED` where its life goes on in
 * another.
 */
export async function holdTicket(tx: Queryable, actor: Actor, id: string): Promise<HeldTicket> {
  const held = await lockTicket(tx, actor, id);
  if (held.mergedIntoId) throw new AppError('TICKET_MERGED');
  return held;
}

/** As `holdTicket`, a merged one too: whoever then needs another of its family must have locked its top first. */
export async function lockTicket(tx: Queryable, actor: Actor, id: string): Promise<HeldTicket> {
  // The time is read after the lock is had and never runs backwards, so messages sort in the order of their locks.
  const [row] = await tx.query<HeldTicket>(
    sql`SELECT t.*, greatest(clock_timestamp(), t."lastChange") AS now FROM (
          SELECT t.id, t.number, t.title, t.status, t.priority, t.category, t.client_id AS "clientId", t.assigned_to_id AS "assignedToId",
            t.tags, t.resolution, t.resolved_at AS "resolvedAt", t.version, t.note_version AS "noteVersion",
            t.team_id AS "teamId", t.snoozed_until AS "snoozedUntil",
            t.merged_into_id AS "mergedIntoId", t.staff_updated_at AS "lastChange"
          FROM tickets t WHERE t.id = ${id}::uuid AND ${visibleTickets(actor)} FOR UPDATE OF t) t`,
    `hold_ticket_${isStaff(actor) ? 'staff' : 'client'}`,
  );
  if (!row) throw new AppError('TICKET_NOT_FOUND');
  return row;
}

/** Holds a ticket to the entity tag that the actor read before (`If-Match`). Errors: `PRECONDITION_FAILED`. */
export function checkPrecondition(held: HeldTicket, actor: Actor, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (!tags.includes(ticketEtag(held, isStaff(actor)))) throw new AppError('PRECONDITION_FAILED');
}

export type TicketFields = Pick<
  HeldTicket,
  'title' | 'status' | 'priority' | 'category' | 'assignedToId' | 'tags' | 'resolution' | 'teamId' | 'snoozedUntil'
>;

/** What only those who work here know of. A change of these alone moves what notes move. */
const ownFields: ReadonlySet<string> = new Set(['teamId', 'snoozedUntil'] satisfies (keyof TicketFields)[]);

function assignments(fields: Partial<TicketFields>, held: HeldTicket): Sql[] {
  const { status } = fields;
  const isReopened = status !== undefined && isActive(status) && !isActive(held.status);
  const all: (Sql | false)[] = [
    fields.title !== undefined && sql`title = ${fields.title}`,
    fields.priority !== undefined && sql`priority = ${fields.priority}::ticket_priority`,
    fields.category !== undefined && sql`category = ${fields.category}::ticket_category`,
    fields.tags !== undefined && sql`tags = ${fields.tags}::text[]`,
    fields.assignedToId !== undefined && sql`assigned_to_id = ${fields.assignedToId}::uuid`,
    fields.resolution !== undefined && !isReopened && sql`resolution = ${fields.resolution}`,
    status !== undefined && sql`status = ${status}::ticket_status`,
    status === 'resolved' && sql`resolved_at = ${held.now}`,
    fields.teamId !== undefined && sql`team_id = ${fields.teamId}::uuid`,
    fields.snoozedUntil !== undefined && sql`snoozed_until = ${fields.snoozedUntil}::timestamptz`,
    // What is active again is no longer resolved; the words of the old resolution stay in its system message.
    isReopened && sql`resolved_at = NULL, resolution = NULL`,
  ];
  return all.filter((each) => each !== false);
}

function eventOf(held: HeldTicket, status: TicketStatus | undefined): EventName {
  if (status === 'resolved') return 'ticket.resolved';
  if (status === 'closed') return 'ticket.closed';
  return status !== undefined && (held.status === 'resolved' || held.status === 'closed')
    ? 'ticket.reopened'
    : 'ticket.changed';
}

function differences(held: HeldTicket, fields: Partial<TicketFields>): Partial<TicketFields> {
  const changed = Object.entries(fields).filter(
    ([name, value]) =>
      value !== undefined && JSON.stringify(value) !== JSON.stringify(held[name as keyof TicketFields]),
  );
  return Object.fromEntries(changed);
}

async function nameOf(tx: Queryable, table: 'users' | 'teams', id: string | null): Promise<string | null> {
  if (!id) return null;
  const from = table === 'users' ? sql`users` : sql`teams`;
  const [row] = await tx.query<{ name: string }>(sql`SELECT name FROM ${from} WHERE id = ${id}::uuid`);
  return row?.name ?? null;
}

async function systemLines(
  tx: Queryable,
  actor: Actor,
  held: HeldTicket,
  fields: Partial<TicketFields>,
): Promise<void> {
  const changes: Change[] = [];
  if (fields.status !== undefined) {
    const resolution = fields.status === 'resolved' ? (fields.resolution ?? held.resolution ?? undefined) : undefined;
    changes.push({ kind: 'status', from: held.status, to: fields.status, ...(resolution ? { resolution } : {}) });
  }
  if (fields.assignedToId !== undefined)
    changes.push({ kind: 'assignee', from: held.assignedToId, to: fields.assignedToId });
  if (fields.teamId !== undefined) {
    const name = await nameOf(tx, 'teams', fields.teamId ?? held.teamId);
    changes.push({ kind: 'team', from: held.teamId, to: fields.teamId, name: name ?? '' });
  }
  if (changes.length === 0) return;
  const actorId = actor.kind === 'user' ? actor.userId : null;
  const names = {
    by: actor.kind === 'user' ? actor.name : 'Hilo',
    to: await nameOf(tx, 'users', fields.assignedToId ?? null),
    isSelf: actorId !== null && fields.assignedToId === actorId,
  };
  const locale = env().HILO_LOCALE;
  const rows = changes.map((change) => [
    newId(),
    held.id,
    actorId,
    'system',
    change.kind === 'team',
    changeSentence(change, names, locale),
    JSON.stringify(change),
    held.now,
  ]);
  await tx.query(
    sql`INSERT INTO threads (id, ticket_id, author_id, type, is_internal, message, change, created_at) VALUES ${bulk(rows)}`,
  );
}

/** What a change was made by, where that is not the actor alone: kept in its event. `id` is the macro's public id. */
export interface Cause {
  macro?: { id: string; name: string };
  /** The public id of the job that changed many at once, or took that back. */
  bulk?: { id: string; isUndo?: true };
}

/** A name and each change of it, as events keep them. */
function changesOf(held: HeldTicket, changed: Partial<TicketFields>) {
  return Object.fromEntries(
    Object.entries(changed).map(([name, to]) => [name, { from: held[name as keyof TicketFields], to }]),
  );
}

/** Tells of what only staff know of, apart from what clients may. A client's reply wakes a ticket, and so does its time. */
async function recordOwn(
  tx: Queryable,
  actor: Actor,
  held: HeldTicket,
  own: Partial<TicketFields>,
  cause: Cause,
): Promise<void> {
  const isWoken = own.snoozedUntil === null && (actor.kind === 'system' || !isStaff(actor));
  await record(tx, actor, {
    name: isWoken ? 'ticket.woken' : 'ticket.changed',
    subject: { type: 'ticket', id: held.id },
    isInternal: true,
    data: { changes: changesOf(held, own), ...cause },
  });
}

/**
 * Writes new values of a held ticket's fields, with a system message for each change of status, assignee or team, and the
 * events: what only staff may know of in one of its own. Leaving the active states ends a snooze.
 * Values equal to the old ones are no change. `isTouched` moves version and time even so, for a new message.
 * Answers whether anything was written.
 */
export async function applyChange(
  tx: Queryable,
  actor: Actor,
  held: HeldTicket,
  fields: Partial<TicketFields>,
  isTouched = false,
  cause: Cause = {},
): Promise<boolean> {
  // What is done waits for nothing.
  const isLeaving = fields.status !== undefined && !isActive(fields.status) && held.snoozedUntil !== null;
  const all = Object.entries(differences(held, isLeaving ? { ...fields, snoozedUntil: null } : fields));
  const changed: Partial<TicketFields> = Object.fromEntries(all);
  const own: Partial<TicketFields> = Object.fromEntries(all.filter(([name]) => ownFields.has(name)));
  const open: Partial<TicketFields> = Object.fromEntries(all.filter(([name]) => !ownFields.has(name)));
  const hasOpen = Object.keys(open).length > 0;
  if (all.length === 0 && !isTouched) return false;
  const set = [
    hasOpen || isTouched
      ? sql`version = version + 1, updated_at = ${held.now}, staff_updated_at = ${held.now}`
      : sql`note_version = note_version + 1, staff_updated_at = ${held.now}`,
    ...assignments(changed, held),
  ];
  await tx.query(sql`UPDATE tickets SET ${join(set)} WHERE id = ${held.id}::uuid`);
  if (all.length === 0) return true;
  await systemLines(tx, actor, held, changed);
  if (hasOpen) {
    await record(tx, actor, {
      name: eventOf(held, open.status),
      subject: { type: 'ticket', id: held.id },
      data: { changes: changesOf(held, open), ...cause },
    });
    await echoChange(tx, actor, held, open, eventOf(held, open.status));
  }
  if (all.length > Object.keys(open).length) await recordOwn(tx, actor, held, own, cause);
  if (changed.snoozedUntil)
    await enqueue(tx, 'tickets.wake', { ticketId: held.id }, { runAt: changed.snoozedUntil, key: `snooze:${held.id}` });
  return true;
}
