import type { UserActor } from '@/lib/auth/actor';
import { toPublicId } from '@/lib/platform/ids';
import { mayChangeView } from './policy';
import type { QueueRow, ViewRow } from './queries';
import type { QueueObject, ViewObject } from './schema';

/** A row as the API shows a view to `actor`. */
export function presentView(actor: UserActor, row: ViewRow): ViewObject {
  return {
    _id: toPublicId('view', row.id),
    name: row.name,
    query: row.query,
    sort: row.sort,
    shared: row.isShared,
    owner: { _id: toPublicId('agent', row.ownerId), name: row.ownerName },
    canChange: mayChangeView(actor, row),
  };
}

/** A line of the rail. */
export function presentQueue(actor: UserActor, { id, query, count, view }: QueueRow): QueueObject {
  const shown = view && presentView(actor, view);
  return { id: shown?._id ?? id, query, count, sort: shown?.sort ?? 'newest', view: shown };
}
