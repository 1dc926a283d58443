import sql from 'sql-template-tag';
import { isStaff, type UserActor } from '@/lib/auth/actor';
import { inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId, newId, toPublicId } from '@/lib/platform/ids';
import { mayChangeView } from '../policy';
import { getView, listViews, type ViewRow } from '../queries';
import { maxViews } from '../rules';
import type { ChangeView, CreateView } from '../schema';

/** Two at once wait in line, so that neither is one too many. Errors: `TOO_MANY_VIEWS`. */
async function requireRoom(tx: Queryable, ownerId: string): Promise<void> {
  await tx.query(sql`SELECT 1 FROM users WHERE id = ${ownerId}::uuid FOR NO KEY UPDATE`);
  const [count] = await tx.query<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM saved_views WHERE owner_id = ${ownerId}::uuid AND deleted_at IS NULL`,
  );
  if ((count?.n ?? 0) >= maxViews) throw new AppError('TOO_MANY_VIEWS');
}

/** Keeps a search under a name. Errors: `TOO_MANY_VIEWS`; `FORBIDDEN` for clients. */
export async function createView(actor: UserActor, { name, query, sort, shared }: CreateView): Promise<ViewRow> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const id = newId();
  return inTransaction(async (tx) => {
    await requireRoom(tx, actor.userId);
    await tx.query(
      sql`INSERT INTO saved_views (id, owner_id, is_shared, name, query, sort)
          VALUES (${id}::uuid, ${actor.userId}::uuid, ${shared}, ${name}, ${query}, ${sort})`,
    );
    return getView(actor, toPublicId('view', id), tx);
  });
}

/** A view that the actor may change. Errors: `VIEW_NOT_FOUND`; `FORBIDDEN` for one that others share. */
async function changeable(actor: UserActor, publicId: string, tx: Queryable, deleted = false): Promise<ViewRow> {
  const view = await getView(actor, publicId, tx, deleted);
  if (!mayChangeView(actor, view)) throw new AppError('FORBIDDEN');
  return view;
}

/**
 * Changes what is said and leaves the rest; `deleted: false` brings a deleted one back. Errors: `VIEW_NOT_FOUND`, `FORBIDDEN`,
 * `TOO_MANY_VIEWS`.
 */
export function changeView(actor: UserActor, publicId: string, change: ChangeView): Promise<ViewRow> {
  return inTransaction(async (tx) => {
    const { id, ownerId } = await changeable(actor, publicId, tx, change.deleted === false);
    if (change.deleted === false) {
      const [gone] = await tx.query(sql`SELECT 1 FROM saved_views WHERE id = ${id}::uuid AND deleted_at IS NOT NULL`);
      if (gone) await requireRoom(tx, ownerId);
    }
    await tx.query(
      sql`UPDATE saved_views SET name = coalesce(${change.name ?? null}::text, name), query = coalesce(${change.query ?? null}::text, query),
            sort = coalesce(${change.sort ?? null}::text, sort), is_shared = coalesce(${change.shared ?? null}::bool, is_shared), updated_at = now(),
            deleted_at = CASE WHEN ${change.deleted === false} THEN NULL ELSE deleted_at END
          WHERE id = ${id}::uuid`,
    );
    return getView(actor, publicId, tx).catch((error: unknown) => {
      // An admin who ends the sharing of another's view no longer sees it.
      if (error instanceof AppError && error.code === 'VIEW_NOT_FOUND') throw new AppError('FORBIDDEN');
      throw error;
    });
  });
}

/** Deletes a view and says how it was; for a day it can be brought back. Errors: `VIEW_NOT_FOUND`, `FORBIDDEN`. */
export function deleteView(actor: UserActor, publicId: string): Promise<ViewRow> {
  return inTransaction(async (tx) => {
    const view = await changeable(actor, publicId, tx);
    await tx.query(sql`UPDATE saved_views SET deleted_at = now() WHERE id = ${view.id}::uuid`);
    return view;
  });
}

/** Puts the views in an order, for the actor alone. Ids of views that they do not see are passed over. */
export function orderViews(actor: UserActor, publicIds: string[]): Promise<ViewRow[]> {
  return inTransaction(async (tx) => {
    const known = new Set((await listViews(actor, tx)).map((view) => view.id));
    const ids = [...new Set(publicIds.map((each) => fromPublicId(each, 'view')))].filter(
      (id) => id !== null && known.has(id),
    );
    await tx.query(sql`SELECT 1 FROM users WHERE id = ${actor.userId}::uuid FOR NO KEY UPDATE`);
    await tx.query(sql`DELETE FROM saved_view_places WHERE user_id = ${actor.userId}::uuid`);
    await tx.query(
      sql`INSERT INTO saved_view_places (user_id, view_id, place)
          SELECT ${actor.userId}::uuid, o.id, o.place FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS o(id, place)
          JOIN saved_views v ON v.id = o.id`,
    );
    return listViews(actor, tx);
  });
}
