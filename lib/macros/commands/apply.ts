import sql from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/platform/db';
import { invalid } from '@/lib/platform/errors';
import { toPublicId } from '@/lib/platform/ids';
import { changeTicketIn } from '@/lib/tickets/commands/change';
import { limits, type TicketObject } from '@/lib/tickets/schema';
import { getMacro } from '../queries';
import { changeOfMacro } from '../rules';

/**
 * Uses a macro on a ticket: does what it does, in one change whose event names it, and counts the use. One that only has text
 * changes nothing: whoever uses it writes the text. `ifMatch` as in `changeTicket`.
 * Errors: `FORBIDDEN` for clients, `MACRO_NOT_FOUND`, `INVALID_TAGS` where there would be too many, and those of `changeTicket`.
 */
export async function applyMacro(
  actor: Actor,
  keys: { ticket: string; macro: string },
  { ifMatch }: { ifMatch?: string } = {},
): Promise<{ ticket: TicketObject; etag: string }> {
  return inTransaction(async (tx) => {
    const macro = await getMacro(actor, keys.macro, { on: tx });
    const changed = await changeTicketIn(
      tx,
      actor,
      keys.ticket,
      (held) => {
        const change = changeOfMacro(macro.actions, held);
        if ((change.tags?.length ?? 0) > limits.tags) throw invalid({ field: 'tags', code: 'INVALID_TAGS' });
        return change;
      },
      { ifMatch, cause: { macro: { id: toPublicId('macro', macro.id), name: macro.name } } },
    );
    // Last, so that whoever uses the same macro elsewhere waits for as little as can be.
    await tx.query(sql`UPDATE macros SET use_count = use_count + 1, last_used_at = now() WHERE id = ${macro.id}::uuid`);
    return changed;
  });
}
