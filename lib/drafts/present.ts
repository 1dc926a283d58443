import type { DraftRow } from './queries';
import type { DraftObject } from './schema';

/** A draft as the API shows it; none is an empty one. */
export function presentDraft(row: DraftRow | null): DraftObject {
  return {
    message: row?.message ?? '',
    internal: row?.isInternal ?? false,
    attachments: row?.attachments ?? [],
    revision: row?.revision ?? 0,
    updatedAt: row?.updatedAt?.toISOString() ?? null,
  };
}
