import sql from 'sql-template-tag';
import { type Actor, systemActor } from '@/lib/auth/actor';
import type { Queryable } from '@/lib/platform/db';
import { applyChange, type TicketFields } from './apply';
import type { Family } from './hold-family';

/**
 * Moves what a message on a merged ticket moves: that ticket, those above it that are read together with it, and the
 * top, whose fields change as by a message of its own client. Another's client is not told who brought that about.
 */
export async function moveFamily(
  tx: Queryable,
  actor: Actor,
  { held, top }: Family,
  fields: Partial<TicketFields>,
): Promise<void> {
  const isOwn = top.clientId === held.clientId;
  await tx.query(
    sql`WITH RECURSIVE up AS (
          SELECT ${held.id}::uuid AS id
          UNION ALL SELECT g.target_id FROM up u JOIN ticket_merges g ON g.source_id = u.id AND g.undone_at IS NULL)
        UPDATE tickets s SET staff_updated_at = ${held.now},
          version = CASE WHEN s.client_id = ${held.clientId}::uuid THEN s.version + 1 ELSE s.version END,
          updated_at = CASE WHEN s.client_id = ${held.clientId}::uuid THEN ${held.now} ELSE s.updated_at END,
          note_version = CASE WHEN s.client_id = ${held.clientId}::uuid THEN s.note_version ELSE s.note_version + 1 END
        WHERE s.id IN (SELECT u.id FROM up u)`,
  );
  await applyChange(tx, isOwn ? actor : systemActor('merge'), top, fields);
}
