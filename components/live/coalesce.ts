/** How often something is done that many ask for. */
export interface Pace {
  /** From the first that asks, in milliseconds: what comes with it is done with it. */
  soonMs: number;
  /** Between two times, in milliseconds. */
  everyMs: number;
}

/**
 * Makes `run` happen once for all who ask within moments of each other, never more often than the pace allows, and never while
 * it is still at it.
 */
export function coalesce(
  run: () => void | Promise<void>,
  { soonMs, everyMs }: Pace,
): { ask: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;
  async function start() {
    await running;
    timer = undefined;
    lastAt = performance.now();
    running = Promise.resolve(run()).catch(() => undefined);
  }
  return {
    ask() {
      timer ??= setTimeout(() => void start(), Math.max(soonMs, lastAt + everyMs - performance.now()));
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
