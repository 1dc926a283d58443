import type net from 'node:net';
import pg from 'pg';
import { isDatabaseAway } from './db-away';
import { DatabaseSilentError, type Line, lineTo } from './db-line';
import { noteDatabaseAway, requestBeingAnswered } from './own-response';

type Given = (error: Error | undefined, client: pg.PoolClient | undefined, done: (release?: unknown) => void) => void;

/**
 * How many ticks of 100 ms one request may wait for places in the pool, all its statements together: with what a lock may take
 * (lib/platform/db.ts) less than two seconds, after which it is told to come again. Jobs, whom nobody waits for, have longer.
 */
const patience = { request: 5, longest: 100 };

// What the requests have waited so far.
const waited = new WeakMap<object, number>();

const nothing = () => undefined;

/**
 * A pool that does not let anybody wait for long: not for a place, when sleepers hold all of them, and not at all for a
 * database that is known to say nothing.
 */
export class PatientPool extends pg.Pool {
  readonly #line: Line;
  /** How many places were given so far to whoever had waited for one. */
  #gifts = 0;
  readonly #isWaiting = () => this.totalCount > this.idleCount || this.waitingCount > 0;

  constructor(config: pg.PoolConfig, line: Line) {
    super({ ...config, stream: line.socket });
    this.#line = line;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(given: Given): void;
  override connect(given?: Given): Promise<pg.PoolClient> | undefined {
    if (given) {
      this.#give(given);
      return undefined;
    }
    return new Promise((resolve, reject) => {
      this.#give((error, client) => (client ? resolve(client) : reject(error)));
    });
  }

  // Whoever asks: Prisma's questions, of which nobody else would note it, come this way too.
  override query = ((...question: unknown[]) => {
    const request = requestBeingAnswered();
    const answer = (super.query as (...values: unknown[]) => unknown).apply(this, question);
    if (request && answer instanceof Promise)
      answer.catch((error) => {
        if (isDatabaseAway(error)) noteDatabaseAway(request);
      });
    return answer;
  }) as pg.Pool['query'];

  #give(given: Given): void {
    const request = requestBeingAnswered();
    const tell: Given = (error, client, done) => {
      if (error) noteDatabaseAway(request);
      given(error, client, done);
    };
    if (!this.#line.isUp()) {
      process.nextTick(tell, new DatabaseSilentError(), undefined, nothing);
      return;
    }
    this.#line.listen(this.#isWaiting);
    if (this.idleCount > this.waitingCount) {
      super.connect(tell);
      return;
    }
    // A new connection takes as long as it takes, while the database has a word for us.
    const isFull = this.totalCount >= (this.options.max ?? 10);
    super.connect(this.#patiently(tell, isFull ? request : undefined));
  }

  /**
   * For whoever waits in a line of their own behind some who ask for a place: while nobody who waits for one is given any, it is as if
   * they did. `fail` hears of a request that has waited too long in all. Gives how to end it.
   */
  waitBehind(fail: (error: Error) => void): () => void {
    const request = requestBeingAnswered();
    if (!request) return nothing;
    let isOver = false;
    let gifts = this.#gifts;
    this.#line.count(() => {
      if (isOver) return false;
      const isStuck = this.waitingCount > 0 && this.#gifts === gifts;
      gifts = this.#gifts;
      if (!isStuck) return true;
      const ticks = (waited.get(request) ?? 0) + 1;
      waited.set(request, ticks);
      if (ticks < patience.request) return true;
      isOver = true;
      noteDatabaseAway(request);
      fail(new DatabaseSilentError('every connection of the pool is taken'));
      return false;
    });
    return () => {
      isOver = true;
    };
  }

  /** Gives up when the patience of whoever asks is at its end; a place that is given later goes back. */
  #patiently(given: Given, request: object | undefined): Given {
    const limit = request ? patience.request : patience.longest;
    let ticks = request ? (waited.get(request) ?? 0) : 0;
    let isOver = false;
    const end: Given = (...gift) => {
      isOver = true;
      if (request) waited.set(request, Math.max(ticks, waited.get(request) ?? 0));
      given(...gift);
    };
    this.#line.count(() => {
      if (isOver) return false;
      ticks += 1;
      const isLong = ticks >= limit;
      if (isLong) end(new DatabaseSilentError('every connection of the pool is taken'), undefined, nothing);
      else if (!this.#line.isUp()) end(new DatabaseSilentError(), undefined, nothing);
      return !isOver;
    });
    return (error, client, done) => {
      if (isOver) return done();
      if (client) this.#gifts += 1;
      end(error, client, done);
    };
  }
}

/** What pg's types do not tell of a client. */
interface Asking extends pg.ClientBase {
  connection: { stream: net.Socket };
  /** False while it waits for an answer. */
  readyForQuery: boolean;
}

/**
 * From now on a connection on which nothing comes or goes for so many milliseconds, while it is asked something, is dead: it is
 * cut, and whoever asked is told. Gives how many it was before. One clock a connection, that each word sets back: one for each
 * question, as pg's own, kept all that belongs to a request from being collected with what is young.
 */
export function boundSilence(client: pg.ClientBase, silentMs: number): number {
  const asking = client as Asking;
  const { stream } = asking.connection;
  const before = stream.timeout ?? 0;
  stream.setTimeout(silentMs).removeAllListeners('timeout');
  stream.on('timeout', () => {
    if (!asking.readyForQuery) stream.destroy(new DatabaseSilentError());
  });
  return before;
}

/** A pool of connections to `connectionString`, each over the process's watched line to it; `silentMs` is for `boundSilence`. */
export function patientPool(config: pg.PoolConfig & { connectionString: string; silentMs?: number }): PatientPool {
  const pool = new PatientPool(config, lineTo(config.connectionString));
  const { silentMs } = config;
  if (silentMs) pool.on('connect', (client) => boundSilence(client, silentMs));
  // A connection that breaks is dropped by the pool, and whoever holds it gets the error from their statement. The events
  // tell the same once more: unheard, that of a connection held by a transaction would end the process.
  pool.on('error', nothing);
  pool.on('connect', (client) => client.on('error', nothing));
  return pool;
}
