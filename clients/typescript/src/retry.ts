import type { HiloError } from './errors.js';

/** The longest that a call waits by itself: a minute of the desk's limit. */
const longestWait = 60_000;
const longestBackoff = 8_000;

/**
 * Whether the same request may be sent again after an error. What may have been done is sent again only if that does no harm: a
 * read, or a write with a key. 429 is always an answer from before any work.
 */
export function mayRepeat(error: HiloError, isHarmless: boolean): boolean {
  if ((error.retryAfter ?? 0) * 1000 > longestWait) return false;
  if (error.status === 429) return true;
  if (!isHarmless) return false;
  if (error.code === 'IDEMPOTENCY_KEY_IN_USE' || error.status === 408) return true;
  return error.status >= 500 || error.code === 'NETWORK_ERROR' || error.code === 'TIMEOUT';
}

/**
 * Milliseconds to wait before the next try: twice as long each time, from `first`, less up to half of it by chance, so that
 * what failed together does not come back together; never less than the desk asked for.
 */
export function waitBefore(attempt: number, first: number, error?: HiloError): number {
  const most = Math.min(longestBackoff, first * 2 ** attempt);
  const wait = most * (0.5 + Math.random() / 2);
  return Math.max(wait, (error?.retryAfter ?? 0) * 1000);
}

/** Waits. Errors: the signal's reason, at once. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
