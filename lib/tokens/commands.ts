import { randomBytes } from 'node:crypto';
import { type Actor, hashToken, hasScope, isAdmin } from '@/lib/auth/actor';
import { record } from '@/lib/events/record';
import type { Prisma } from '@/lib/generated/prisma/client';
import { onPrisma, prisma } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { type TokenRow, tokenSelection, visibleTokens } from './queries';
import { type Scope, scopes } from './schema';

/** How many of one's own may be good at a time. */
const maxTokens = 50;

/** `hilo_` and 192 random bits in base64url. */
function newToken(): string {
  return `hilo_${randomBytes(24).toString('base64url')}`;
}

export interface NewToken {
  /** Whose token it is: it may do what they may do. */
  userId: string;
  name: string;
  expiresAt?: Date;
  /** All of them when unsaid. */
  scopes?: Scope[];
  isIntegration?: boolean;
  /** Requests a minute. */
  rateLimit?: number;
}

/**
 * What a token may be that is made with another: it ends no later than that one, or a stolen token would never end, and has
 * no wider a limit, or a few more would be a way round it.
 */
async function boundsOf(
  tx: Prisma.TransactionClient,
  actor: Actor,
  wished: Pick<NewToken, 'expiresAt' | 'rateLimit'>,
): Promise<Pick<NewToken, 'expiresAt' | 'rateLimit'>> {
  if (actor.kind !== 'user' || actor.via !== 'token') return wished;
  const own = await tx.accessToken.findUniqueOrThrow({ where: { id: actor.credentialId } });
  const { expiresAt = own.expiresAt, rateLimit = own.rateLimit } = wished;
  return {
    expiresAt: own.expiresAt && expiresAt && expiresAt > own.expiresAt ? own.expiresAt : (expiresAt ?? undefined),
    rateLimit: own.rateLimit && rateLimit && rateLimit > own.rateLimit ? own.rateLimit : (rateLimit ?? undefined),
  };
}

/**
 * Each has a limit of requests of its own, by the minute: of tokens without end there would be none. Those that were revoked within
 * this minute may be as many beside them, for each one in their place begins it anew. Errors: `TOO_MANY_TOKENS`, `RATE_LIMITED`.
 */
async function keepWithinMost(tx: Prisma.TransactionClient, userId: string): Promise<void> {
  // Two at once wait in line, so that neither is one too many.
  await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
  const isGood = { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] };
  const isSpent = { revokedAt: { gt: new Date(Date.now() - 60_000) } };
  const own = { userId, isIntegration: false };
  const good = await tx.accessToken.count({ where: { ...own, ...isGood } });
  const all = await tx.accessToken.count({ where: { ...own, OR: [isGood, isSpent] } });
  if (good >= maxTokens) throw new AppError('TOO_MANY_TOKENS');
  if (all >= 2 * maxTokens) throw new AppError('RATE_LIMITED', { retryAfter: 60 });
}

/**
 * Makes a token for oneself or, as an admin, for anybody. The token itself is in this answer and nowhere else.
 * Made with a token, it ends no later than that one and has no wider a limit.
 * Errors: `FORBIDDEN` but for admins for somebody else's, an integration's or one with a limit of its own, and to a token of
 * few scopes; `USER_NOT_FOUND`; `TOO_MANY_TOKENS` and `RATE_LIMITED` of one's own.
 */
export async function createToken(actor: Actor, input: NewToken): Promise<{ token: string; row: TokenRow }> {
  const isOwn = actor.kind === 'user' && actor.userId === input.userId;
  const isAdmins = !isOwn || input.isIntegration || input.rateLimit !== undefined;
  if (isAdmins && !isAdmin(actor)) throw new AppError('FORBIDDEN');
  if (actor.kind === 'user' && !hasScope(actor, undefined)) throw new AppError('FORBIDDEN');
  const token = newToken();
  const row = await prisma.$transaction(async (tx) => {
    if (!(await tx.user.findUnique({ where: { id: input.userId }, select: { id: true } })))
      throw new AppError('USER_NOT_FOUND');
    const { userId, name, isIntegration = false } = input;
    if (isOwn && !isIntegration) await keepWithinMost(tx, userId);
    const { expiresAt, rateLimit } = await boundsOf(tx, actor, input);
    const made = await tx.accessToken.create({
      data: {
        id: newId(),
        userId,
        name,
        expiresAt,
        scopes: input.scopes ?? [...scopes],
        isIntegration,
        rateLimit,
        tokenHash: new Uint8Array(hashToken(token)),
        prefix: token.slice(0, 9),
      },
      select: tokenSelection,
    });
    await record(onPrisma(tx), actor, {
      name: 'token.created',
      subject: { type: 'token', id: made.id },
      data: { userId },
    });
    return made;
  });
  return { token, row };
}

/** Revokes a token at once; a second time changes nothing. Errors: `TOKEN_NOT_FOUND`, also for one that is not theirs. */
export async function revokeToken(actor: Actor, id: string): Promise<TokenRow> {
  return prisma.$transaction(async (tx) => {
    const where = { id, ...visibleTokens(actor) };
    const revoked = await tx.accessToken.updateMany({
      where: { ...where, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    const row = await tx.accessToken.findFirst({ where, select: tokenSelection });
    if (!row) throw new AppError('TOKEN_NOT_FOUND');
    if (revoked.count > 0) await record(onPrisma(tx), actor, { name: 'token.revoked', subject: { type: 'token', id } });
    return row;
  });
}
