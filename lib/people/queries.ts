import sql, { join, type Sql } from 'sql-template-tag';
import { type Actor, isAdmin, isStaff, type UserActor } from '@/lib/auth/actor';
import type { User } from '@/lib/generated/prisma/client';
import { decodeCursor, encodeCursor } from '@/lib/platform/cursor';
import { db, prisma } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { fromPublicId, toPublicId } from '@/lib/platform/ids';
import { type ListUsers, roles } from './schema';

export type UserRow = Omit<User, 'passwordHash' | 'plainNameEmail' | 'plainName'>;

/** The user with an address, in any case, or null. For Hilo itself and commands that have checked who asks. */
export function findUserByEmail(email: string): Promise<UserRow | null> {
  return prisma.user.findUnique({ where: { email: email.trim().toLowerCase() }, omit: { passwordHash: true } });
}

const columns = sql`u.id, u.role, u.is_staff AS "isStaff", u.email, u.name, u.disabled_at AS "disabledAt",
  u.away_since AS "awaySince", u.capacity, u.created_at AS "createdAt", u.updated_at AS "updatedAt"`;
// As users_role_plain_name_idx has them.
const order = sql`u.role DESC, u.plain_name, u.id`;

/** How many clients `listOwners` gives. */
export const mostOwners = 1000;

/**
 * Whom an admin may make a token for: everybody of the desk, and of the clients the newest, by name. Disabled ones are left
 * out. Errors: `FORBIDDEN` for others than admins.
 */
export async function listOwners(actor: Actor): Promise<UserRow[]> {
  if (!isAdmin(actor)) throw new AppError('FORBIDDEN');
  const newest = (isStaffs: boolean, take?: number) =>
    prisma.user.findMany({
      where: { disabledAt: null, isStaff: isStaffs },
      omit: { passwordHash: true },
      // Ids are made in the order of time.
      orderBy: { id: 'desc' },
      take,
    });
  const users = (await Promise.all([newest(true), newest(false, mostOwners)])).flat();
  return users.sort((a, b) => a.name.localeCompare(b.name));
}

/** So many who have a name are gathered and put in order; of more, some are met soon in the order of everybody. */
const mostGathered = 4_000;
/** For one of a page so many of the first are looked at before, and no more than so many in all: a common name is soon met. */
const [perPerson, mostLooked] = [64, 5_000];

/** Where a page of people ended: its last person's role, name as it is ordered by, and id, as they were then. */
interface PersonPlace {
  role: User['role'];
  name: string;
  id: string;
}

/** The place in a cursor of people, or null when the text is none. */
function personPlace(cursor: string): PersonPlace | null {
  const [role, name, id] = decodeCursor(cursor) ?? [];
  const known = roles.find((each) => each === role);
  const key = typeof id === 'string' ? fromPublicId(id, 'client', 'agent') : null;
  const isName = typeof name === 'string' && name.isWellFormed() && !name.includes('\0');
  return known && key && isName ? { role: known, name, id: key } : null;
}

/**
 * A page of people, admins first, then by name. Stays right while people are made, renamed and given other roles. One round trip.
 * Errors: `FORBIDDEN` for others than admins, 400 for a cursor that is none.
 */
