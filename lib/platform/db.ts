import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { type Prisma, PrismaClient } from '@/lib/generated/prisma/client';
import { env } from './env';

/** What a statement can be run on: the pool, or the one connection of a transaction. */
export interface Queryable {
  /**
   * Runs one statement and gives its rows. With `name`, Postgres keeps the parsed statement on the connection:
   * for texts that never vary and are asked often.
   */
  query<Row extends object>(statement: Sql, name?: string): Promise<Row[]>;
}

interface Database {
  pool: pg.Pool;
  prisma: PrismaClient;
}

// One pool a process, though Next's bundles and the worker each load this module for themselves.
const shared = globalThis as typeof globalThis & { hiloDatabase?: Database };

function connect(): Database {
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: 20,
    // Bounded, so that a request is answered (503) rather than left hanging when the database is away. A machine that is busy
    // needs its time too: the first pages of a process that has just started waited more than 2 s, for a place in the pool or
    // only to hear that Postgres had answered, and failed.
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    // A command that is done ends, though a last message (lib/events/bell.ts) opened a connection again.
    allowExitOnIdle: true,
    statement_timeout: 15_000,
    lock_timeout: 8_000,
    idle_in_transaction_session_timeout: 20_000,
    application_name: 'hilo',
  });
  // A connection that breaks is dropped by the pool, and whoever holds it gets the error from their statement. The events
  // tell the same once more: unheard, that of a connection held by a transaction would end the process.
  const ignore = () => undefined;
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
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
export const pool: pg.Pool = lazily(() => database().pool);

function queryable(client: { query: pg.Pool['query'] }): Queryable {
  return {
    async query<Row extends object>(statement: Sql, name?: string) {
      const result = await client.query<Row>({ text: statement.text, values: statement.values, name });
      return result.rows;
    },
  };
}

/** Statements outside a transaction, for the hot paths and for what Prisma cannot say. */
export const db: Queryable = { query: (statement, name) => queryable(database().pool).query(statement, name) };

/**
 * Runs `work` in one transaction on one connection: committed when it returns, rolled back when it throws.
 * Errors: whatever `work` throws, or the database's own.
 */
export async function inTransaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
  const client = await database().pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(queryable(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
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
