import sql from 'sql-template-tag';
import { type Actor, isAdmin } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { type FieldRow, holdField, listDefinitions } from '../queries';
import { type CreateField, fieldLimits } from '../schema';

/**
 * Makes a field, the last in their order. Errors: `FORBIDDEN` but for admins, `CHOICES_REQUIRED`, `KEY_TAKEN`,
 * `TOO_MANY_FIELDS`.
 */
export async function createField(actor: Actor, input: CreateField): Promise<FieldRow> {
  if (!isAdmin(actor)) throw new AppError('FORBIDDEN');
  const { key, label, kind, forClients } = input;
  const choices = kind === 'choice' ? input.choices : [];
  if (kind === 'choice' && choices.length === 0) throw invalid({ field: 'choices', code: 'CHOICES_REQUIRED' });
  return inTransaction(async (tx) => {
    // Two at once: the second waits, and sees the first.
    await tx.query(sql`LOCK TABLE custom_fields IN SHARE ROW EXCLUSIVE MODE`);
    const all = await listDefinitions(tx);
    if (all.some((each) => each.key === key)) throw new AppError('KEY_TAKEN');
    if (all.length >= fieldLimits.fields) throw new AppError('TOO_MANY_FIELDS');
    const id = newId();
    await tx.query(
      sql`INSERT INTO custom_fields (id, key, label, kind, choices, is_for_clients, is_required, place)
          SELECT ${id}::uuid, ${key}, ${label}, ${kind}, ${choices}::text[], ${forClients}::boolean,
            ${forClients && input.required}::boolean, COALESCE(max(place) + 1, 0) FROM custom_fields`,
    );
    return holdField(tx, id);
  });
}
