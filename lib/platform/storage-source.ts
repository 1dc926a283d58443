import { Readable } from 'node:stream';
import { chunkPassed } from './passing-bytes';

/**
 * The chunks of a source until it ends or `signal` aborts, also while the source keeps one waiting; then it throws the
 * signal's reason. The source is ended (an iterator's `return`) whichever way this ends. `note` hears why, if it is not to
 * blame on whoever takes the chunks.
 */
export async function* untilAborted(
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
  note?: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  let interrupt: (reason: unknown) => void = () => undefined;
  const onAbort = () => interrupt(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  let isEnded = false;
  try {
    for (;;) {
      const next = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        interrupt = reject;
        if (signal?.aborted) reject(signal.reason);
        else iterator.next().then(resolve, reject);
      }).catch((error) => {
        note?.(error);
        throw error;
      });
      isEnded = next.done === true;
      if (next.done) return;
      yield next.value;
      chunkPassed(next.value.byteLength);
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    // Not awaited: a generator that waits for its next chunk would keep us waiting too.
    if (!isEnded) iterator.return?.().catch(() => undefined);
    if (!isEnded && signal?.aborted && source instanceof Readable) source.destroy();
  }
}
