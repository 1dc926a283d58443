import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { isAdmin, isStaff, type UserActor } from './actor';
import { hasReplica, readPosition } from './position';
import { actorFromCookies } from './session';

/** Who reads this page, or null. Asked once a request, however many components ask. */
export const currentActor = cache(async (): Promise<UserActor | null> => {
  const shown = await headers();
  const actor = await actorFromCookies(shown.get('cookie'));
  if (actor && hasReplica()) readPosition(shown, actor);
  return actor;
});

/** Who reads this page; somebody without a session goes to sign in and comes back to `path` after. */
export async function requireActor(path: string): Promise<UserActor> {
  const actor = await currentActor();
  return actor ?? redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}

/** As `requireActor`, for the desk: to a client the page does not exist. */
export async function requireStaff(path: string): Promise<UserActor> {
  const actor = await requireActor(path);
  return isStaff(actor) ? actor : notFound();
}

/** As `requireActor`, for what only admins run: to anybody else the page does not exist. */
export async function requireAdmin(path: string): Promise<UserActor> {
  const actor = await requireActor(path);
  return isAdmin(actor) ? actor : notFound();
}
