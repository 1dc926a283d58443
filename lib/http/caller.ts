import { actorFromToken, type UserActor } from '@/lib/auth/actor';
import { actorFromCookies } from '@/lib/auth/session';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
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

/**
 * Who calls: the owner of the bearer token or, without one, of the session's cookie, whose writes must be same-origin.
 * Errors: `UNAUTHORIZED`, the same for every reason; `FORBIDDEN` for a write from elsewhere.
 */
export async function requireCaller(request: Request): Promise<UserActor> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const token = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
    const actor = token ? await actorFromToken(token) : null;
    if (!actor) throw new AppError('UNAUTHORIZED');
    return actor;
  }
  const actor = await actorFromCookies(request.headers.get('cookie'));
  if (!actor) throw new AppError('UNAUTHORIZED');
  if (!safeMethods.has(request.method)) requireSameOrigin(request);
  return actor;
}
