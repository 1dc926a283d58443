import sql from 'sql-template-tag';
import { inTransaction, pool, type Queryable } from '@/lib/platform/db';

/**
 * How many of the pool's connections may wait for the storage, or for each other over the same bytes. A bucket takes its time: did
 * all wait for it, no page could be read meanwhile. Who waits for a place here holds none.
 */
const places = 6;

// One line for the process, though Next's bundles and the worker each load this file for themselves.
const shared = globalThis as typeof globalThis & { hiloPuttingAway?: { busy: number; line: (() => void)[] } };
shared.hiloPuttingAway ??= { busy: 0, line: [] };
const now = shared.hiloPuttingAway;

/** Waits in the line, for as long as a slow storage takes; for connections that are not to be had no longer than any request. */
function myTurn(): Promise<void> {
  return new Promise((go, fail) => {
    const come = () => {
      stopWaiting();
      go();
    };
    const stopWaiting = pool.waitBehind((error) => {
      now.line.splice(now.line.indexOf(come), 1);
      fail(error);
    });
    now.line.push(come);
  });
}

/**
 * A transaction in which bytes get their name or lose it, or that may have to wait for such a one: as `inTransaction`, when it
 * is its turn. Not to be begun within one of its own. Errors: as that; also while it waits for its turn, where those before it wait
 * for a connection.
 */
export async function whilePuttingAway<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
  if (now.busy < places) now.busy += 1;
  else await myTurn();
  try {
    return await inTransaction(async (tx) => {
      // A bucket takes minutes to copy gigabytes; that it never falls silent for long, its driver sees to. Who sends equal bytes
      // meanwhile waits for a while, as one who sends a file does.
      await tx.query(sql`SELECT set_config('idle_in_transaction_session_timeout', '10min', true),
        set_config('lock_timeout', '8s', true)`);
      return work(tx);
    });
  } finally {
    const next = now.line.shift();
    if (next) next();
    else now.busy -= 1;
  }
}
