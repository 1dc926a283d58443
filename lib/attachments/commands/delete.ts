import sql from 'sql-template-tag';
import type { UserActor } from '@/lib/auth/actor';
import { AppError } from '@/lib/platform/errors';
import { getReadable } from '../queries/readable';
import { removeUpload } from './remove';

/**
 * Deletes a file of the actor's own that no message has, whole or still coming. Errors: `ATTACHMENT_NOT_FOUND` of one that they
 * may not read, `ATTACHMENT_IN_USE` of one that a message has.
 */
export async function deleteUpload(actor: UserActor, publicId: string): Promise<void> {
  const { id } = await getReadable(actor, publicId);
  if (await removeUpload(id, sql`u.owner_id = ${actor.userId}::uuid`)) return;
  // A message may have taken it since; or somebody else's deletion was faster.
  await getReadable(actor, publicId);
  throw new AppError('ATTACHMENT_IN_USE');
}
