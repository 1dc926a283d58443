import type { FrameUser } from '@/components/layout/frame-user';
import type { UserActor } from '@/lib/auth/actor';
import { listExpiring } from '@/lib/tokens/queries';

/** The reader as the frames of pages show them. */
export async function frameUserOf(actor: UserActor): Promise<FrameUser> {
  const { userId: id, name, role } = actor;
  return { id, name, role, hasExpiring: (await listExpiring(actor, new Date())).length > 0 };
}
