import sql, { type Sql } from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import { visibleTickets } from '@/lib/tickets/policy';
import { parts, seenMessages } from '@/lib/tickets/queries/merged';

/**
 * The condition on `uploads h` that lets an actor read a file. As long as no message has it, it is its owner's alone. Then it
 * goes with its messages: whoever may read one of them, on whichever of the tickets that it stands with, may read the file.
 */
export function readableUploads(actor: Actor): Sql {
  const isOwn = actor.kind === 'system' ? sql`true` : sql`h.owner_id = ${actor.userId}::uuid`;
  // From a message to the tickets of its family that are the actor's, and down again to what these let them see.
  return sql`CASE WHEN h.used_at IS NULL THEN ${isOwn} ELSE EXISTS (
    SELECT 1 FROM attachments a JOIN threads m ON m.id = a.thread_id JOIN tickets x ON x.id = m.ticket_id
      JOIN tickets t ON coalesce(x.merged_into_id, x.id) IN (t.id, t.merged_into_id)
      CROSS JOIN LATERAL ${parts(actor)}
    WHERE a.upload_id = h.id AND ${visibleTickets(actor)} AND p.id = m.ticket_id AND ${seenMessages(actor)}) END`;
}
