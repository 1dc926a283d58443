import sql from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { insertEchoes } from '@/lib/events/record';
import { inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { presentTicket, ticketEtag } from '../present';
import { getTicket } from '../queries/find';
import { otherTicketId } from '../queries/links';
import type { TicketObject } from '../schema';
import { checkPrecondition, type HeldTicket, lockTicket } from './apply';
import { echoedActor, readBeside } from './echo';
import { tellBoth } from './tell-both';

/** How the source of a merge stood before, as far as merging changes it: what undoing gives back. Times are RFC 3339. */
export interface BeforeMerge {
  status: HeldTicket['status'];
  snoozedUntil: string | null;
}

async function holdBoth(tx: Queryable, actor: Actor, sourceId: string, targetId: string) {
  const held = new Map<string, HeldTicket>();
  // One after the other, each looked at before the next is waited for: see hold-family.ts.
  for (const id of [sourceId, targetId].sort()) {
    const ticket = await lockTicket(tx, actor, id);
    if (ticket.mergedIntoId) throw new AppError(id === sourceId ? 'TICKET_MERGED' : 'MERGE_INTO_MERGED');
    held.set(id, ticket);
  }
  return { source: held.get(sourceId) as HeldTicket, target: held.get(targetId) as HeldTicket };
}

/** Puts the source and all that were merged into it under the target. Gives their ids. */
async function moveBelow(tx: Queryable, source: HeldTicket, target: HeldTicket, at: Date): Promise<string[]> {
  const moved = await tx.query<{ id: string }>(
    sql`UPDATE tickets t SET merged_into_id = ${target.id}::uuid, version = version + 1, updated_at = ${at}, staff_updated_at = ${at},
          status = CASE WHEN t.id = ${source.id}::uuid THEN 'closed' ELSE t.status END,
          snoozed_until = NULL
        WHERE t.id = ${source.id}::uuid OR t.merged_into_id = ${source.id}::uuid RETURNING t.id`,
  );
  return moved.map((row) => row.id);
}

async function write(tx: Queryable, actor: Actor, source: HeldTicket, target: HeldTicket): Promise<void> {
  // Later than all that was said on either: what is said from now on is known by its time.
  const at = new Date(Math.max(source.now.getTime(), target.now.getTime()) + 1);
  const before: BeforeMerge = { status: source.status, snoozedUntil: source.snoozedUntil?.toISOString() ?? null };
  await tx.query(
    sql`INSERT INTO ticket_merges (id, source_id, target_id, merged_by_id, before, created_at)
        VALUES (${newId()}::uuid, ${source.id}::uuid, ${target.id}::uuid,
          ${actor.kind === 'user' ? actor.userId : null}::uuid, ${JSON.stringify(before)}::jsonb, ${at})`,
  );
  const moved = await moveBelow(tx, source, target, at);
  const isTold = sql`EXISTS (SELECT 1 FROM tickets s WHERE s.id = ANY(${moved}::uuid[]) AND s.client_id = t.client_id)`;
  await tx.query(
    sql`UPDATE tickets t SET staff_updated_at = ${at}, note_version = note_version + CASE WHEN ${isTold} THEN 0 ELSE 1 END,
          version = version + CASE WHEN ${isTold} THEN 1 ELSE 0 END, updated_at = CASE WHEN ${isTold} THEN ${at} ELSE updated_at END
        WHERE t.id = ${target.id}::uuid`,
  );
  const isInternal = source.clientId !== target.clientId;
  const closes = source.status !== 'closed' && { changes: { status: { from: source.status, to: 'closed' as const } } };
  await tellBoth(tx, actor, { kind: 'merge', source, target, at, isInternal, ...closes });
  // Whoever reads theirs beside the target sees it stand as the target does.
  if (source.status === target.status) return;
  const event = {
    name: 'ticket.changed' as const,
    data: { changes: { status: { from: source.status, to: target.status } } },
  };
  const from = sql`FROM tickets s WHERE s.id = ANY(${moved}::uuid[]) AND ${readBeside(target.clientId)}`;
  await tx.query(insertEchoes(echoedActor(actor, target), event, from));
}

/**
 * Merges a ticket into another, where its life goes on from now; its messages stay its own and are read there too. What was
 * merged into it before goes with it. `into` is an id of the API or a number. Gives the target. `ifMatch` is the source's
 * entity tag.
 * Errors: `FORBIDDEN` for clients, `TICKET_NOT_FOUND`, `OTHER_TICKET_NOT_FOUND`, `MERGE_INTO_ITSELF`, `TICKET_MERGED` (it is
 * already), `MERGE_INTO_MERGED`, `TICKET_CLOSED` (the target is), `PRECONDITION_FAILED`.
 */
export async function mergeTicket(
  actor: Actor,
  id: string,
  into: string | number,
  { ifMatch }: { ifMatch?: string } = {},
): Promise<{ ticket: TicketObject; etag: string }> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  return inTransaction(async (tx) => {
    const targetId = await otherTicketId(tx, actor, id, into);
    if (targetId === id) throw new AppError('MERGE_INTO_ITSELF');
    const { source, target } = await holdBoth(tx, actor, id, targetId);
    checkPrecondition(source, actor, ifMatch);
    if (target.status === 'closed') throw new AppError('TICKET_CLOSED');
    await write(tx, actor, source, target);
    const row = await getTicket(actor, { id: targetId }, tx);
    return { ticket: presentTicket(row), etag: ticketEtag(row, true) };
  });
}
