import sql, { join } from 'sql-template-tag';
import { type Actor, isAdmin, isStaff, type UserActor } from '@/lib/auth/actor';
import type { User } from '@/lib/generated/prisma/client';
import { db, prisma } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId, toPublicId } from '@/lib/platform/ids';

export type UserRow = Omit<User, 'passwordHash' | 'plainNameEmail'>;

/** The user with an address, in any case, or null. For Hilo itself and commands that have checked who asks. */
export function findUserByEmail(email: string): Promise<UserRow | null> {
  return prisma.user.findUnique({ where: { email: email.trim().toLowerCase() }, omit: { passwordHash: true } });
}

const columns = sql`u.id, u.role, u.is_staff AS "isStaff", u.email, u.name, u.disabled_at AS "disabledAt",
  u.away_since AS "awaySince", u.capacity, u.created_at AS "createdAt", u.updated_at AS "updatedAt"`;
// As users_role_plain_name_idx has them.
const order = sql`u.role DESC, hilo_plain(u.name), u.id`;

/** Everybody, admins first, then by name, at most 1,000. Errors: `FORBIDDEN` for others than admins. */
export function listUsers(actor: Actor): Promise<UserRow[]> {
  if (!isAdmin(actor)) throw new AppError('FORBIDDEN');
  return db.query<UserRow>(sql`SELECT ${columns} FROM users u ORDER BY ${order} LIMIT 1000`);
}

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

export interface PeopleFilter {
  /** Words that must all be in the name or the address; accents and case do not matter. */
  q?: string;
  role?: User['role'];
}

/**
 * A page of people, admins first, then by name. `after` is the `next` of the page before; an unknown one gives nothing.
 * One round trip. Errors: `FORBIDDEN` for others than admins.
 */
export async function searchPeople(
  actor: Actor,
  filter: PeopleFilter,
  { limit, after }: { limit: number; after?: string },
): Promise<{ rows: UserRow[]; next: string | null }> {
  if (!isAdmin(actor)) throw new AppError('FORBIDDEN');
  const name = sql`hilo_plain(u.name)`;
  const words = (filter.q ?? '').replaceAll('\0', ' ').slice(0, 200).split(/\s+/).filter(Boolean).slice(0, 8);
  const conditions = [
    filter.role ? sql`u.role = ${filter.role}::user_role` : sql`true`,
    ...words.map((word) => sql`u.plain_name_email LIKE hilo_plain(${`%${word.replace(/[\\%_]/g, '\\$&')}%`})`),
    ...(after
      ? [
          sql`EXISTS (SELECT 1 FROM users a WHERE a.id = ${fromPublicId(after, 'client', 'agent')}::uuid
            AND (u.role < a.role OR (u.role = a.role AND (${name}, u.id) > (hilo_plain(a.name), a.id))))`,
        ]
      : []),
  ];
  const rows = await db.query<UserRow>(
    sql`SELECT ${columns} FROM users u WHERE ${join(conditions, ' AND ')} ORDER BY ${order} LIMIT ${limit + 1}`,
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), next: last ? toPublicId(last.isStaff ? 'agent' : 'client', last.id) : null };
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
