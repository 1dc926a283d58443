import sql, { empty, type Sql } from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import type { Queryable } from '@/lib/platform/db';

/** What can happen. The catalogue of webhooks, mails and realtime. */
export type EventName =
  | 'ticket.created'
  | 'ticket.replied'
  | 'ticket.noted'
  | 'ticket.changed'
  | 'ticket.resolved'
  | 'ticket.closed'
  | 'ticket.reopened'
  | 'user.created'
  | 'user.changed'
  | 'token.created'
  | 'token.revoked';

export interface NewEvent {
  name: EventName;
  subject: { type: 'ticket' | 'user' | 'token'; id: string };
  data?: Record<string, unknown>;
  /** True for what only staff may know of. */
  isInternal?: boolean;
}

/** The statement that writes an event, to stand alone or, with a `from`, in a larger one that yields one row there. */
export function insertEvent(actor: Actor | null, event: NewEvent, from: Sql = empty): Sql {
  const actorId = actor?.kind === 'user' ? actor.userId : null;
  return sql`INSERT INTO events (name, actor_id, subject_type, subject_id, is_internal, data)
    SELECT ${event.name}::text, ${actorId}::uuid, ${event.subject.type}::text, ${event.subject.id}::uuid,
      ${event.isInternal ?? false}::boolean, ${JSON.stringify(event.data ?? {})}::jsonb ${from}`;
}

/** Writes an event in the transaction of the change that it tells. Without an actor it was somebody not yet known. */
export async function record(tx: Queryable, actor: Actor | null, event: NewEvent): Promise<void> {
  await tx.query(insertEvent(actor, event));
}
