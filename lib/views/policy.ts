import sql, { type Sql } from 'sql-template-tag';
import { isAdmin, type UserActor } from '@/lib/auth/actor';

/** The condition on `saved_views v` that lets an agent see it: their own, and what others share. Deleted ones with `deleted`. */
export function visibleViews(actor: UserActor, deleted = false): Sql {
  return sql`(v.owner_id = ${actor.userId}::uuid OR v.is_shared) AND (${deleted}::bool OR v.deleted_at IS NULL)`;
}

/** Whether they may change a view that they see. */
export function mayChangeView(actor: UserActor, view: { ownerId: string }): boolean {
  return view.ownerId === actor.userId || isAdmin(actor);
}
