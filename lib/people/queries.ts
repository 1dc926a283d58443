import { type Actor, isAdmin, isStaff } from '@/lib/auth/actor';
import type { User } from '@/lib/generated/prisma/client';
import { prisma } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';

export type UserRow = Omit<User, 'passwordHash'>;

/** The user with an address, in any case, or null. For Hilo itself and commands that have checked who asks. */
export function findUserByEmail(email: string): Promise<UserRow | null> {
  return prisma.user.findUnique({ where: { email: email.trim().toLowerCase() }, omit: { passwordHash: true } });
}

/** Everybody, admins first, then by name. Errors: `FORBIDDEN` for others than admins. */
export function listUsers(actor: Actor): Promise<UserRow[]> {
  if (!isAdmin(actor)) throw new AppError('FORBIDDEN');
  return prisma.user.findMany({ omit: { passwordHash: true }, orderBy: [{ role: 'desc' }, { name: 'asc' }], take: 1000 });
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

/** One person, for the cards that staff see, or null. Errors: `FORBIDDEN` for clients. */
export function findUser(actor: Actor, id: string): Promise<UserRow | null> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  return prisma.user.findUnique({ where: { id }, omit: { passwordHash: true } });
}

/** The UUID in a person's public id, in whichever capacity. Errors: `USER_NOT_FOUND`. */
export function userKey(publicId: string): string {
  const id = fromPublicId(publicId, 'client', 'agent');
  if (!id) throw new AppError('USER_NOT_FOUND');
  return id;
}
