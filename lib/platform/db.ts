import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { type Prisma, PrismaClient } from '@/lib/generated/prisma/client';
import { isDatabaseAway } from './db-away';
import { boundSilence, type PatientPool, patientPool } from './db-pool';
import { NamingClient } from './db-question';
import { types } from './db-types';
import { env, isPooled } from './env';
import { noteDatabaseAway } from './own-response';
import { askAlong, beforeWriting } from './proviso';

/** What a statement can be run on: the pool, or the one connection of a transaction. */
export interface Queryable {
  /**
   * Runs one statement and gives its rows. With `name`, Postgres keeps the parsed statement on the connection:
   * for texts that never vary and are asked often.
   */
  query<Row extends object>(statement: Sql, name?: string): Promise<Row[]>;
}

interface Database {
  pool: PatientPool;
  prisma: PrismaClient;
}

// One pool a process, though Next's bundles and the worker each load this module for themselves.
const shared = globalThis as typeof globalThis & {
  hiloDatabase?: Database;
  /** Where the statements of a reading go (lib/platform/replica.ts); there is none while no replica was ever read from. */
  hiloElsewhere?: AsyncLocalStorage<pg.Pool>;
};

/**
 * How long Postgres lets a statement, a wait for a lock, and a transaction that does nothing go on, in milliseconds. With what
 * may be waited for a place in the pool (db-pool.ts), a lock is less than the two seconds after which a caller hears 503.
 */
export const timeouts = { statement_timeout: 15_000, lock_timeout: 1_000, idle_in_transaction_session_timeout: 20_000 };

/**
 * By when Postgres itself has ended a statement, in milliseconds: what says nothing for longer is a connection that is dead. In a
 * PgBouncer's line one waits longer.
 */
const deadAfter = (url: string) => (isPooled(url) ? 20_000 : 17_000);

type Query = (...values: unknown[]) => unknown;

/**
 * A client of a PgBouncer that lends a connection for one transaction: what is kept there by name would be kept on somebody
 * else's. So nothing has a name, whoever asks (the limiter of requests names its own statements).
 */
class LentClient extends pg.Client {
  override query = ((question: unknown, ...rest: unknown[]) => {
    const isNamed = typeof question === 'object' && question !== null && 'name' in question && !('submit' in question);
    const asked = isNamed ? { ...question, name: undefined } : question;
    return (super.query as Query).call(this, asked, ...rest);
  }) as pg.Client['query'];
}

/** A pool of connections to the database at `url`, with what has been asked of every such pool; `more` changes it. */
export function connectPool(url: string, more: pg.PoolConfig & { silentMs?: number } = {}): PatientPool {
  return patientPool({
    connectionString: url,
    max: 20,
    types,
    // The last bound. A request is answered (503) long before, but by a clock that knows how busy this machine is (db-pool.ts):
    // the first pages of a process that has just started waited more than 2 s of the usual one, for a place in the pool or only
    // to hear that Postgres had answered, and failed.
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    // A command that is done ends, though a last message (lib/events/bell.ts) opened a connection again.
    allowExitOnIdle: true,
    application_name: 'hilo',
    // PgBouncer refuses to be told timeouts by who connects: there they are its own to set (docs/operating.md, looked after by
    // lib/platform/database-check.ts).
    ...(isPooled(url) ? { Client: LentClient } : { Client: NamingClient, ...timeouts }),
    silentMs: deadAfter(url),
    ...more,
  });
}

function connect(): Database {
  const pool = connectPool(env().DATABASE_URL);
  const adapter = new PrismaPg(pool);
  // What people are found and put in order by, and nobody reads.
  return {
    pool,
    prisma: new PrismaClient({ adapter, omit: { user: { plainNameEmail: true, plainName: true } } }) as PrismaClient,
  };
}

function database(): Database {
  shared.hiloDatabase ??= connect();
  return shared.hiloDatabase;
}

