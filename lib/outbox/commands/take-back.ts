import sql from 'sql-template-tag';
import type { UserActor } from '@/lib/auth/actor';
import { returnToDraft } from '@/lib/drafts/commands';
import type { DraftRow } from '@/lib/drafts/queries';
import { inTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { getOutgoing, type OutgoingRow } from '../queries';
import { dequeueOutgoing } from './requeue';

/**
 * Takes back the actor's own reply that is not sent yet: it is gone, and its text is the draft again. Gives it as it was.
 * Errors: `OUTGOING_NOT_FOUND`, `ALREADY_SENT`.
 */
export function takeBack(actor: UserActor, id: string): Promise<{ outgoing: OutgoingRow; draft: DraftRow | null }> {
  return inTransaction(async (tx) => {
    // Whoever sends it has it locked: this waits for them, and then knows.
    await tx.query(
      sql`SELECT 1 FROM outgoing_replies WHERE id = ${id}::uuid AND author_id = ${actor.userId}::uuid FOR UPDATE`,
    );
    const outgoing = await getOutgoing(actor, id, tx);
    if (outgoing.state === 'sent') throw new AppError('ALREADY_SENT');
    await tx.query(sql`DELETE FROM outgoing_replies WHERE id = ${id}::uuid`);
    await dequeueOutgoing(tx, id);
    return { outgoing, draft: await returnToDraft(tx, actor, outgoing.ticketId, outgoing.reply) };
  });
}
