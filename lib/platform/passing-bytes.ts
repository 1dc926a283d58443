import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: 'minor' }) => void;

const OFTEN = 16 * 1024 * 1024;

let collect: Collect | undefined;
let passed = 0;

/** The collector's own function, which Node shows only where it is asked to. */
function findCollect(): Collect {
  setFlagsFromString('--expose-gc');
  const found = runInNewContext('gc') as Collect;
  setFlagsFromString('--no-expose-gc');
  return found;
}

/**
 * Counts the bytes of a chunk that is on its way through, and now and then has the chunks before it freed. By itself V8 would
 * free them only with everything else, going through the whole heap of the app each 64 MiB: that took more time than all the
 * rest of sending a file, and memory with it. Of what is young alone it takes a millisecond or two.
 */
export function chunkPassed(bytes: number): void {
  passed += bytes;
  if (passed < OFTEN) return;
  passed = 0;
  collect ??= findCollect();
  collect({ type: 'minor' });
}
