import sql from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import type { FieldDefinition } from './rules';

export interface FieldRow extends FieldDefinition {
  id: string;
}

const columns = sql`id, key, label, kind, choices, is_for_clients AS "forClients", is_required AS "required",
  archived_at IS NOT NULL AS archived`;

/** Every field in the order of the desk, archived ones too: what values are checked against. One round trip. */
export function listDefinitions(on: Queryable = db): Promise<FieldRow[]> {
  return on.query<FieldRow>(
    sql`SELECT ${columns} FROM custom_fields ORDER BY place, created_at, id`,
    'list_definitions',
  );
}

/** The fields that the actor knows of, in their order: of clients those in use that are for them. One round trip. */
export async function listFields(actor: Actor): Promise<FieldRow[]> {
  const all = await listDefinitions();
  return isStaff(actor) ? all : all.filter(({ forClients, archived }) => forClients && !archived);
}

/** One field, held until the transaction ends. Errors: `FIELD_NOT_FOUND`. */
export async function holdField(tx: Queryable, id: string): Promise<FieldRow> {
  const [row] = await tx.query<FieldRow>(sql`SELECT ${columns} FROM custom_fields WHERE id = ${id}::uuid FOR UPDATE`);
  if (!row) throw new AppError('FIELD_NOT_FOUND');
  return row;
}

/** The UUID in a field's public id. Errors: `FIELD_NOT_FOUND`. */
export function fieldKey(publicId: string): string {
  const id = fromPublicId(publicId, 'field');
  if (!id) throw new AppError('FIELD_NOT_FOUND');
  return id;
}
