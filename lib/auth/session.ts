import { decode } from 'next-auth/jwt';
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
    const claims = await decode({ token, secret });
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

/** Starts a session for a user who has shown who they are. Gives its id. */
export async function startSession(userId: string): Promise<string> {
  const id = newId();
  await db.query(
    sql`INSERT INTO sessions (id, user_id, expires_at)
        VALUES (${id}::uuid, ${userId}::uuid, now() + make_interval(secs => ${sessionSeconds}))`,
  );
  return id;
}

/** Ends a session: the next request with its cookie is nobody's. */
export async function endSession(sessionId: string): Promise<void> {
  await db.query(sql`DELETE FROM sessions WHERE id = ${sessionId}::uuid`);
}
