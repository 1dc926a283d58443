import sql from 'sql-template-tag';
import { type Actor, isAdmin } from '@/lib/auth/actor';
import { inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { type FieldRow, holdField, listDefinitions } from '../queries';
import type { ChangeField } from '../schema';

/** Puts a field at a place among those that stand beside it: the ones in use, or the archived. */
async function move(tx: Queryable, { id, archived }: Pick<FieldRow, 'id' | 'archived'>, place: number): Promise<void> {
  const all = await listDefinitions(tx);
  const beside = all.filter((each) => each.archived === archived && each.id !== id).map((each) => each.id);
  const others = all.filter((each) => each.archived !== archived).map((each) => each.id);
  const ordered = [...beside.slice(0, place), id, ...beside.slice(place)];
  await tx.query(
    sql`UPDATE custom_fields f SET place = o.place
        FROM unnest(${archived ? [...others, ...ordered] : [...ordered, ...others]}::uuid[]) WITH ORDINALITY AS o(id, place)
        WHERE f.id = o.id`,
  );
}

/**
 * Changes a field; its key and kind are for good. Values that tickets have stay as they are.
 * Errors: `FORBIDDEN` but for admins, `FIELD_NOT_FOUND`, `CHOICES_REQUIRED`.
 */
export async function changeField(actor: Actor, id: string, change: ChangeField): Promise<FieldRow> {
  if (!isAdmin(actor)) throw new AppError('FORBIDDEN');
  return inTransaction(async (tx) => {
    await tx.query(sql`LOCK TABLE custom_fields IN SHARE ROW EXCLUSIVE MODE`);
    const held = await holdField(tx, id);
    const choices = held.kind === 'choice' ? (change.choices ?? held.choices) : [];
    if (held.kind === 'choice' && choices.length === 0) throw invalid({ field: 'choices', code: 'CHOICES_REQUIRED' });
    const forClients = change.forClients ?? held.forClients;
    const archived = change.archived ?? held.archived;
    await tx.query(
      sql`UPDATE custom_fields SET label = ${change.label ?? held.label}, choices = ${choices}::text[],
            is_for_clients = ${forClients}::boolean, is_required = ${forClients && (change.required ?? held.required)}::boolean,
            archived_at = CASE WHEN ${archived}::boolean THEN COALESCE(archived_at, now()) END
          WHERE id = ${id}::uuid`,
    );
    if (change.place != null) await move(tx, { id, archived }, change.place);
    return holdField(tx, id);
  });
}

/**
 * Deletes a field; where tickets have values of it, it is archived instead, and given.
 * Errors: `FORBIDDEN` but for admins, `FIELD_NOT_FOUND`.
 */
export async function deleteField(actor: Actor, id: string): Promise<FieldRow | null> {
  if (!isAdmin(actor)) throw new AppError('FORBIDDEN');
  return inTransaction(async (tx) => {
    const { key } = await holdField(tx, id);
    const [used] = await tx.query(sql`SELECT 1 FROM tickets WHERE fields ? ${key} LIMIT 1`);
    if (!used) {
      await tx.query(sql`DELETE FROM custom_fields WHERE id = ${id}::uuid`);
      return null;
    }
    await tx.query(sql`UPDATE custom_fields SET archived_at = COALESCE(archived_at, now()) WHERE id = ${id}::uuid`);
    return holdField(tx, id);
  });
}
