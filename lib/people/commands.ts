import { type Actor, isAdmin, type UserActor } from '@/lib/auth/actor';
import { hashPassword, isPasswordRight } from '@/lib/auth/password';
import { type NewEvent, record } from '@/lib/events/record';
import { Prisma } from '@/lib/generated/prisma/client';
import { onPrisma, prisma } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { enqueue } from '@/lib/platform/queue';
import type { UserRow } from './queries';
import type { ChangeMe, ChangeUser, CreateUser, Register } from './schema';

const omit = { passwordHash: true } as const;

/** Whether the database refused a write: `P2002`, it is there already; `P2003`, something points to what was there. */
function isRefused(error: unknown, code: 'P2002' | 'P2003'): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === code;
}

async function insertUser(actor: Actor | null, input: CreateUser): Promise<UserRow> {
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password);
  const { name, role } = input;
  const email = input.email.trim().toLowerCase();
  try {
    return await prisma.$transaction(async (tx) => {
      const user = await tx.user.create({ data: { id: newId(), name, role, email, passwordHash }, omit });
      const event: NewEvent = { name: 'user.created', subject: { type: 'user', id: user.id }, data: { role } };
      await record(onPrisma(tx), actor, event);
      return user;
    });
  } catch (error) {
    throw isRefused(error, 'P2002') ? new AppError('EMAIL_TAKEN', { cause: error }) : error;
  }
}

/** Makes a user. Without a password nobody can sign in as them yet. Errors: `FORBIDDEN` but for admins, `EMAIL_TAKEN`. */
export async function createUser(actor: Actor, input: CreateUser): Promise<UserRow> {
  if (!isAdmin(actor)) throw new AppError('FORBIDDEN');
  return insertUser(actor, input);
}

/**
 * The client with an address, made if the desk knows nobody by it: for what files in the name of others. Gives their id.
 * Errors: a 400 `INVALID_CLIENT` when the address is one of the staff, or disabled.
 */
export async function findOrCreateClient(
  actor: Actor,
  input: { email: string; name?: string | null },
): Promise<string> {
  const find = () =>
    prisma.user.findUnique({ where: { email: input.email }, select: { id: true, role: true, disabledAt: true } });
  let known = await find();
  if (!known) {
    const name = input.name ?? input.email.replace(/@.*$/, '').slice(0, 200);
    try {
      return (await insertUser(actor, { name, email: input.email, role: 'client' })).id;
    } catch (error) {
      // Two requests at once for one new client: the other was faster.
      if (!(error instanceof AppError && error.code === 'EMAIL_TAKEN')) throw error;
      known = await find();
    }
  }
  if (known?.role !== 'client' || known.disabledAt) throw invalid({ field: 'client', code: 'INVALID_CLIENT' });
  return known.id;
}

/**
 * A client makes their own account. An address that the desk already knows is refused, whoever made it: until there is
 * mail to prove that it is theirs, an operator sets its password. Errors: `EMAIL_TAKEN`.
 */
export function register(input: Register): Promise<UserRow> {
  return insertUser(null, { ...input, role: 'client' });
}

/** Search finds tickets by their client's name; a client may have many, so that is a job's work. */
async function reindexIfRenamed(
  tx: Prisma.TransactionClient,
  id: string,
  name: string | null | undefined,
  before: string,
): Promise<void> {
  if (name == null || name === before) return;
  // In a line of their own, behind all else: somebody with many tickets may take minutes.
  const options = { key: `tickets.reindex ${id}`, queue: 'tickets.reindex', priority: 10 };
  await enqueue(onPrisma(tx), 'tickets.reindex', { clientId: id }, options);
}

/** Away or not, and how much room, as they become; and if there may be more of it now, what waits in teams is given out. */
async function turnsOf(
  tx: Prisma.TransactionClient,
  before: Pick<UserRow, 'awaySince'>,
  { away, capacity, disabled }: Pick<ChangeUser, 'away' | 'capacity' | 'disabled'>,
): Promise<Prisma.UserUpdateInput> {
  if (away === false || capacity !== undefined || disabled === false)
    await enqueue(onPrisma(tx), 'teams.give', {}, { key: 'teams.give' });
  return { awaySince: away == null ? undefined : away ? (before.awaySince ?? new Date()) : null, capacity };
}

