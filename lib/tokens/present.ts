import { toPublicId } from '@/lib/platform/ids';
import type { TokenRow } from './queries';
import type { Scope, TokenObject } from './schema';

/** A row as the API shows a token. */
export function presentToken(row: TokenRow): TokenObject {
  const { id, name, email, role } = row.user;
  return {
    _id: toPublicId('token', row.id),
    name: row.name,
    prefix: row.prefix,
    user: { _id: toPublicId(role === 'client' ? 'client' : 'agent', id), name, email, role },
    // The database holds them to the list.
    scopes: row.scopes as Scope[],
    integration: row.isIntegration,
    rateLimit: row.rateLimit,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastUsedFrom: row.lastUsedFrom,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
