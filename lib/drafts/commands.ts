import sql from 'sql-template-tag';
import { isStaff, type UserActor } from '@/lib/auth/actor';
import { db, inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { visibleTickets } from '@/lib/tickets/policy';
import { type DraftRow, findDraft } from './queries';
import type { SaveDraft } from './schema';

/**
 * Keeps what the actor has typed, unless something with a higher revision is kept or was sent: what was typed last wins, in
 * whichever order it arrives. What holds nothing takes the draft away. Gives how the draft stands then: an empty one of a higher
 * revision says that this one was not kept.
 * Errors: `FORBIDDEN` for clients, `TICKET_NOT_FOUND`.
 */
export async function saveDraft(actor: UserActor, ticketId: string, draft: SaveDraft): Promise<DraftRow | null> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  if (draft.message.trim() === '' && draft.attachments.length === 0) {
    await dropDraft(db, actor, ticketId, draft.revision);
    return findDraft(actor, ticketId);
  }
  await inTransaction((tx) => write(tx, actor, ticketId, draft));
  return (await findDraft(actor, ticketId)) ?? sentInstead(actor, ticketId);
}

/** Of a draft that was not kept, since something with a higher revision was sent: an empty one with that revision. */
async function sentInstead(actor: UserActor, ticketId: string): Promise<DraftRow | null> {
  const [row] = await db.query<{ revision: number | null }>(
    sql`SELECT max((o.reply->>'draft')::bigint)::float8 AS revision FROM outgoing_replies o
        WHERE o.ticket_id = ${ticketId}::uuid AND o.author_id = ${actor.userId}::uuid`,
  );
  if (!row?.revision) return null;
  return { message: '', isInternal: false, attachments: [], revision: row.revision, updatedAt: null };
}

async function write(tx: Queryable, actor: UserActor, ticketId: string, draft: SaveDraft): Promise<void> {
  // Whoever puts it into the outbox holds the ticket: a save that comes too late waits here, and then sees that it is sent.
  await tx.query(sql`SELECT 1 FROM tickets WHERE id = ${ticketId}::uuid FOR KEY SHARE`, 'hold_for_draft');
  const attachments = JSON.stringify(draft.attachments);
  await tx.query(
    sql`INSERT INTO drafts AS d (user_id, ticket_id, message, is_internal, attachments, revision)
        SELECT ${actor.userId}::uuid, t.id, ${draft.message}::text, ${draft.internal}::boolean, ${attachments}::jsonb,
          ${draft.revision}::bigint
        FROM tickets t WHERE t.id = ${ticketId}::uuid AND ${visibleTickets(actor)} AND NOT EXISTS (
          SELECT 1 FROM outgoing_replies o WHERE o.ticket_id = t.id AND o.author_id = ${actor.userId}::uuid
            AND (o.reply->>'draft')::bigint >= ${draft.revision}::bigint)
        ON CONFLICT (user_id, ticket_id) DO UPDATE SET message = excluded.message, is_internal = excluded.is_internal,
          attachments = excluded.attachments, revision = excluded.revision, updated_at = now()
          WHERE d.revision <= excluded.revision`,
    'save_draft',
  );
}

/** Takes away what was typed up to a revision: it was sent, or was not wanted. Something typed later stays. */
export async function dropDraft(tx: Queryable, actor: UserActor, ticketId: string, upTo?: number): Promise<void> {
  await tx.query(
    sql`DELETE FROM drafts WHERE user_id = ${actor.userId}::uuid AND ticket_id = ${ticketId}::uuid
          AND revision <= ${upTo ?? Number.MAX_SAFE_INTEGER}::bigint`,
    'drop_draft',
  );
}

/** Makes what was about to be sent a draft again, above whatever was typed since. */
export async function returnToDraft(
  tx: Queryable,
  actor: UserActor,
  ticketId: string,
  back: Omit<SaveDraft, 'revision'> & { draft: number | null },
): Promise<DraftRow | null> {
  await tx.query(
    sql`INSERT INTO drafts AS d (user_id, ticket_id, message, is_internal, attachments, revision)
        VALUES (${actor.userId}::uuid, ${ticketId}::uuid, ${back.message}::text, ${back.internal}::boolean,
          ${JSON.stringify(back.attachments)}::jsonb,
          greatest((extract(epoch FROM clock_timestamp()) * 1000)::bigint, ${back.draft ?? 0}::bigint + 1))
        ON CONFLICT (user_id, ticket_id) DO UPDATE SET message = left(excluded.message || E'\\n\\n' || d.message, 65000),
          is_internal = excluded.is_internal OR d.is_internal, attachments = excluded.attachments || d.attachments,
          revision = greatest(d.revision + 1, excluded.revision), updated_at = now()`,
  );
  return findDraft(actor, ticketId, tx);
}
