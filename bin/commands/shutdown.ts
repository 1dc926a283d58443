import { env } from '@/lib/platform/env';
import { log } from '@/lib/platform/log';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** npm, the terminal and a parent may each pass on the same Ctrl-C: within a second that is one wish, not two. */
const SAME_MS = 1_000;

const LIMIT_MS = 30_000;

export type Shutdown = {
  /** Something that must be closed at the end; the last one opened is closed first. */
  add(close: () => Promise<void>): void;
  /** Closes everything and ends the process. */
  run(status: number): Promise<void>;
};

/**
 * Ends the process gently on SIGTERM, SIGINT and SIGHUP: what was opened is closed in reverse order. A second signal
 * ends it at once (the embedded Postgres still shuts down cleanly, by itself). `first` says what the wait is for.
 */
export function installShutdown(first = 'requests in flight are finished first'): Shutdown {
  const closers: (() => Promise<void>)[] = [];
  let firstSignal: number | undefined;
  let running: Promise<void> | undefined;
  const closeAll = async (status: number) => {
    // A job or a connection that never ends must not keep the process.
    setTimeout(() => process.exit(1), LIMIT_MS + env().HILO_DRAIN_SECONDS * 1_000).unref();
    for (const close of closers.reverse()) {
      await close().catch((err: unknown) => log().error({ err }, 'could not close everything'));
    }
    process.exit(status);
  };
  const run = (status: number) => {
    running ??= closeAll(status);
    return running;
  };
  const onSignal = () => {
    if (firstSignal === undefined) {
      firstSignal = Date.now();
      console.log(`\n  Stopping: ${first}. Once more to stop at once.`);
      void run(0);
    } else if (Date.now() - firstSignal > SAME_MS) {
      process.exit(1);
    }
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  // npm hands a signal to the shell between us, which dies of it and tells nobody: losing that parent means the same.
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    onSignal();
  }, 500).unref();
  if (!env().isUnderNpm) clearInterval(watch);
  process.on('unhandledRejection', (err) => log().error({ err }, 'unhandled rejection'));
  process.on('uncaughtException', (err) => {
    log().fatal({ err }, 'uncaught exception');
    void run(1);
  });
  return { add: (close) => closers.push(close), run };
}
