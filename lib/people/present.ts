import { toPublicId } from '@/lib/platform/ids';
import type { UserRow } from './queries';
import type { UserObject } from './schema';

/** A row as the API shows a person. */
export function presentUser(row: UserRow): UserObject {
  return {
    _id: toPublicId(row.role === 'client' ? 'client' : 'agent', row.id),
    name: row.name,
    email: row.email,
    role: row.role,
    disabled: row.disabledAt !== null,
    away: row.awaySince !== null,
    capacity: row.capacity,
    createdAt: row.createdAt.toISOString(),
  };
}