export async function listUsers(
  actor: Actor,
  { limit, cursor, q = '', role }: ListUsers,
): Promise<{ rows: UserRow[]; next: string | null }> {
  if (!isAdmin(actor)) throw new AppError('FORBIDDEN');
  const last = cursor === undefined ? null : personPlace(cursor);
  if (cursor !== undefined && !last) throw invalid({ field: 'cursor', code: 'INVALID_CURSOR' });
  const words = q.replaceAll('\0', ' ').split(/\s+/).filter(Boolean).slice(0, 8);
  const wanted = join(
    [
      role ? sql`u.role = ${role}::user_role` : sql`true`,
      ...words.map((word) => sql`u.plain_name_email LIKE hilo_plain(${`%${word.replace(/[\\%_]/g, '\\$&')}%`})`),
    ],
    ' AND ',
  );
  const some = (where: Sql) =>
    sql`(SELECT u.id FROM users u WHERE ${wanted} AND ${where} ORDER BY ${order} LIMIT ${limit + 1})`;
  // Those of the same role who come after, and all of the roles after it: each begins at its place in the index.
  const inOrder = (where: Sql) =>
    last
      ? sql`${some(sql`${where} AND u.role = ${last.role}::user_role AND (u.plain_name, u.id) > (${last.name}, ${last.id}::uuid)`)}
          UNION ALL ${some(sql`${where} AND u.role < ${last.role}::user_role`)}`
      : some(where);
  const first = sql`SELECT u.id, u.role, u.plain_name, u.plain_name_email FROM users u
    WHERE ${role ? sql`u.role = ${role}::user_role` : sql`true`} ORDER BY ${order} LIMIT ${Math.min(perPerson * (limit + 1), mostLooked)}`;
  const met = last
    ? sql`SELECT NULL::uuid AS id WHERE false`
    : sql`SELECT u.id FROM (${first}) u WHERE ${wanted} ORDER BY ${order} LIMIT ${limit + 1}`;
  // Whoever is called so may stand far down in the order.
  const gathered = sql`WITH met AS MATERIALIZED (${met}), found AS MATERIALIZED (
      SELECT u.role, u.plain_name, u.id FROM users u WHERE (SELECT count(*) FROM met) <= ${limit} AND ${wanted} LIMIT ${mostGathered + 1}
    ), known AS MATERIALIZED (SELECT count(*) <= ${mostGathered} AS "areAll" FROM found)
    SELECT m.id FROM met m WHERE (SELECT count(*) FROM met) > ${limit}
    UNION ALL (SELECT f.id FROM found f WHERE (SELECT "areAll" FROM known) AND ${
      last
        ? sql`(f.role < ${last.role}::user_role OR (f.role = ${last.role}::user_role AND (f.plain_name, f.id) > (${last.name}, ${last.id}::uuid)))`
        : sql`true`
    } ORDER BY f.role DESC, f.plain_name, f.id LIMIT ${limit + 1})
    UNION ALL ${inOrder(sql`NOT (SELECT "areAll" FROM known)`)}`;
  const rows = await db.query<UserRow & { plain?: string }>(
    sql`SELECT ${columns}, u.plain_name AS plain FROM (${words.length > 0 ? gathered : inOrder(sql`true`)}) p
        JOIN users u ON u.id = p.id ORDER BY ${order} LIMIT ${limit + 1}`,
  );
  const end = rows.length > limit ? rows[limit - 1] : undefined;
  const next = end
    ? encodeCursor([end.role, end.plain ?? '', toPublicId(end.isStaff ? 'agent' : 'client', end.id)])
    : null;
  return { rows: rows.slice(0, limit).map(({ plain: _, ...row }) => row), next };
}

/** Who a ticket can be assigned to: staff who are not disabled, by name. Errors: `FORBIDDEN` for clients. */
export function listAssignees(actor: Actor): Promise<Pick<User, 'id' | 'name' | 'role'>[]> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  return prisma.user.findMany({
    where: { isStaff: true, disabledAt: null },
    select: { id: true, name: true, role: true },
    orderBy: { name: 'asc' },
  });
}

/** Whether somebody takes no tickets in turn for now; undefined of a client, whom this does not concern. One round trip. */
export async function readAway(actor: UserActor): Promise<boolean | undefined> {
  if (!isStaff(actor)) return undefined;
  const [row] = await db.query<{ isAway: boolean }>(
    sql`SELECT away_since IS NOT NULL AS "isAway" FROM users WHERE id = ${actor.userId}::uuid`,
    'read_away',
  );
  return row?.isAway;
}

/**
 * The names of people by id, for a page that mentions them ("Te atiende Nuria Campos"): who may read the page may read the
 * names in it, so the caller must have checked that. Unknown ids are left out. One round trip, none without ids.
 */
export async function namesOf(ids: Iterable<string>): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const people = await prisma.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(people.map((person) => [person.id, person.name]));
}

/** The UUID in a person's public id, in whichever capacity. Errors: `USER_NOT_FOUND`. */
export function userKey(publicId: string): string {
  const id = fromPublicId(publicId, 'client', 'agent');
  if (!id) throw new AppError('USER_NOT_FOUND');
  return id;
}
