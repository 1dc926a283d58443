import { once } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import net from 'node:net';
import type pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { prisma } from './db';
import { boundSilence, patientPool } from './db-pool';
import { env } from './env';
import { answerAwayAs503, answering } from './own-response';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A way to the tests' database that falls silent: nothing is refused, and nothing comes through. */
async function layLine() {
  const target = new URL(env().DATABASE_URL);
  const open = new Set<net.Socket>();
  let isMute = false;
  const server = net.createServer((near) => {
    const far = net.connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => other.destroy());
      socket.on('data', (chunk) => {
        if (!isMute) other.write(chunk);
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  const url = new URL(env().DATABASE_URL);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as net.AddressInfo).port);
  return {
    url: url.href,
    mute: (is: boolean) => {
      isMute = is;
    },
  };
}

function newPool(connectionString: string, max: number, more: { silentMs?: number } = {}): pg.Pool {
  const pool = patientPool({ connectionString, max, application_name: 'hilo tests', ...more });
  ends.push(() => pool.end());
  return pool;
}

const silent = { name: 'DatabaseSilentError' };

test('a database that says nothing any more is away within moments, for those who wait and those who come', async () => {
  const line = await layLine();
  const pool = newPool(line.url, 3);
  await pool.query('SELECT 1');
  line.mute(true);
  // Without our listening none of these would ever end.
  await Promise.all(Array.from({ length: 6 }, () => expect(pool.query('SELECT 1')).rejects.toMatchObject(silent)));
  await expect(pool.query('SELECT 1')).rejects.toMatchObject(silent);
  line.mute(false);
  await expect.poll(() => pool.query('SELECT 1').then(() => 'back', String), { timeout: 10_000 }).toBe('back');
});

test('one that works for long is not away: it still has a word for us', async () => {
  const line = await layLine();
  const { rows } = await newPool(line.url, 1).query<{ done: string }>("SELECT 'yes' AS done FROM pg_sleep(3)");
  expect(rows).toEqual([{ done: 'yes' }]);
});

test('one connection that says nothing for too long is cut, and whoever asked on it is told; one that is idle stays', async () => {
  const pool = newPool(env().DATABASE_URL, 1, { silentMs: 300 });
  const pid = async () => (await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;
  const first = await pid();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await pid()).toBe(first);
  await expect(pool.query('SELECT pg_sleep(2)')).rejects.toMatchObject(silent);
  expect(await pid()).not.toBe(first);
  const patient = await pool.connect();
  boundSilence(patient, 2_000);
  await patient.query('SELECT pg_sleep(0.5)');
  patient.release();
});

test('neither is one that refuses: who asks hears the refusal', async () => {
  const absent = new URL(env().DATABASE_URL);
  absent.pathname = '/there_is_no_such_database';
  await expect(newPool(absent.href, 1).query('SELECT 1')).rejects.toMatchObject({ code: '3D000' });
});

test('a page whose question was cut off, by Prisma too, is a 503 that says when to come again', async () => {
  const ends = 'SELECT pg_terminate_backend(pg_backend_pid())';
  const pool = newPool(env().DATABASE_URL, 1);
  const failing = { pool: () => pool.query(ends), prisma: () => prisma.$queryRawUnsafe(ends) };
  for (const [who, ask] of Object.entries(failing)) {
    const response = new ServerResponse(new IncomingMessage(new net.Socket()));
    answerAwayAs503(response);
    await answering(response, () => expect(ask()).rejects.toThrow());
    response.writeHead(500);
    expect([who, response.statusCode, response.getHeader('retry-after')]).toEqual([who, 503, '2']);
  }
  const response = new ServerResponse(new IncomingMessage(new net.Socket()));
  answerAwayAs503(response);
  await answering(response, () => expect(pool.query('SELECT 1 / 0')).rejects.toThrow(/division/));
  response.writeHead(500);
  expect(response.statusCode).toBe(500);
});

test('a request waits for a place less than a second, and the place that comes after it gave up goes to the next', async () => {
  const pool = newPool(env().DATABASE_URL, 1);
  const holder = await pool.connect();
  const request = new ServerResponse(new IncomingMessage(new net.Socket()));
  await answering(request, () =>
    expect(pool.query('SELECT 1')).rejects.toMatchObject({
      ...silent,
      message: expect.stringMatching(/every connection/),
    }),
  );
  const next = pool.query<{ number: number }>('SELECT 2 AS number');
  holder.release();
  expect((await next).rows).toEqual([{ number: 2 }]);
  expect([pool.totalCount, pool.waitingCount]).toEqual([1, 0]);
});
