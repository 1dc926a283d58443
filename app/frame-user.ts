import type { FrameUser } from '@/components/layout/frame-user';
import type { UserActor } from '@/lib/auth/actor';
import { readAway } from '@/lib/people/queries';
import { listExpiring } from '@/lib/tokens/queries';

/** The reader as the frames of pages show them. */
export async function frameUserOf(actor: UserActor): Promise<FrameUser> {
  const { userId: id, name, role } = actor;
  const [expiring, isAway] = await Promise.all([listExpiring(actor, new Date()), readAway(actor)]);
  return { id, name, role, hasExpiring: expiring.length > 0, isAway };
}
