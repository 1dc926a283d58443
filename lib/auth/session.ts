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

/** The id of the session that a `Cookie` header names, or null when it names none or the cookie is not ours. */
export async function sessionIdFromCookies(header: string | null): Promise<string | null> {
  try {
    const token = header ? cookieValue(header, sessionCookieName()) : undefined;
    if (!token) return null;
    const claims = await decode({ token, secret: env().HILO_SECRET });
    return typeof claims?.sid === 'string' ? claims.sid : null;
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
