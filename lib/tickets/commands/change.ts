import sql from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { assignInTurn } from '@/lib/teams/commands/rotate';
import { presentTicket, ticketEtag } from '../present';
import { getTicket } from '../queries/find';
import { isActive, mayClientMove, mayMove } from '../rules';
import type { ChangeTicket, TicketObject } from '../schema';
import { applyChange, type Cause, checkPrecondition, type HeldTicket, holdTicket, type TicketFields } from './apply';
import { applyFields } from './fields';

async function assigneeId(tx: Queryable, actor: Actor, value: string | null): Promise<string | null> {
  if (value === null) return null;
  const id = value === 'me' && actor.kind === 'user' ? actor.userId : fromPublicId(value, 'agent', 'client');
  const [user] = id
    ? await tx.query(sql`SELECT id FROM users WHERE id = ${id}::uuid AND is_staff AND disabled_at IS NULL FOR SHARE`)
    : [];
  if (!id || !user) throw invalid({ field: 'assignedTo', code: 'INVALID_ASSIGNED_TO' });
  return id;
}

async function teamIdOf(tx: Queryable, value: string | null): Promise<string | null> {
  if (value === null) return null;
  const id = fromPublicId(value, 'team');
  const [team] = id ? await tx.query(sql`SELECT id FROM teams WHERE id = ${id}::uuid FOR KEY SHARE`) : [];
  if (!id || !team) throw invalid({ field: 'team', code: 'INVALID_TEAM' });
  return id;
}

function clientsFields(held: HeldTicket, change: ChangeTicket): Partial<TicketFields> {
  const { status, assignedTo, team, snoozedUntil, ...rest } = change;
  const isStaffs = assignedTo !== undefined || team !== undefined || snoozedUntil !== undefined;
  const asksForMore = isStaffs || Object.values(rest).some((value) => value != null);
  if (asksForMore || (status && !mayClientMove(held.status, status))) throw new AppError('FORBIDDEN');
  return { status: status ?? undefined };
}

async function staffsFields(
  tx: Queryable,
  actor: Actor,
  held: HeldTicket,
  change: ChangeTicket,
): Promise<Partial<TicketFields>> {
  const status = change.status ?? undefined;
  if (status && !mayMove(held.status, status)) throw new AppError('TICKET_CLOSED');
  const resolution = change.resolution ?? undefined;
  if (status === 'resolved' && !resolution && !held.resolution) {
    throw invalid({ field: 'resolution', code: 'RESOLUTION_REQUIRED' });
  }
  if (change.snoozedUntil && !isActive(status ?? held.status)) throw new AppError('TICKET_NOT_ACTIVE');
  return {
    status,
    resolution,
    title: change.title ?? undefined,
    priority: change.priority ?? undefined,
    category: change.category ?? undefined,
    tags: change.tags ?? undefined,
    assignedToId: change.assignedTo === undefined ? undefined : await assigneeId(tx, actor, change.assignedTo),
    teamId: change.team === undefined ? undefined : await teamIdOf(tx, change.team),
    snoozedUntil: change.snoozedUntil,
  };
}

interface ChangeOptions {
  /** The entity tag read before (`If-Match`). */
  ifMatch?: string;
  cause?: Cause;
}

/**
 * Changes a ticket's properties. Staff may change all of them; a client may close their own ticket or reopen it once resolved.
 * Errors: `TICKET_NOT_FOUND`, `FORBIDDEN`, `TICKET_CLOSED`, `TICKET_NOT_ACTIVE` (a snooze), `PRECONDITION_FAILED`,
 * `RESOLUTION_REQUIRED`, `INVALID_ASSIGNED_TO`, `INVALID_TEAM`, `INVALID_FIELDS`.
 * Source: docs/contract.md, section 3.
 */
export function changeTicket(
  actor: Actor,
  id: string,
  change: ChangeTicket,
  options: ChangeOptions = {},
): Promise<{ ticket: TicketObject; etag: string }> {
  return inTransaction((tx) => changeTicketIn(tx, actor, id, () => change, options));
}

/** As `changeTicket`, in a transaction that does more; `changeOf` is told how the ticket stands. */
export async function changeTicketIn(
  tx: Queryable,
  actor: Actor,
  id: string,
  changeOf: (held: HeldTicket) => ChangeTicket,
  { ifMatch, cause }: ChangeOptions = {},
): Promise<{ ticket: TicketObject; etag: string }> {
  const held = await holdTicket(tx, actor, id);
  checkPrecondition(held, actor, ifMatch);
  const change = changeOf(held);
  const fields = isStaff(actor) ? await staffsFields(tx, actor, held, change) : clientsFields(held, change);
  await applyChange(tx, actor, held, fields, false, cause);
  if (change.fields) await applyFields(tx, actor, held, change.fields, cause);
  // What comes to a team that takes turns is somebody's before the answer is given.
  const now = { ...held, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) };
  if (fields.teamId) await assignInTurn(tx, now);
  const row = await getTicket(actor, { id }, tx);
  return { ticket: presentTicket(row), etag: ticketEtag(row, isStaff(actor)) };
}
