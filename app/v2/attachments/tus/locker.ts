import type { Lock, Locker } from '@tus/server';
import { AppError } from '@/lib/platform/errors';

interface Held {
  letGo: () => unknown;
  gone: Promise<void>;
  free: () => void;
}

const patienceMs = 30_000;

// One for the process, though Next's bundles each load this file for themselves.
const shared = globalThis as typeof globalThis & { hiloUploadLocks?: Map<string, Held> };
shared.hiloUploadLocks ??= new Map();
const locks = shared.hiloUploadLocks;

/** Errors: `SERVICE_UNAVAILABLE` where whoever holds it does not let go in time, or whoever asks has left. */
async function take(id: string, signal: AbortSignal, letGo: Held['letGo']): Promise<void> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  const { promise: isOver, resolve: giveUp } = Promise.withResolvers<void>();
  patience.addEventListener('abort', () => giveUp(), { once: true });
  for (let held = locks.get(id); held; held = locks.get(id)) {
    // A connection that broke unnoticed would hold its upload for minutes; what it brought is kept.
    held.letGo();
    if (!patience.aborted) await Promise.race([held.gone, isOver]);
    if (patience.aborted) throw new AppError('SERVICE_UNAVAILABLE', { retryAfter: 2 });
  }
  const { promise: gone, resolve: free } = Promise.withResolvers<void>();
  locks.set(id, { letGo, gone, free });
}

/**
 * One request at a time for each upload: the next one asks the one before to stop. It is for this process alone; between
 * several the database decides (lib/attachments/commands/receive.ts).
 */
export const locker: Locker = {
  newLock(id): Lock {
    return {
      lock: (signal, letGo) => take(id, signal, letGo),
      async unlock() {
        const held = locks.get(id);
        locks.delete(id);
        held?.free();
      },
    };
  },
};
