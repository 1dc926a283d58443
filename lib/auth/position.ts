import { env } from '@/lib/platform/env';
import { positionAfterWrite, sawPosition } from '@/lib/platform/replica';
import type { UserActor } from './actor';
import { cookieValue } from './cookies';

// How somebody's reads find their own writes where lists are read from a replica (lib/platform/replica.ts): the answer to a
// write says where the log stood after it, and whoever shows that again is read from no older copy. Browsers do so by a cookie.

const name = 'hilo-position';

/** Whether there is a replica that may lag behind what somebody wrote. */
export const hasReplica = (): boolean => env().DATABASE_READ_URL !== undefined;

/** Notes what a request says of how far its caller has seen: by the header, or a browser's cookie. */
export function readPosition(headers: Headers, actor: UserActor): void {
  const cookies = actor.via === 'session' ? headers.get('cookie') : null;
  const text = headers.get(name) ?? (cookies && cookieValue(cookies, name));
  if (text) sawPosition(actor.userId, text);
}

/** Tells the caller in the answer to a write how far they have seen now. */
export async function tellPosition(response: Response, actor: UserActor): Promise<void> {
  const position = await positionAfterWrite(actor.userId);
  if (position === null) return;
  response.headers.set(name, position);
  if (actor.via !== 'session') return;
  const secure = env().HILO_URL.startsWith('https:') ? '; Secure' : '';
  response.headers.append('set-cookie', `${name}=${position}; Path=/; HttpOnly; SameSite=Lax${secure}`);
}