async function keepAnAdmin(tx: Prisma.TransactionClient, id: string): Promise<void> {
  // The locks make two admins who disable each other at once wait in line, so that one is left.
  const admins = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM users WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE`;
  if (admins.every((admin) => admin.id === id)) throw new AppError('LAST_ADMIN');
}

/**
 * Changes a user. A new password, a new role and disabling end their sessions; disabled, their tokens stop at once too.
 * Errors: `FORBIDDEN` but for admins, `USER_NOT_FOUND`, `LAST_ADMIN`, `USER_HAS_TICKETS` (an assignee cannot become a client).
 */
export async function changeUser(actor: Actor, id: string, change: ChangeUser): Promise<UserRow> {
  if (!isAdmin(actor)) throw new AppError('FORBIDDEN');
  const passwordHash = change.password == null ? undefined : await hashPassword(change.password);
  const changed = prisma.$transaction(async (tx) => {
    const before = await tx.user.findUnique({ where: { id }, omit });
    if (!before) throw new AppError('USER_NOT_FOUND');
    const losesDesk = (change.role != null && change.role !== 'admin') || change.disabled === true;
    if (before.role === 'admin' && losesDesk) await keepAnAdmin(tx, id);
    if (change.role === 'client' && (await tx.ticket.count({ where: { assignedToId: id } })) > 0) {
      throw new AppError('USER_HAS_TICKETS');
    }
    const user = await tx.user.update({
      where: { id },
      data: {
        name: change.name ?? undefined,
        role: change.role ?? undefined,
        passwordHash,
        ...(await turnsOf(tx, before, change)),
        disabledAt: change.disabled == null ? undefined : change.disabled ? (before.disabledAt ?? new Date()) : null,
      },
      omit,
    });
    if (passwordHash || user.role !== before.role || change.disabled)
      await tx.session.deleteMany({ where: { userId: id } });
    const fields = Object.entries(change).flatMap(([field, value]) => (value == null ? [] : [field]));
    await reindexIfRenamed(tx, id, change.name, before.name);
    await record(onPrisma(tx), actor, {
      name: 'user.changed',
      subject: { type: 'user', id },
      data: { changed: fields },
    });
    return user;
  });
  // A ticket may have been assigned to them after it was looked for.
  return changed.catch((error: unknown) => {
    throw isRefused(error, 'P2003') ? new AppError('USER_HAS_TICKETS', { cause: error }) : error;
  });
}

/** Disables a user or lets them in again. Errors: as `changeUser`. */
export function setUserDisabled(actor: Actor, id: string, disabled: boolean): Promise<UserRow> {
  return changeUser(actor, id, { disabled });
}

/** Sets a user's password and signs them out everywhere. Errors: as `changeUser`. */
export function setPassword(actor: Actor, id: string, password: string): Promise<UserRow> {
  return changeUser(actor, id, { password });
}

/**
 * Changes one's own name or password, and whether one takes tickets in turn. A new password needs the present one and ends the other sessions.
 * Errors: `INVALID_CURRENT_PASSWORD`.
 */
export async function changeMe(actor: UserActor, change: ChangeMe): Promise<UserRow> {
  if (change.password != null) {
    const { passwordHash } = await prisma.user.findUniqueOrThrow({ where: { id: actor.userId } });
    const isRight = await isPasswordRight(change.currentPassword ?? '', passwordHash);
    if (!isRight) throw invalid({ field: 'currentPassword', code: 'INVALID_CURRENT_PASSWORD' });
  }
  const passwordHash = change.password == null ? undefined : await hashPassword(change.password);
  return prisma.$transaction(async (tx) => {
    const select = { awaySince: true, name: true };
    const before = await tx.user.findUniqueOrThrow({ where: { id: actor.userId }, select });
    const user = await tx.user.update({
      where: { id: actor.userId },
      data: { name: change.name ?? undefined, passwordHash, ...(await turnsOf(tx, before, change)) },
      omit,
    });
    const mine = actor.via === 'session' ? actor.credentialId : undefined;
    if (passwordHash) await tx.session.deleteMany({ where: { userId: actor.userId, id: { not: mine } } });
    const changed = Object.entries(change).flatMap(([field, value]) => (value == null ? [] : [field]));
    await reindexIfRenamed(tx, actor.userId, change.name, before.name);
    await record(onPrisma(tx), actor, {
      name: 'user.changed',
      subject: { type: 'user', id: user.id },
      data: { changed },
    });
    return user;
  });
}
