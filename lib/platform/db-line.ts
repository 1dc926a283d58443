import net from 'node:net';
import pg from 'pg';

// Whether a database that says nothing is only working, or away: behind a line that swallows all (a black hole) no error ever
// comes, and TCP gives up after a quarter of an hour. While something is asked of it, we listen; after a while of silence we
// ask for a word on a connection of our own; and when that brings nothing either, every connection is cut at once, so that
// whoever waits is told, and nobody asks again before the database has answered.
//
// Time is counted in ticks, not by the clock: between two of them this process has read whatever had come. One that was busy for
// seconds, as with its first pages, finds out late what the database said long ago, and must not hold that against it.

const tickMs = 100;
/** A tick this late, in milliseconds after the one before, was held up by ourselves. */
const lateMs = 160;
/** Ticks of silence after which we ask for a word, and after which the database counts as away. */
const quiet = { ask: 4, away: 12 };
/** Between tries to reach a database that is away, and how long each is given. */
const retryMs = { rest: 400, patience: 2_000 };

/** The database says nothing. `code` is that of a connection that timed out. */
export class DatabaseSilentError extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(message = 'the database says nothing') {
    super(message);
    this.name = 'DatabaseSilentError';
  }
}

/** Everything this process has open to one database. */
export interface Line {
  /** For `stream` of every pool and client: a socket that is watched, and cut when the database is away. */
  socket(): net.Socket;
  /** False while the database is known to be away: asking would only be waiting. */
  isUp(): boolean;
  /** Begins to listen, for as long as `isWaiting` of the pool that it was given with. Costs nothing while that goes on. */
  listen(isWaiting: () => boolean): void;
  /** Calls `tick` at each tick that came when due, until it gives false. */
  count(tick: () => boolean): void;
}

// One line a database for the process, though Next's bundles each load this file for themselves.
const shared = globalThis as typeof globalThis & { hiloLines?: Map<string, Line> };
shared.hiloLines ??= new Map();
const lines = shared.hiloLines;

function layLine(connectionString: string): Line {
  const sockets = new Set<net.Socket>();
  const waiting = new Set<() => boolean>();
  const counting = new Set<() => boolean>();
  let timer: NodeJS.Timeout | undefined;
  let before = 0;
  let heard = 0;
  let silent = 0;
  let isUp = true;
  let asking: pg.Client | undefined;

  function socket(): net.Socket {
    const made = new net.Socket();
    sockets.add(made);
    made.once('close', () => {
      sockets.delete(made);
      // What it has heard goes with it: no news.
      heard -= made.bytesRead;
    });
    return made;
  }

  function hearing(): number {
    let sum = 0;
    for (const each of sockets) sum += each.bytesRead;
    return sum;
  }

  function letGo(client: pg.Client | undefined): void {
    if (asking === client) asking = undefined;
    client?.end().catch(() => undefined);
  }

  function newClient(): pg.Client {
    const options = { connectionString, application_name: 'hilo pulse', stream: socket };
    const client = new pg.Client(options);
    client.on('error', () => letGo(client));
    return client;
  }

  /** Asks for a word. Whatever comes, a refusal too, is heard. */
  function ask(): void {
    if (asking) return void asking.query('SELECT').catch(() => letGo(asking));
    const client = newClient();
    asking = client;
    client.connect().catch(() => letGo(client));
  }

  /** Whether a new connection is given and answers. */
  async function answers(): Promise<boolean> {
    const client = newClient();
    const giveUp = setTimeout(() => client.connection.stream.destroy(), retryMs.patience);
    try {
      await client.connect();
      await client.query('SELECT');
      return true;
    } catch (error) {
      // One that refuses says so for itself: whoever asks next gets that error at once.
      return error instanceof Error && 'severity' in error;
    } finally {
      clearTimeout(giveUp);
      client.end().catch(() => undefined);
    }
  }

  async function untilBack(): Promise<void> {
    while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, retryMs.rest).unref());
    isUp = true;
    // What was opened meanwhile by those who do not ask first leads nowhere.
    for (const each of [...sockets]) if (each.bytesRead === 0) each.destroy(new DatabaseSilentError());
  }

  function fall(): void {
    isUp = false;
    asking = undefined;
    const error = new DatabaseSilentError();
    for (const each of [...sockets]) each.destroy(error);
    void untilBack();
  }

  function tick(): void {
    const now = performance.now();
    const isLate = now - before > lateMs;
    before = now;
    for (const each of waiting) if (!each()) waiting.delete(each);
    if (!isLate) for (const each of counting) if (!each()) counting.delete(each);
    const sum = hearing();
    if (sum !== heard || waiting.size === 0) silent = 0;
    else silent += 1;
    heard = sum;
    if (isUp && silent > 0 && silent % quiet.ask === 0 && silent < quiet.away) ask();
    if (isUp && silent >= quiet.away) fall();
    if (waiting.size + counting.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    letGo(asking);
  }

  function start(): void {
    if (timer) return;
    before = performance.now();
    heard = hearing();
    silent = 0;
    timer = setInterval(tick, tickMs);
    timer.unref();
  }

  return {
    socket,
    isUp: () => isUp,
    listen(isWaiting) {
      waiting.add(isWaiting);
      start();
    },
    count(each) {
      counting.add(each);
      start();
    },
  };
}

/** The one line of this process to the database of an address. */
export function lineTo(connectionString: string): Line {
  const known = lines.get(connectionString);
  if (known) return known;
  const line = layLine(connectionString);
  lines.set(connectionString, line);
  return line;
}
