import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { encode } from 'next-auth/jwt';
import pg from 'pg';
import type { TokenObject } from '@/lib/tokens/schema';
import { type Answer, type Api, apiAt } from './api';
import { type Desk, serveDesk, startDesk } from './desk';

const run = promisify(execFile);

type NewToken = TokenObject & { token: string };

/** A desk of one's own with narrow limits, and what it takes to call it as anybody from anywhere. */
export interface LimitedDesk extends Desk {
  /** A new token of the desk's admin, as the API made it. */
  token(fields?: object): Promise<NewToken>;
  /** The API as whoever shows these headers, from an address. */
  from(address: string, headers?: Record<string, string>): Api;
  /** The headers of a browser in which the admin has just signed in. */
  session(): Promise<Record<string, string>>;
  /** One statement on the desk's database. */
  sql<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Another process on the same database. */
  second(): Promise<Desk>;
}

/** Starts it behind a proxy of which each request says its address. */
export async function startLimitedDesk(limits: { usual: number; anonymous: number }): Promise<LimitedDesk> {
  const env = {
    HILO_TRUST_PROXY: '1',
    HILO_RATE_LIMIT: String(limits.usual),
    HILO_RATE_LIMIT_ANONYMOUS: String(limits.anonymous),
  };
  const desk = await startDesk(env);
  const db = new pg.Client({ connectionString: desk.env.DATABASE_URL, application_name: 'hilo tests' });
  await db.connect();
  const others: Desk[] = [];
  const command = ['--import', 'tsx', 'bin/hilo.ts', 'user', 'create', '--email', 'ada@desk.example', '--name', 'Ada'];
  await run(process.execPath, [...command, '--role', 'admin'], { env: { ...process.env, ...desk.env } });
  async function session() {
    const { rows } = await db.query<{ id: string }>(
      `INSERT INTO sessions (id, user_id, expires_at)
       SELECT gen_random_uuid(), id, now() + interval '1 day' FROM users WHERE email = 'ada@desk.example' RETURNING id`,
    );
    const sealed = await encode({ token: { sid: rows[0]?.id }, secret: desk.env.HILO_SECRET });
    return { cookie: `next-auth.session-token=${sealed}`, origin: desk.url, 'sec-fetch-site': 'same-origin' };
  }
  return {
    ...desk,
    session,
    async token(fields = {}) {
      const made = await apiAt(desk.url, await session()).post<{ data: NewToken }>('/v2/tokens', {
        name: 'x',
        ...fields,
      });
      expect(made.status, made.text).toBe(201);
      return made.body.data;
    },
    from: (address, headers = {}) => apiAt(desk.url, { ...headers, 'x-forwarded-for': address }),
    sql: async (text, values) => (await db.query(text, values)).rows,
    async second() {
      const other = await serveDesk(desk.env.DATABASE_URL, env);
      others.push(other);
      return other;
    },
    async stop() {
      await db.end();
      await Promise.all(others.map((other) => other.stop()));
      await desk.stop();
    },
  };
}

/** How an answer says that its caller stands. Its headers must agree with each other. */
export function standingOf(answer: Answer<unknown>): { limit: number; remaining: number; seconds: number } {
  const header = (name: string) => answer.headers.get(name) ?? '';
  const policy = /^"minute";q=(\d+);w=60$/.exec(header('ratelimit-policy'));
  const now = /^"minute";r=(\d+);t=(\d+)$/.exec(header('ratelimit'));
  const said = `${answer.status} ${JSON.stringify([...answer.headers])}`;
  expect(policy, said).not.toBeNull();
  expect(now, said).not.toBeNull();
  const [limit, remaining, seconds] = [Number(policy?.[1]), Number(now?.[1]), Number(now?.[2])];
  const older = ['limit', 'remaining', 'reset'].map((name) => Number(header(`x-ratelimit-${name}`)));
  expect(older, said).toEqual([limit, remaining, seconds]);
  expect(remaining).toBeLessThan(limit);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  if (answer.status === 429) expect([remaining, header('retry-after')]).toEqual([0, String(seconds)]);
  return { limit, remaining, seconds };
}
