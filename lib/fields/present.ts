import { toPublicId } from '@/lib/platform/ids';
import type { FieldRow } from './queries';
import type { FieldObject } from './schema';

/** A row as the API shows it. */
export function presentField({ id, key, label, kind, choices, forClients, required, archived }: FieldRow): FieldObject {
  return { _id: toPublicId('field', id), key, label, kind, choices, forClients, required, archived };
}
