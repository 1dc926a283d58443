import sql, { type Sql } from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { fromPublicId } from '@/lib/platform/ids';
import { oneOf } from '@/lib/platform/sql';

/**
 * So many clients are named one by one in a condition, each to be looked up by index. More are a set that each ticket's own is looked
 * for in; of more than `mostKnown` the ticket's own client is read.
 */
const mostNamed = 200;
const mostKnown = 1_500;

const likeEscaped = (text: string) => text.replace(/[\\%_]/g, '\\$&');
const like = (column: Sql, text: string): Sql => sql`${column} LIKE '%' || hilo_plain(${likeEscaped(text)}) || '%'`;
const nameAndEmail = sql`u.plain_name_email`;

/** Where a part of a name meant more than are named one by one, whether they were known: for a while it is not asked again which way to go. */
const manyOf = new Map<string, { areKnown: boolean; until: number }>();
const manyMs = 60_000;
const mostRemembered = 1_000;

/** On `tickets t`: that its client is one of those that are meant. */
export interface ClientCondition {
  condition: Sql;
  /** They are too many for their tickets to be few. */
  areMany: boolean;
}

/**
 * Whose tickets a value of `client:` means: an address, an id, `me`, or part of a name or address. Null when nobody is called
 * so. Two round trips at most, none where it meant many a moment ago.
 */
export async function clientCondition(actor: Actor, value: string): Promise<ClientCondition | null> {
  const id = value === 'me' && actor.kind === 'user' ? actor.userId : fromPublicId(value, 'client', 'agent');
  if (id) return { condition: sql`t.client_id = ${id}::uuid`, areMany: false };
  const find = (is: Sql) => db.query<{ id: string }>(sql`SELECT u.id FROM users u WHERE ${is} LIMIT ${mostKnown + 1}`);
  const exact = value.includes('@') ? await find(sql`u.email = ${value.toLowerCase()}`) : [];
  let many = manyOf.get(value);
  if (exact.length > 0 || !many || many.until < Date.now()) {
    const ids = (exact.length > 0 ? exact : await find(like(nameAndEmail, value))).map((row) => row.id);
    if (ids.length === 0) return null;
    if (ids.length <= mostNamed) return { condition: oneOf(sql`t.client_id`, ids, sql`uuid`), areMany: false };
    many = { areKnown: ids.length <= mostKnown, until: Date.now() + manyMs };
    if (manyOf.size >= mostRemembered) manyOf.clear();
    manyOf.set(value, many);
  }
  const called = sql`FROM users u WHERE ${like(nameAndEmail, value)}`;
  const condition = many.areKnown
    ? // IS TRUE keeps it from being joined: a hash is made of them once, and asked of each ticket in the list's own order.
      sql`(t.client_id IN (SELECT u.id ${called})) IS TRUE`
    : // OFFSET keeps it a question of each ticket in the list's own order: of so many clients some have new ones.
      sql`EXISTS (SELECT 1 ${called} AND u.id = t.client_id OFFSET 0)`;
  return { condition, areMany: true };
}

/** The same of `assigned:`, among staff: who is called just so, else whose name or address has it. */
export async function assigneeCondition(actor: Actor, value: string): Promise<Sql | null> {
  if (value === 'none') return sql`t.assigned_to_id IS NULL`;
  const id = value === 'me' && actor.kind === 'user' ? actor.userId : fromPublicId(value, 'agent', 'client');
  if (id) return sql`t.assigned_to_id = ${id}::uuid`;
  const rows = await db.query<{ id: string; isExact: boolean }>(
    sql`SELECT u.id, (u.plain_name = hilo_plain(${value}) OR u.email = lower(${value})) AS "isExact"
        FROM users u WHERE u.is_staff AND ${like(nameAndEmail, value)} ORDER BY 2 DESC LIMIT 200`,
  );
  const exact = rows.filter((row) => row.isExact);
  const ids = (exact.length > 0 ? exact : rows).map((row) => row.id);
  return ids.length > 0 ? oneOf(sql`t.assigned_to_id`, ids, sql`uuid`) : null;
}

/** The same of `team:`. */
export async function teamCondition(value: string): Promise<Sql | null> {
  if (value === 'none') return sql`t.team_id IS NULL`;
  const id = fromPublicId(value, 'team');
  if (id) return sql`t.team_id = ${id}::uuid`;
  const rows = await db.query<{ id: string; isExact: boolean }>(
    sql`SELECT u.id, hilo_plain(u.name) = hilo_plain(${value}) AS "isExact" FROM teams u
        WHERE ${like(sql`hilo_plain(u.name)`, value)} ORDER BY 2 DESC LIMIT 200`,
  );
  const exact = rows.filter((row) => row.isExact);
  const ids = (exact.length > 0 ? exact : rows).map((row) => row.id);
  return ids.length > 0 ? oneOf(sql`t.team_id`, ids, sql`uuid`) : null;
}
