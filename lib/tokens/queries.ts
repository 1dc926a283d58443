import sql from 'sql-template-tag';
import { type Actor, isAdmin, type UserActor } from '@/lib/auth/actor';
import type { Prisma } from '@/lib/generated/prisma/client';
import { db, prisma } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { warningMs } from './rules';

/** What is read of a token: all but its hash, and whose it is. */
export const tokenSelection = {
  id: true,
  name: true,
  prefix: true,
  scopes: true,
  isIntegration: true,
  rateLimit: true,
  createdAt: true,
  lastUsedAt: true,
  lastUsedFrom: true,
  expiresAt: true,
  revokedAt: true,
  user: { select: { id: true, name: true, email: true, role: true, disabledAt: true } },
} as const satisfies Prisma.AccessTokenSelect;

export type TokenRow = Prisma.AccessTokenGetPayload<{ select: typeof tokenSelection }>;

/** The condition that lets an actor see a token: admins all, others their own. */
export function visibleTokens(actor: Actor): Prisma.AccessTokenWhereInput {
  return actor.kind === 'system' || isAdmin(actor) ? {} : { userId: actor.userId };
}

/** The tokens that the actor may see, live ones first, newest first. */
export function listTokens(actor: Actor): Promise<TokenRow[]> {
  return prisma.accessToken.findMany({
    where: visibleTokens(actor),
    select: tokenSelection,
    orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }],
    take: 500,
  });
}

/**
 * The tokens that end within a week and whose end is the reader's to mind: their own and, for admins, those of integrations.
 * The one that ends first comes first.
 */
export async function listExpiring(actor: UserActor, now: Date): Promise<{ name: string; expiresAt: Date }[]> {
  const isAlsoTheirs = isAdmin(actor);
  const mine = sql`t.user_id = ${actor.userId}::uuid`;
  // Every page asks: a statement that is planned once.
  return db.query(
    sql`SELECT t.name, t.expires_at AS "expiresAt" FROM access_tokens t JOIN users u ON u.id = t.user_id
        WHERE ${isAlsoTheirs ? sql`(${mine} OR t.is_integration)` : mine} AND t.revoked_at IS NULL
          AND t.expires_at > ${now}::timestamptz AND t.expires_at < ${new Date(now.getTime() + warningMs)}::timestamptz AND u.disabled_at IS NULL
        ORDER BY t.expires_at LIMIT 100`,
    isAlsoTheirs ? 'tokens_expiring_admin' : 'tokens_expiring',
  );
}

/** The UUID in a token's public id. Errors: `TOKEN_NOT_FOUND`. */
export function tokenKey(publicId: string): string {
  const id = fromPublicId(publicId, 'token');
  if (!id) throw new AppError('TOKEN_NOT_FOUND');
  return id;
}
