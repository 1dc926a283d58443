import sql from 'sql-template-tag';
import { type Actor, isStaff, type UserActor } from '@/lib/auth/actor';
import { inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { fromPublicId, newId } from '@/lib/platform/ids';
import { getMacro, type MacroRow, mayChangeMacro, readMacro } from '../queries';
import { hasActions } from '../rules';
import { type ChangeMacro, type CreateMacro, type MacroActions, mostMacros } from '../schema';

/** Errors: `INVALID_ASSIGNED_TO` for somebody who is not staff, `INVALID_TEAM` for a team that is not there. */
async function requireTakers(tx: Queryable, { assignedTo, team }: MacroActions): Promise<void> {
  if (assignedTo !== undefined && assignedTo !== 'me' && assignedTo !== 'none') {
    const id = fromPublicId(assignedTo, 'agent');
    const found = id
      ? await tx.query(sql`SELECT 1 FROM users WHERE id = ${id}::uuid AND is_staff AND disabled_at IS NULL`)
      : [];
    if (found.length === 0)
      throw invalid({ field: 'actions', code: 'INVALID_ASSIGNED_TO', path: 'actions.assignedTo' });
  }
  if (team !== undefined && team !== 'none') {
    const id = fromPublicId(team, 'team');
    const found = id ? await tx.query(sql`SELECT 1 FROM teams WHERE id = ${id}::uuid`) : [];
    if (found.length === 0) throw invalid({ field: 'actions', code: 'INVALID_TEAM', path: 'actions.team' });
  }
}

/** What is said of the actions, and nothing else. */
async function keptActions(tx: Queryable, actions: CreateMacro['actions']): Promise<MacroActions> {
  const said = Object.entries(actions ?? {}).filter(
    ([, value]) => value != null && !(Array.isArray(value) && value.length === 0),
  );
  const kept: MacroActions = Object.fromEntries(said);
  await requireTakers(tx, kept);
  return kept;
}

/** Errors: `MACRO_EMPTY` for a macro that says nothing and does nothing. */
function requireContent(body: string, actions: MacroActions): void {
  if (body.trim() === '' && !hasActions(actions)) throw invalid({ field: 'body', code: 'MACRO_EMPTY' });
}

/** Takes turns with whoever makes macros for the same person. Errors: `TOO_MANY_MACROS`. */
async function requireRoom(tx: Queryable, ownerId: string): Promise<void> {
  await tx.query(sql`SELECT 1 FROM users WHERE id = ${ownerId}::uuid FOR UPDATE`);
  const [row] = await tx.query<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM macros WHERE owner_id = ${ownerId}::uuid AND deleted_at IS NULL`,
  );
  if ((row?.count ?? 0) >= mostMacros) throw new AppError('TOO_MANY_MACROS');
}

/**
 * Makes a macro of the actor's own. Errors: `FORBIDDEN` for clients, `MACRO_EMPTY`, `INVALID_ASSIGNED_TO`, `TOO_MANY_MACROS`.
 */
export async function createMacro(actor: UserActor, input: CreateMacro): Promise<MacroRow> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  return inTransaction(async (tx) => {
    const actions = await keptActions(tx, input.actions);
    const body = input.body ?? '';
    requireContent(body, actions);
    await requireRoom(tx, actor.userId);
    const id = newId();
    await tx.query(
      sql`INSERT INTO macros (id, owner_id, is_shared, name, body, is_note, actions)
          VALUES (${id}::uuid, ${actor.userId}::uuid, ${input.shared ?? false}, ${input.name}, ${body}, ${input.internal ?? false},
            ${JSON.stringify(actions)}::jsonb)`,
    );
    return readMacro(tx, id);
  });
}

/** Holds a macro that the actor may change. Errors: `MACRO_NOT_FOUND`, `FORBIDDEN` for one that is only shared with them. */
async function holdMacro(tx: Queryable, actor: Actor, id: string, deleted = false): Promise<MacroRow> {
  await tx.query(sql`SELECT 1 FROM macros WHERE id = ${id}::uuid FOR UPDATE`);
  const held = await getMacro(actor, id, { on: tx, deleted });
  if (!mayChangeMacro(actor, held)) throw new AppError('FORBIDDEN');
  return held;
}

/**
 * Changes a macro, or brings a deleted one back. Its owner and admins may. Errors: as `createMacro`, and `MACRO_NOT_FOUND`.
 */
export async function changeMacro(actor: Actor, id: string, change: ChangeMacro): Promise<MacroRow> {
  return inTransaction(async (tx) => {
    const held = await holdMacro(tx, actor, id, change.deleted === false);
    const actions = change.actions ? await keptActions(tx, change.actions) : held.actions;
    const body = change.body ?? held.body;
    requireContent(body, actions);
    if (change.deleted === false) {
      const [gone] = await tx.query(sql`SELECT 1 FROM macros WHERE id = ${id}::uuid AND deleted_at IS NOT NULL`);
      if (gone) await requireRoom(tx, held.ownerId);
    }
    await tx.query(
      sql`UPDATE macros SET name = ${change.name ?? held.name}, body = ${body}, is_note = ${change.internal ?? held.isNote},
            is_shared = ${change.shared ?? held.isShared}, actions = ${JSON.stringify(actions)}::jsonb, updated_at = now(),
            deleted_at = CASE WHEN ${change.deleted === false} THEN NULL ELSE deleted_at END
          WHERE id = ${id}::uuid`,
    );
    // Not as the actor sees it: an admin who makes somebody’s macro their own again sees it here for the last time.
    return readMacro(tx, id);
  });
}

/** Deletes a macro; for a day it can be brought back. Its owner and admins may. Errors: `MACRO_NOT_FOUND`, `FORBIDDEN`. */
export async function deleteMacro(actor: Actor, id: string): Promise<MacroRow> {
  return inTransaction(async (tx) => {
    const held = await holdMacro(tx, actor, id);
    await tx.query(sql`UPDATE macros SET deleted_at = now() WHERE id = ${id}::uuid`);
    return held;
  });
}
