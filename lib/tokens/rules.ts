/** How long before its end a token is said to end soon. */
export const warningMs = 7 * 24 * 60 * 60 * 1000;

/** Whether a token still opens anything: `expiring` does, for less than a week; `ownerless` waits for a disabled owner. */
export type TokenState = 'live' | 'expiring' | 'expired' | 'revoked' | 'ownerless';

interface TokenFacts {
  expiresAt: Date | null;
  revokedAt: Date | null;
  user: { disabledAt: Date | null };
}

/** The state of a token at a moment. What cannot be undone is said first. */
export function tokenState(token: TokenFacts, now: Date): TokenState {
  if (token.revokedAt) return 'revoked';
  const left = token.expiresAt ? token.expiresAt.getTime() - now.getTime() : Number.POSITIVE_INFINITY;
  if (left <= 0) return 'expired';
  if (token.user.disabledAt) return 'ownerless';
  return left < warningMs ? 'expiring' : 'live';
}
