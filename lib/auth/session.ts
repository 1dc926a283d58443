import { decode, type JWT } from 'next-auth/jwt';
import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { newId } from '@/lib/platform/ids';
import { actorFromSession, type UserActor } from './actor';
import { cookieValue } from './cookies';

/** How long a sign-in lasts, in seconds: 30 days. */
export const sessionSeconds = 30 * 24 * 60 * 60;

/** The cookie that names the session, an encrypted JWT; with the `__Secure-` prefix where the desk is served over https. */
export function sessionCookieName(): string {
  return env().HILO_URL.startsWith('https:') ? '__Secure-next-auth.session-token' : 'next-auth.session-token';
}

/** How each of our cookies begins: `{"alg":"dir","enc":"A256GCM"}`, and no key of its own. */
const ours = 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..';

/**
 * What a session's cookie says; null for one that is not ours. One that names another way to be deciphered is not tried: it may ask
 * for ten thousand rounds of a password's derivation, before anybody is counted.
 */
export async function openCookie(token: string | undefined, secret: string): Promise<JWT | null> {
  return token?.startsWith(ours) ? decode({ token, secret }).catch(() => null) : null;
}

/**
 * What cookies of ours say, by their text, which never says another thing: a key is derived and a text deciphered for each, and
 * a desk asks often. Whether the session still holds is asked of its row each time.
 */
const opened = new Map<string, { sid: string; until: number; secret: string }>();
const mostOpened = 5_000;

/** The id of the session that a `Cookie` header names, or null when it names none or the cookie is not ours. */
export async function sessionIdFromCookies(header: string | null): Promise<string | null> {
  try {
    const token = header ? cookieValue(header, sessionCookieName()) : undefined;
    if (!token) return null;
    const secret = env().HILO_SECRET;
    const known = opened.get(token);
    if (known && known.secret === secret && Date.now() < known.until) return known.sid;
    const claims = await openCookie(token, secret);
    if (typeof claims?.sid !== 'string') return null;
    if (opened.size >= mostOpened) opened.clear();
    if (typeof claims.exp === 'number') opened.set(token, { sid: claims.sid, until: claims.exp * 1000, secret });
    return claims.sid;
  } catch {
    return null;
  }
}

/** Who a `Cookie` header stands for, by the session's row; null when nobody. */
export async function actorFromCookies(header: string | null): Promise<UserActor | null> {
  const sessionId = await sessionIdFromCookies(header);
  return sessionId ? actorFromSession(sessionId) : null;
}

/** What a person was known by when they showed who they are. */
export interface Shown {
  id: string;
  passwordHash: string | null;
  role: string;
}

/**
 * Starts a session for a user who has shown who they are, unless that has changed since: whoever changes a password ends the
 * sessions that there are, and one that begins a moment later must not outlive it. Gives its id, or null.
 */
export async function startSession({ id: userId, passwordHash, role }: Shown): Promise<string | null> {
  const rows = await db.query<{ id: string }>(
    sql`INSERT INTO sessions (id, user_id, expires_at)
        SELECT ${newId()}::uuid, u.id, now() + make_interval(secs => ${sessionSeconds})
        FROM (SELECT id FROM users WHERE id = ${userId}::uuid AND disabled_at IS NULL AND role = ${role}::user_role
          AND password_hash IS NOT DISTINCT FROM ${passwordHash} FOR SHARE) u
        RETURNING id`,
  );
  return rows[0]?.id ?? null;
}

/** Ends a session: the next request with its cookie is nobody's. */
export async function endSession(sessionId: string): Promise<void> {
  await db.query(sql`DELETE FROM sessions WHERE id = ${sessionId}::uuid`);
}