function lazily<T extends object>(find: () => T): T {
  return new Proxy({} as T, {
    get(_, property) {
      const target = find();
      const value = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** The Prisma client. Connects on first use. */
export const prisma: PrismaClient = lazily(() => database().prisma);

/** The pool under it, for what needs a connection of its own. */
export const pool: PatientPool = lazily(() => database().pool);

/** The pool for what is asked here: the usual one, but within `onPool`. */
function poolHere(): pg.Pool {
  return shared.hiloElsewhere?.getStore() ?? database().pool;
}

function queryable(client: { query: pg.Pool['query'] }) {
  async function ask<Answer>(statement: Sql, name: string | undefined, more: object): Promise<Answer> {
    const { text, values } = statement;
    const question = { text, values, name, ...more };
    return (await client.query(question)) as Answer;
  }
  return {
    async query<Row extends object>(statement: Sql, name?: string): Promise<Row[]> {
      return (await ask<pg.QueryResult<Row>>(statement, name, {})).rows;
    },
    async values(statement: Sql, name?: string) {
      const { fields, rows } = await ask<pg.QueryArrayResult>(statement, name, { rowMode: 'array' });
      return { names: fields.map((field) => field.name), rows };
    },
  };
}

/** Statements outside a transaction, for the hot paths and for what Prisma cannot say. */
export const db: Queryable = {
  query: <Row extends object>(statement: Sql, name?: string) => {
    const here = queryable(poolHere());
    // Of a copy nobody is asked what must hold now.
    return isElsewhere() ? here.query<Row>(statement, name) : askAlong<Row>(here, statement, name);
  },
};

/** Whether this runs within `onPool`. */
export function isElsewhere(): boolean {
  return shared.hiloElsewhere?.getStore() !== undefined;
}

/** Runs `work` with every statement of `db`, and every transaction that it begins, on another pool. */
export function onPool<T>(other: pg.Pool, work: () => Promise<T>): Promise<T> {
  shared.hiloElsewhere ??= new AsyncLocalStorage();
  return shared.hiloElsewhere.run(other, work);
}

/**
 * Runs `work` in one transaction on one connection: committed when it returns, rolled back when it throws.
 * `patienceMs` is for one that tells Postgres to let its statements take longer than usual. With `isMadeAnew` it does not wait
 * for the disk: for what nobody was told of and is made again from what is on the disk, should the machine crash.
 * Errors: whatever `work` throws, or the database's own.
 */
export async function inTransaction<T>(
  work: (tx: Queryable) => Promise<T>,
  { patienceMs, isMadeAnew = false }: { patienceMs?: number; isMadeAnew?: boolean } = {},
): Promise<T> {
  // A copy cannot be written to, and nobody is asked of it what must hold now.
  if (!isElsewhere()) await beforeWriting(queryable(poolHere()).query);
  const client = await poolHere().connect();
  const silentMs = patienceMs && boundSilence(client, patienceMs);
  let broken: Error | undefined;
  try {
    await client.query(isMadeAnew ? 'BEGIN; SET LOCAL synchronous_commit = off' : 'BEGIN');
    const result = await work(queryable(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // Of what is asked without a transaction the pool notes it.
    if (isDatabaseAway(error)) noteDatabaseAway();
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    if (silentMs) boundSilence(client, silentMs);
    client.release(broken);
  }
}

/** Closes every connection; the next use opens new ones. */
export async function closeDatabase(): Promise<void> {
  const open = shared.hiloDatabase;
  shared.hiloDatabase = undefined;
  await open?.prisma.$disconnect();
  if (open && !open.pool.ended) await open.pool.end();
}

/** A Prisma transaction as a `Queryable`, for what is written in both worlds. */
export function onPrisma(tx: Prisma.TransactionClient): Queryable {
  return {
    query: <Row extends object>(statement: Sql) => tx.$queryRawUnsafe<Row[]>(statement.text, ...statement.values),
  };
}
