import { actorFromSession, actorFromToken, hashToken, hasScope, type UserActor } from '@/lib/auth/actor';
import { limitedAddress } from '@/lib/auth/guess-limit';
import { sessionIdFromCookies } from '@/lib/auth/session';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import type { Scope } from '@/lib/tokens/schema';
import { isKnown, payForRequest, refuseSpent } from './rate-limit';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}

/** The client's address, as our own server saw it. */
export function addressOf(request: Request): string {
  return request.headers.get('x-hilo-address') ?? 'unknown';
}

/**
 * Refuses a write that a page of another site may have made with the reader's cookie. Browsers tell where a request comes
 * from in `Sec-Fetch-Site` or `Origin`; one that tells neither is refused as well. Errors: `FORBIDDEN`.
 */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  if (site !== null && site !== 'same-origin') throw new AppError('FORBIDDEN');
  if (origin === null && site === null) throw new AppError('FORBIDDEN');
  if (origin === null) return;
  const from = hostOf(origin);
  if (from === null || (from !== request.headers.get('host') && from !== hostOf(env().HILO_URL)))
    throw new AppError('FORBIDDEN');
}

/** What limits know a caller by who shows nobody: the address. */
export function strangerKey(request: Request): string {
  return `address ${limitedAddress(addressOf(request))}`;
}

/** What a request shows of who sends it, before anybody has looked whether it is true. */
export type Credentials =
  | { kind: 'token'; token: string; limitKey: string }
  | { kind: 'session'; sessionId: string; limitKey: string }
  | { kind: 'none'; limitKey: string };

/** Reads who a request says it is from, asking no database: the bearer token or, without one, the session's cookie. */
export async function credentialsOf(request: Request): Promise<Credentials> {
  const none = { kind: 'none', limitKey: strangerKey(request) } as const;
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const token = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
    return token ? { kind: 'token', token, limitKey: `token ${hashToken(token).toString('base64url')}` } : none;
  }
  const sessionId = await sessionIdFromCookies(request.headers.get('cookie'));
  return sessionId ? { kind: 'session', sessionId, limitKey: `session ${sessionId}` } : none;
}

/** Pays for a request that shows nobody: by its address. Errors: `RATE_LIMITED`. */
export function payAsStranger(request: Request): Promise<void> {
  return payForRequest(strangerKey(request), env().HILO_RATE_LIMIT_ANONYMOUS);
}

/** Who the credentials stand for now, or null. */
export function actorOf(credentials: Credentials, request: Request): Promise<UserActor | null> {
  if (credentials.kind === 'token') return actorFromToken(credentials.token, addressOf(request));
  if (credentials.kind === 'session') return actorFromSession(credentials.sessionId);
  return Promise.resolve(null);
}

/**
 * Who calls: the owner of the bearer token or, without one, of the session's cookie, whose writes must be same-origin. The
 * request is paid for by token or session; one that stands for nobody, by its address. What is over its limit is refused
 * before the database is asked anything.
 * Errors: `RATE_LIMITED`; `UNAUTHORIZED`, the same for every reason; `FORBIDDEN` for a write from elsewhere and for a token
 * without the scope.
 */
export async function requireCaller(
  request: Request,
  credentials: Credentials,
  scope: Scope | undefined,
): Promise<UserActor> {
  refuseSpent(credentials.limitKey);
  // A flood of made-up tokens from one address stops here; a token that was true before is not held to its neighbours.
  if (credentials.kind === 'token' && !isKnown(credentials.limitKey)) refuseSpent(strangerKey(request));
  const actor = await actorOf(credentials, request);
  if (!actor) {
    await payAsStranger(request);
    throw new AppError('UNAUTHORIZED');
  }
  await payForRequest(credentials.limitKey, actor.rateLimit ?? env().HILO_RATE_LIMIT);
  if (credentials.kind === 'session' && !safeMethods.has(request.method)) requireSameOrigin(request);
  if (!hasScope(actor, scope)) throw new AppError('FORBIDDEN', { scope: scope ?? 'all' });
  return actor;
}
