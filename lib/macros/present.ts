import { toPublicId } from '@/lib/platform/ids';
import type { MacroRow } from './queries';
import type { MacroObject } from './schema';

/** A row as the API shows a macro. */
export function presentMacro(row: MacroRow): MacroObject {
  return {
    _id: toPublicId('macro', row.id),
    name: row.name,
    body: row.body,
    internal: row.isNote,
    actions: row.actions,
    shared: row.isShared,
    owner: { _id: toPublicId('agent', row.ownerId), name: row.ownerName },
    uses: row.useCount,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
