import { cache } from 'react';
import type { UserActor } from '@/lib/auth/actor';
import { clientKey, getClient } from '@/lib/clients/queries';
import { AppError } from '@/lib/platform/errors';

/** The client of an address, or null: there is none, or it is somebody who works here. Asked once a request. */
export const loadClient = cache(async (actor: UserActor, id: string) => {
  try {
    return await getClient(actor, clientKey(id));
  } catch (error) {
    if (error instanceof AppError && error.code === 'USER_NOT_FOUND') return null;
    throw error;
  }
});
