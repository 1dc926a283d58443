import sql, { empty, type Sql } from 'sql-template-tag';
import { type Actor, isStaff, type UserActor } from '@/lib/auth/actor';
import { type EventName, insertEchoes } from '@/lib/events/record';
import type { Queryable } from '@/lib/platform/db';
import { isReadElsewhere } from '../queries/merged';
import { isActive } from '../rules';
import type { TicketStatus } from '../schema';

// What happens to a ticket shows on those merged into it, to their clients: these move with it, and those clients are told.

/** The top of a family, held. */
interface Top {
  id: string;
  clientId: string;
  assignedToId: string | null;
  status: TicketStatus;
  resolution: string | null;
  resolvedAt: Date | null;
  now: Date;
}

/** Those of the tickets `s` whose client reads them by themselves, beside one of another client's. */
export function readBeside(topClientId: string): Sql {
  return sql`s.client_id <> ${topClientId}::uuid AND NOT ${isReadElsewhere(sql`s`)}`;
}

/** Moves version and time of all merged into a ticket; `event` is the rest of a statement that may go on from them as `moved`. */
async function touch(tx: Queryable, top: Top, event: Sql): Promise<void> {
  const update = sql`UPDATE tickets s SET version = s.version + 1, updated_at = greatest(s.updated_at, ${top.now}::timestamptz),
      staff_updated_at = greatest(s.staff_updated_at, ${top.now}::timestamptz) WHERE s.merged_into_id = ${top.id}::uuid`;
  await tx.query(event === empty ? update : sql`WITH moved AS (${update} RETURNING s.*) ${event}`);
}

const beside = (top: Top) => sql`FROM moved s WHERE ${readBeside(top.clientId)}`;

/** Tells of an agent's public reply. What the owner of the ticket says there, they say as its client. */
export async function echoReply(tx: Queryable, actor: UserActor, top: Top, threadId: string): Promise<void> {
  if (actor.userId === top.clientId) return;
  const event = { name: 'ticket.replied' as const, data: { threadId } };
  await touch(tx, top, insertEchoes(actor.userId, event, beside(top)));
}

/** Who did it, where clients of other tickets may know: one of the desk, unless the ticket is their own. */
export function echoedActor(actor: Actor, top: { clientId: string }): string | null {
  return actor.kind === 'user' && isStaff(actor) && actor.userId !== top.clientId ? actor.userId : null;
}

/**
 * Tells of a change of status, with the resolution where it brings one, and of who has it. Of the other properties they know
 * their own.
 */
export async function echoChange(
  tx: Queryable,
  actor: Actor,
  top: Top,
  changed: { status?: TicketStatus; resolution?: string | null; assignedToId?: string | null },
  name: EventName,
): Promise<void> {
  const { status, assignedToId } = changed;
  if (status === undefined && assignedToId === undefined) {
    if (changed.resolution !== undefined && !isActive(top.status)) await touch(tx, top, empty);
    return;
  }
  // What the resolution was before may have been said to another client.
  const resolution = status === 'resolved' && { resolution: { from: null, to: changed.resolution ?? top.resolution } };
  const data = {
    changes: {
      ...(status !== undefined && { status: { from: top.status, to: status } }),
      ...(assignedToId !== undefined && { assignedToId: { from: top.assignedToId, to: assignedToId } }),
      ...resolution,
    },
  };
  await touch(tx, top, insertEchoes(echoedActor(actor, top), { name, data }, beside(top)));
}
