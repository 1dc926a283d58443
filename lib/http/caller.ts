import {
  actorFromSession,
  actorFromToken,
  hashToken,
  hasScope,
  stillStandsFor,
  type UserActor,
} from '@/lib/auth/actor';
import { limitedAddress } from '@/lib/auth/guess-limit';
import { sessionIdFromCookies } from '@/lib/auth/session';
import { db } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { provided } from '@/lib/platform/proviso';
import { type Scope, scopes } from '@/lib/tokens/schema';
import { countRequest, forget, isKnown, type Standing, spentStanding } from './rate-limit';

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
function strangerKey(request: Request): string {
  return `address ${limitedAddress(addressOf(request))}`;
}

/** What a request shows of who sends it, before anybody has looked whether it is true. */
type Shown = { kind: 'token'; token: string; hash: Buffer } | { kind: 'session'; sessionId: string } | { kind: 'none' };

/** One request on its way. */
export interface Visit {
  request: Request;
  shown: Shown;
  /** Whose minute it is counted in when it is from somebody. */
  limitKey: string;
  /**
   * Whose minute it is counted in when it is from nobody. A token can be made up, so that is the address; a session's cookie
   * is sealed by us, so one that has ended has a minute of its own, and costs its neighbours nothing.
   */
  nobodyKey: string;
  /** How who pays for it stands, once it was counted; without a limit nobody stands anywhere. */
  standing?: Standing;
  /** The limit by which it has been counted to `limitKey`. */
  paidLimit?: number;
}

/** Reads who a request says it is from, asking no database: the bearer token or, without one, the session's cookie. */
export async function visitOf(request: Request): Promise<Visit> {
  const nobodyKey = strangerKey(request);
  const none: Visit = { request, shown: { kind: 'none' }, limitKey: nobodyKey, nobodyKey };
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const token = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
    if (!token) return none;
    const hash = hashToken(token);
    return { ...none, shown: { kind: 'token', token, hash }, limitKey: `token ${hash.toString('base64url')}` };
  }
  const sessionId = await sessionIdFromCookies(request.headers.get('cookie'));
  if (!sessionId) return none;
  return {
    request,
    shown: { kind: 'session', sessionId },
    limitKey: `session ${sessionId}`,
    nobodyKey: `ended session ${sessionId}`,
  };
}

/** Notes how the payer stands. Errors: `RATE_LIMITED`, with the seconds to wait. */
function settle(visit: Visit, standing: Standing | undefined): void {
  if (standing) visit.standing = standing;
  if (standing?.isOver) throw new AppError('RATE_LIMITED', { retryAfter: standing.seconds });
}

/** Pays for a visit to what is open to anybody: by its address. Errors: `RATE_LIMITED`. */
export async function payAsStranger(visit: Visit): Promise<void> {
  settle(visit, await countRequest(strangerKey(visit.request), env().HILO_RATE_LIMIT_ANONYMOUS));
}

function findActor({ shown, request }: Visit): Promise<UserActor | null> {
  if (shown.kind === 'token') return actorFromToken(shown.token, addressOf(request));
  if (shown.kind === 'session') return actorFromSession(shown.sessionId);
  return Promise.resolve(null);
}

/** Who a request stands for by now, counting nothing: for an answer that goes on. Null when it is nobody any more. */
export async function callerNow(request: Request): Promise<UserActor | null> {
  return findActor(await visitOf(request));
}

/**
 * Who calls, or null when it is nobody, and pays for it. What is over its limit is refused before the database is asked
 * anything. Errors: `RATE_LIMITED`.
 */
async function findCaller(visit: Visit): Promise<UserActor | null> {
  const { limitKey, nobodyKey } = visit;
  settle(visit, spentStanding(limitKey));
  // A flood of made-up tokens from one address stops here; a token that was true before is not held to its neighbours.
  if (!isKnown(limitKey)) settle(visit, spentStanding(nobodyKey));
  const actor = await findActor(visit);
  if (!actor) {
    if (limitKey !== nobodyKey) forget(limitKey);
    settle(visit, await countRequest(nobodyKey, env().HILO_RATE_LIMIT_ANONYMOUS));
    return null;
  }
  const limit = actor.rateLimit ?? env().HILO_RATE_LIMIT;
  if (visit.paidLimit !== limit) settle(visit, await countRequest(limitKey, limit));
  if (visit.shown.kind === 'token') remember(limitKey, actor);
  return actor;
}

// Whom tokens stood for when they last came, by their limits' keys. One for the process: Next's bundles each load this file.
const maxLately = 10_000;
const shared = globalThis as typeof globalThis & { hiloLately?: Map<string, UserActor> };
shared.hiloLately ??= new Map();
const lately = shared.hiloLately;

function remember(key: string, actor: UserActor): void {
  lately.delete(key);
  lately.set(key, actor);
  if (lately.size > maxLately) lately.delete(lately.keys().next().value ?? '');
}

/**
 * Does `work`, which only reads, for whom the token stood for when it last came, and asks along with it whether it still stands
 * for just them: the one round trip is for both. Undefined where it does not, or nobody is known: then `requireCaller` has to
 * find out who it is, and what was read is forgotten. Errors: `RATE_LIMITED`; those of `work`.
 */
export async function forKnownCaller<T>(
  visit: Visit,
  scope: Scope | 'any' | undefined,
  work: (actor: UserActor) => Promise<T>,
): Promise<{ value: T } | undefined> {
  const { shown, limitKey } = visit;
  const actor = shown.kind === 'token' ? lately.get(limitKey) : undefined;
  if (!actor || shown.kind !== 'token' || (scope !== 'any' && !hasScope(actor, scope))) return undefined;
  settle(visit, spentStanding(limitKey));
  const limit = actor.rateLimit ?? env().HILO_RATE_LIMIT;
  const standing = await countRequest(limitKey, limit);
  // The limit may have been raised since: who is over the one that was known is looked up.
  if (standing?.isOver) return undefined;
  settle(visit, standing);
  visit.paidLimit = limit;
  const done = await provided(stillStandsFor(shown.hash, actor), 'still', db.query, () => work(actor));
  if (!done) lately.delete(limitKey);
  return done;
}

/**
 * Pays for a visit that is answered the same whoever it is from. With the database away it is answered all the same,
 * uncounted. Errors: `RATE_LIMITED`.
 */
export async function payAnyway(visit: Visit): Promise<void> {
  try {
    await findCaller(visit);
  } catch (error) {
    if (error instanceof AppError) throw error;
    log().warn({ err: error }, 'a request could not be counted');
  }
}

/**
 * Who calls: the owner of the bearer token or, without one, of the session's cookie, whose writes must be same-origin.
 * Errors: `RATE_LIMITED`; `UNAUTHORIZED`, the same for every reason; `FORBIDDEN` for a write from elsewhere and for a token
 * without the scope.
 */
export async function requireCaller(visit: Visit, scope: Scope | 'any' | undefined): Promise<UserActor> {
  if (visit.shown.kind === 'none') {
    await payAnyway(visit);
    throw new AppError('UNAUTHORIZED');
  }
  const actor = await findCaller(visit);
  if (!actor) throw new AppError('UNAUTHORIZED');
  if (visit.shown.kind === 'session' && !safeMethods.has(visit.request.method)) requireSameOrigin(visit.request);
  if (scope !== 'any' && !hasScope(actor, scope)) throw new AppError('FORBIDDEN', { scope: scope ?? scopes.join(' ') });
  return actor;
}
