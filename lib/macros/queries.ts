import sql, { empty, type Sql } from 'sql-template-tag';
import { type Actor, isAdmin, isStaff } from '@/lib/auth/actor';
import { db, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import type { MacroActions } from './schema';

export interface MacroRow {
  id: string;
  name: string;
  body: string;
  isNote: boolean;
  actions: MacroActions;
  isShared: boolean;
  ownerId: string;
  ownerName: string;
  useCount: number;
  lastUsedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

const columns = sql`m.id, m.name, m.body, m.is_note AS "isNote", m.actions, m.is_shared AS "isShared", m.owner_id AS "ownerId",
  o.name AS "ownerName", m.use_count AS "useCount", m.last_used_at AS "lastUsedAt", m.created_at AS "createdAt",
  m.updated_at AS "updatedAt"`;

/** The condition on `macros m` that lets an actor see one: their own and the shared ones. */
function visibleMacros(actor: Actor): Sql {
  return actor.kind === 'system' ? sql`true` : sql`(m.is_shared OR m.owner_id = ${actor.userId}::uuid)`;
}

/** How many macros a list has at most: one's own first, then the shared ones that are used most. */
const mostListed = 2000;

/** The macros that the actor may use, the most used first. Errors: `FORBIDDEN` for clients. One round trip. */
export async function listMacros(actor: Actor): Promise<MacroRow[]> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const self = actor.kind === 'user' ? actor.userId : null;
  const rows = await db.query<MacroRow>(
    sql`SELECT ${columns} FROM macros m JOIN users o ON o.id = m.owner_id
        WHERE ${visibleMacros(actor)} AND m.deleted_at IS NULL
        ORDER BY (m.owner_id = ${self}::uuid) DESC, m.use_count DESC, m.name, m.id LIMIT ${mostListed}`,
  );
  return rows.sort((a, b) => b.useCount - a.useCount || a.name.localeCompare(b.name));
}

/**
 * A macro that the actor may use; with `deleted`, one that was deleted as well. Errors: `FORBIDDEN` for clients;
 * `MACRO_NOT_FOUND`, also for one that is somebody else's own.
 */
export async function getMacro(
  actor: Actor,
  id: string,
  { on = db, deleted = false }: { on?: Queryable; deleted?: boolean } = {},
): Promise<MacroRow> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  return readMacro(on, id, sql`AND ${visibleMacros(actor)} AND (${deleted}::boolean OR m.deleted_at IS NULL)`);
}

/** A macro by its key, for whoever was let in already, or with more conditions. Errors: `MACRO_NOT_FOUND`. */
export async function readMacro(on: Queryable, id: string, and: Sql = empty): Promise<MacroRow> {
  const [row] = await on.query<MacroRow>(
    sql`SELECT ${columns} FROM macros m JOIN users o ON o.id = m.owner_id WHERE m.id = ${id}::uuid ${and}`,
  );
  if (!row) throw new AppError('MACRO_NOT_FOUND');
  return row;
}

/** Whether the actor may change a macro that they see: its owner and admins. */
export function mayChangeMacro(actor: Actor, macro: { ownerId: string }): boolean {
  return isAdmin(actor) || (actor.kind === 'user' && actor.userId === macro.ownerId);
}

/** The UUID in a macro's public id. Errors: `MACRO_NOT_FOUND`. */
export function macroKey(publicId: string): string {
  const id = fromPublicId(publicId, 'macro');
  if (!id) throw new AppError('MACRO_NOT_FOUND');
  return id;
}
