import sql, { type Sql } from 'sql-template-tag';
import { type Actor, isAdmin, isStaff } from '@/lib/auth/actor';

/** The condition on `webhooks w` that lets an actor see one: admins all, others their own. Part of every `where`. */
export function visibleWebhooks(actor: Actor): Sql {
  return actor.kind === 'system' || isAdmin(actor) ? sql`true` : sql`w.user_id = ${actor.userId}::uuid`;
}

/**
 * The condition on `webhook_deliveries d` that lets an actor see one of a webhook that they see. What was made for somebody
 * of the desk may hold what only the desk knows, and its owner may have become a client since.
 */
export function visibleDeliveries(actor: Actor): Sql {
  return isStaff(actor) ? sql`true` : sql`NOT d.is_for_staff`;
}
