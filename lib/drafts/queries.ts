import sql, { type Sql } from 'sql-template-tag';
import { type Actor, isStaff, type UserActor } from '@/lib/auth/actor';
import { db, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { visibleTickets } from '@/lib/tickets/policy';
import type { AttachmentLink } from '@/lib/tickets/schema';

export interface DraftRow {
  message: string;
  isInternal: boolean;
  attachments: AttachmentLink[];
  /** A bigint that is a safe number: the schema lets no other in. */
  revision: number;
  /** Null of what is no draft any more. */
  updatedAt: Date | null;
}

/** The actor's own draft of a ticket, or null. Errors: `FORBIDDEN` for clients, `TICKET_NOT_FOUND`. One round trip. */
export async function findDraft(actor: UserActor, ticketId: string, on: Queryable = db): Promise<DraftRow | null> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const [row] = await on.query<DraftRow & { isThere: boolean }>(
    sql`SELECT d.message, d.is_internal AS "isInternal", d.attachments, d.revision::float8 AS revision,
          d.updated_at AS "updatedAt", d.user_id IS NOT NULL AS "isThere"
        FROM tickets t LEFT JOIN drafts d ON d.ticket_id = t.id AND d.user_id = ${actor.userId}::uuid
        WHERE t.id = ${ticketId}::uuid AND ${visibleTickets(actor)}`,
    'find_draft',
  );
  if (!row) throw new AppError('TICKET_NOT_FOUND');
  return row.isThere ? row : null;
}

/** Whether the actor has a draft of `tickets t`, as a condition. */
export function hasDraft(actor: Actor): Sql {
  const userId = actor.kind === 'user' ? actor.userId : null;
  return sql`EXISTS (SELECT 1 FROM drafts d WHERE d.ticket_id = t.id AND d.user_id = ${userId}::uuid)`;
}
