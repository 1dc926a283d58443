import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';

/** The channel on which processes tell each other that there may be new events. */
export const bellChannel = 'hilo_events';

/** The channel of signals: short texts that processes send each other. */
export const signalChannel = 'hilo_signals';

const quietMs = 25;

interface Bell {
  timer?: NodeJS.Timeout;
  rungAgain?: boolean;
}

// One bell a process, though Next's bundles and the worker each load this file for themselves.
const shared = globalThis as typeof globalThis & { hiloBell?: Bell };
shared.hiloBell ??= {};
const bell = shared.hiloBell;

function send(): void {
  // What is lost is found by the listeners' own looking every few seconds: so it waits for no disk, as a NOTIFY otherwise does.
  db.query(sql`SELECT set_config('synchronous_commit', 'off', true), pg_notify(${bellChannel}, '')`, 'ring_bell').catch(
    () => undefined,
  );
}

/**
 * Tells every process that something was written, after it was committed. At most one message in 25 ms however much is
 * written: a NOTIFY inside each transaction would make them commit one after the other.
 */
export function ringBell(): void {
  if (bell.timer) {
    bell.rungAgain = true;
    return;
  }
  send();
  bell.timer = setTimeout(() => {
    bell.timer = undefined;
    if (!bell.rungAgain) return;
    bell.rungAgain = false;
    ringBell();
  }, quietMs);
  bell.timer.unref();
}

/** Tells every process that listens (`onSignal`), this one too. The text is shorter than 8,000 bytes. What is lost is lost. */
export function sendSignal(text: string): void {
  db.query(sql`SELECT set_config('synchronous_commit', 'off', true), pg_notify(${signalChannel}, ${text})`).catch(
    () => undefined,
  );
}
