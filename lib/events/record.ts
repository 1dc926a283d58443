import sql, { empty, type Sql } from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import type { Queryable } from '@/lib/platform/db';
import type { TicketEventName } from './schema';

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
  | 'webhook.deleted'
  | 'team.created'
  | 'team.changed'
  | 'team.deleted';

export interface NewEvent {
  name: EventName;
  /** `clientId` of a ticket whose is known here: else a trigger looks it up. */
  subject: { type: 'ticket' | 'user' | 'token' | 'webhook' | 'team'; id: string; clientId?: string };
  data?: Record<string, unknown>;
  /** True for what only staff may know of. */
  isInternal?: boolean;
}

/** The place in the feed of what this transaction writes: see docs/decisions/0007-a-feed-without-gaps.md. */
export const position = sql`pg_current_xact_id()::text::bigint + (SELECT shift FROM event_feed)`;

/**
 * The place of an event of what has a history: not before the last event of the same subject. A transaction that waited for
 * a ticket may have the lower number and come second. (Standing higher than its own number keeps a place as safe to read.)
 */
function nextPosition(subjectId: Sql): Sql {
  return sql`greatest(${position}, (SELECT position FROM events WHERE subject_id = ${subjectId} ORDER BY id DESC LIMIT 1))`;
}

/** The statement that writes an event, to stand alone or, with a `from`, in a larger one that yields one row there. */
export function insertEvent(actor: Actor | null, event: NewEvent, from: Sql = empty): Sql {
  const actorId = actor?.kind === 'user' ? actor.userId : null;
  const place = event.name.endsWith('.created') ? position : nextPosition(sql`${event.subject.id}::uuid`);
  return sql`INSERT INTO events (name, actor_id, subject_type, subject_id, client_id, is_internal, data, position)
    SELECT ${event.name}::text, ${actorId}::uuid, ${event.subject.type}::text, ${event.subject.id}::uuid,
      ${event.subject.clientId ?? null}::uuid, ${event.isInternal ?? false}::boolean, ${JSON.stringify(event.data ?? {})}::jsonb, ${place} ${from}`;
}

/**
 * The statement that writes, for each of the tickets `s` of a `from`, an event that its client alone is to hear of: what
 * happened to the ticket that it was merged into, as far as they may know. Staff hear of it there.
 */
export function insertEchoes(actorId: string | null, event: Pick<NewEvent, 'name' | 'data'>, from: Sql): Sql {
  return sql`INSERT INTO events (name, actor_id, subject_type, subject_id, data, position)
    SELECT ${event.name}::text, ${actorId}::uuid, 'ticket', s.id, ${JSON.stringify({ ...event.data, echo: true })}::jsonb,
      ${nextPosition(sql`s.id`)} ${from}`;
}

/** Writes an event in the transaction of the change that it tells. Without an actor it was somebody not yet known. */
export async function record(tx: Queryable, actor: Actor | null, event: NewEvent): Promise<void> {
  await tx.query(insertEvent(actor, event));
}

/** Writes one event for each of many subjects, as one statement: what an import makes. */
export async function recordEach(
  tx: Queryable,
  actor: Actor,
  ids: string[],
  event: Omit<NewEvent, 'subject'> & { type: NewEvent['subject']['type'] },
): Promise<void> {
  const actorId = actor.kind === 'user' ? actor.userId : null;
  await tx.query(
    sql`INSERT INTO events (name, actor_id, subject_type, subject_id, is_internal, data, position)
        SELECT ${event.name}::text, ${actorId}::uuid, ${event.type}::text, s.id, ${event.isInternal ?? false}::boolean,
          ${JSON.stringify(event.data ?? {})}::jsonb, ${position}
        FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS s(id, place) ORDER BY s.place`,
  );
}
