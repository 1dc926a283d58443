import sql from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { presentTicket, ticketEtag } from '../present';
import { getTicket } from '../queries/find';
import { mayClientMove, mayMove } from '../rules';
import type { ChangeTicket, TicketObject } from '../schema';
import { applyChange, checkPrecondition, type HeldTicket, holdTicket, type TicketFields } from './apply';

async function assigneeId(tx: Queryable, actor: Actor, value: string | null): Promise<string | null> {
  if (value === null) return null;
  const id = value === 'me' && actor.kind === 'user' ? actor.userId : fromPublicId(value, 'agent', 'client');
  const [user] = id
    ? await tx.query(sql`SELECT id FROM users WHERE id = ${id}::uuid AND is_staff AND disabled_at IS NULL FOR SHARE`)
    : [];
  if (!id || !user) throw invalid({ field: 'assignedTo', code: 'INVALID_ASSIGNED_TO' });
  return id;
}

function clientsFields(held: HeldTicket, change: ChangeTicket): Partial<TicketFields> {
  const { status, assignedTo, ...rest } = change;
  const asksForMore = assignedTo !== undefined || Object.values(rest).some((value) => value != null);
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
  return {
    status,
    resolution,
    title: change.title ?? undefined,
    priority: change.priority ?? undefined,
    category: change.category ?? undefined,
    tags: change.tags ?? undefined,
    assignedToId: change.assignedTo === undefined ? undefined : await assigneeId(tx, actor, change.assignedTo),
  };
}

/**
 * Changes a ticket's properties. Staff may change all of them; a client may close their own ticket or reopen it once resolved.
 * `ifMatch` is the entity tag read before (`If-Match`).
 * Errors: `TICKET_NOT_FOUND`, `FORBIDDEN`, `TICKET_CLOSED`, `PRECONDITION_FAILED`, `RESOLUTION_REQUIRED`, `INVALID_ASSIGNED_TO`.
 * Source: docs/contract.md, section 3.
 */
export async function changeTicket(
  actor: Actor,
  id: string,
  change: ChangeTicket,
  { ifMatch }: { ifMatch?: string } = {},
): Promise<{ ticket: TicketObject; etag: string }> {
  return inTransaction(async (tx) => {
    const held = await holdTicket(tx, actor, id);
    checkPrecondition(held, actor, ifMatch);
    const fields = isStaff(actor) ? await staffsFields(tx, actor, held, change) : clientsFields(held, change);
    await applyChange(tx, actor, held, fields);
    const row = await getTicket(actor, { id }, tx);
    return { ticket: presentTicket(row), etag: ticketEtag(row, isStaff(actor)) };
  });
}
