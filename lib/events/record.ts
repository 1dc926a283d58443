import sql, { empty, type Sql } from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import type { Queryable } from '@/lib/platform/db';

/** What can happen to a ticket, as webhooks and the feed name it. */
export const ticketEvents = [
  'ticket.created',
  'ticket.replied',
  'ticket.noted',
  'ticket.changed',
  'ticket.resolved',
  'ticket.closed',
  'ticket.reopened',
] as const;

export type TicketEventName = (typeof ticketEvents)[number];

/** What can happen. The catalogue of webhooks, mails and realtime. */
export type EventName =
  | TicketEventName
  | 'user.created'
  | 'user.changed'
  | 'token.created'
  | 'token.revoked'
  | 'webhook.created'
  | 'webhook.changed'
  | 'webhook.disabled'
  | 'webhook.deleted';

export interface NewEvent {
  name: EventName;
  subject: { type: 'ticket' | 'user' | 'token' | 'webhook'; id: string };
  data?: Record<string, unknown>;
  /** True for what only staff may know of. */
  isInternal?: boolean;
}

/** The place in the feed of what this transaction writes: see docs/decisions/0007-a-feed-without-gaps.md. */
const position = sql`pg_current_xact_id()::text::bigint + (SELECT shift FROM event_feed)`;

/** The statement that writes an event, to stand alone or, with a `from`, in a larger one that yields one row there. */
export function insertEvent(actor: Actor | null, event: NewEvent, from: Sql = empty): Sql {
  const actorId = actor?.kind === 'user' ? actor.userId : null;
  return sql`INSERT INTO events (name, actor_id, subject_type, subject_id, is_internal, data, position)
    SELECT ${event.name}::text, ${actorId}::uuid, ${event.subject.type}::text, ${event.subject.id}::uuid,
      ${event.isInternal ?? false}::boolean, ${JSON.stringify(event.data ?? {})}::jsonb, ${position} ${from}`;
}

/** Writes an event in the transaction of the change that it tells. Without an actor it was somebody not yet known. */
export async function record(tx: Queryable, actor: Actor | null, event: NewEvent): Promise<void> {
  await tx.query(insertEvent(actor, event));
}
