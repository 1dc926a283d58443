import sql, { bulk, join, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { type EventName, record } from '@/lib/events/record';
import type { Queryable } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { visibleTickets } from '../policy';
import { ticketEtag } from '../present';
import { type Change, changeSentence, isActive } from '../rules';
import type { TicketCategory, TicketPriority, TicketStatus } from '../schema';

/** A ticket held for a change: nobody else can change it until the transaction ends. `now` is its time of change. */
export interface HeldTicket {
  id: string;
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
  now: Date;
}

/** Locks a ticket that the actor can see. Errors: `TICKET_NOT_FOUND`. */
export async function holdTicket(tx: Queryable, actor: Actor, id: string): Promise<HeldTicket> {
  // The time is read after the lock is had and never runs backwards, so messages sort in the order of their locks.
  const [row] = await tx.query<HeldTicket>(
    sql`SELECT t.*, greatest(clock_timestamp(), t."lastChange") AS now FROM (
          SELECT t.id, t.title, t.status, t.priority, t.category, t.client_id AS "clientId", t.assigned_to_id AS "assignedToId",
            t.tags, t.resolution, t.resolved_at AS "resolvedAt", t.version, t.note_version AS "noteVersion",
            t.staff_updated_at AS "lastChange"
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
  'title' | 'status' | 'priority' | 'category' | 'assignedToId' | 'tags' | 'resolution'
>;

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

async function nameOf(tx: Queryable, userId: string | null): Promise<string | null> {
  if (!userId) return null;
  const [row] = await tx.query<{ name: string }>(sql`SELECT name FROM users WHERE id = ${userId}::uuid`);
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
  if (changes.length === 0) return;
  const actorId = actor.kind === 'user' ? actor.userId : null;
  const names = {
    by: actor.kind === 'user' ? actor.name : 'Hilo',
    to: await nameOf(tx, fields.assignedToId ?? null),
    isSelf: actorId !== null && fields.assignedToId === actorId,
  };
  const locale = env().HILO_LOCALE;
  const rows = changes.map((change) => [
    newId(),
    held.id,
    actorId,
    'system',
    changeSentence(change, names, locale),
    JSON.stringify(change),
    held.now,
  ]);
  await tx.query(
    sql`INSERT INTO threads (id, ticket_id, author_id, type, message, change, created_at) VALUES ${bulk(rows)}`,
  );
}

/**
 * Writes new values of a held ticket's fields, with a system message for each change of status or assignee and the event.
 * Values equal to the old ones are no change. `isTouched` moves version and time even so, for a new message.
 * Answers whether anything was written.
 */
export async function applyChange(
  tx: Queryable,
  actor: Actor,
  held: HeldTicket,
  fields: Partial<TicketFields>,
  isTouched = false,
): Promise<boolean> {
  const changed = differences(held, fields);
  const hasChanges = Object.keys(changed).length > 0;
  if (!hasChanges && !isTouched) return false;
  const set = [
    sql`version = version + 1, updated_at = ${held.now}, staff_updated_at = ${held.now}`,
    ...assignments(changed, held),
  ];
  await tx.query(sql`UPDATE tickets SET ${join(set)} WHERE id = ${held.id}::uuid`);
  if (!hasChanges) return true;
  await systemLines(tx, actor, held, changed);
  const changes = Object.fromEntries(
    Object.entries(changed).map(([name, to]) => [name, { from: held[name as keyof TicketFields], to }]),
  );
  await record(tx, actor, {
    name: eventOf(held, changed.status),
    subject: { type: 'ticket', id: held.id },
    data: { changes },
  });
  return true;
}
