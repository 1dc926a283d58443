import sql from 'sql-template-tag';
import { type Actor, isAdmin } from '@/lib/auth/actor';
import { record } from '@/lib/events/record';
import { inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { fromPublicId, newId } from '@/lib/platform/ids';
import { enqueue } from '@/lib/platform/queue';
import { getTeam, type TeamRow } from '../queries';
import type { ChangeTeam, CreateTeam } from '../schema';

async function memberIds(tx: Queryable, members: string[]): Promise<string[]> {
  const ids = members.map((each) => fromPublicId(each, 'agent', 'client'));
  const staff = await tx.query<{ id: string }>(
    sql`SELECT id FROM users WHERE id = ANY(${ids.filter((id) => id !== null)}::uuid[]) AND is_staff FOR KEY SHARE`,
  );
  const known = new Set(staff.map((each) => each.id));
  return ids.map((id, index) => {
    if (id && known.has(id)) return id;
    throw invalid({ field: 'members', code: 'INVALID_MEMBERS', path: `members.${index}` });
  });
}

/** Holds all teams, so that none takes a name or a category that another is taking. Errors: `TEAM_EXISTS`, `CATEGORY_TAKEN`. */
async function checkAlone(tx: Queryable, id: string, { name, categories }: ChangeTeam): Promise<void> {
  await tx.query(sql`LOCK TABLE teams IN SHARE ROW EXCLUSIVE MODE`);
  const [other] = await tx.query<{ hasName: boolean; hasCategory: boolean }>(
    sql`SELECT coalesce(bool_or(lower(name) = lower(${name ?? null}::text)), false) AS "hasName",
          coalesce(bool_or(categories && ${categories ?? []}::ticket_category[]), false) AS "hasCategory"
        FROM teams WHERE id <> ${id}::uuid`,
  );
  if (other?.hasName) throw new AppError('TEAM_EXISTS');
  if (other?.hasCategory) throw invalid({ field: 'categories', code: 'CATEGORY_TAKEN' });
}

async function setMembers(tx: Queryable, id: string, members: string[]): Promise<void> {
  const ids = await memberIds(tx, members);
  await tx.query(sql`DELETE FROM team_members WHERE team_id = ${id}::uuid AND NOT user_id = ANY(${ids}::uuid[])`);
  await tx.query(
    sql`INSERT INTO team_members (team_id, user_id) SELECT ${id}::uuid, unnest(${ids}::uuid[]) ON CONFLICT DO NOTHING`,
  );
}

/** Who is new in a team, and a team that begins to take turns, may have room for what waits. */
async function finish(
  tx: Queryable,
  actor: Actor,
  id: string,
  name: 'team.created' | 'team.changed',
): Promise<TeamRow> {
  await record(tx, actor, { name, subject: { type: 'team', id } });
  await enqueue(tx, 'teams.give', {}, { key: 'teams.give' });
  return getTeam(actor, id, tx);
}

/** Makes a team. Errors: `FORBIDDEN` but for admins, `TEAM_EXISTS`, 400 for `members` and `categories`. */
export async function createTeam(actor: Actor, input: CreateTeam): Promise<TeamRow> {
  if (!isAdmin(actor)) throw new AppError('FORBIDDEN');
  const id = newId();
  return inTransaction(async (tx) => {
    await checkAlone(tx, id, input);
    await tx.query(
      sql`INSERT INTO teams (id, name, is_rotating, categories)
          VALUES (${id}::uuid, ${input.name}, ${input.rotating}, ${input.categories}::ticket_category[])`,
    );
    await setMembers(tx, id, input.members);
    return finish(tx, actor, id, 'team.created');
  });
}

/** Changes a team. Errors: as `createTeam`, and `TEAM_NOT_FOUND`. */
export async function changeTeam(actor: Actor, id: string, change: ChangeTeam): Promise<TeamRow> {
  if (!isAdmin(actor)) throw new AppError('FORBIDDEN');
  return inTransaction(async (tx) => {
    await checkAlone(tx, id, change);
    await getTeam(actor, id, tx);
    await tx.query(
      sql`UPDATE teams SET name = coalesce(${change.name ?? null}::text, name),
            is_rotating = coalesce(${change.rotating ?? null}::boolean, is_rotating),
            categories = coalesce(${change.categories ?? null}::ticket_category[], categories) WHERE id = ${id}::uuid`,
    );
    if (change.members) await setMembers(tx, id, change.members);
    return finish(tx, actor, id, 'team.changed');
  });
}

/** Deletes a team; its tickets stay with whom they are, in none. Errors: `FORBIDDEN` but for admins, `TEAM_NOT_FOUND`. */
export async function deleteTeam(actor: Actor, id: string): Promise<TeamRow> {
  if (!isAdmin(actor)) throw new AppError('FORBIDDEN');
  return inTransaction(async (tx) => {
    const team = await getTeam(actor, id, tx);
    await tx.query(sql`DELETE FROM teams WHERE id = ${id}::uuid`);
    await record(tx, actor, { name: 'team.deleted', subject: { type: 'team', id }, data: { name: team.name } });
    return team;
  });
}
