import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request as ask, type IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { expect, test } from '../fixtures';
import { type Desk, startDesk } from '../support/desk';
import { tokenOn } from '../support/operator';

// A desk of its own, with so many tickets that whoever held them all would show it.
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const tickets = Number(process.env.HILO_EXPORT_TICKETS ?? 20_000);
const maxGrowth = 100 * 2 ** 20;
const run = promisify(execFile);

let desk: Desk;
let database: pg.Client;
let token = '';
/** Asks for the last hundred tickets. */
let few = '';

/** Tickets of three messages, each of 2 kB: their export takes some 7 kB a ticket. */
async function fill(): Promise<void> {
  await database.query('ALTER TABLE threads DISABLE TRIGGER threads_index_message');
  await database.query(`INSERT INTO users (id, role, email, name)
    SELECT gen_random_uuid(), 'client', 'client-' || i || '@test.example', 'Client ' || i FROM generate_series(1, 500) i`);
  await database.query(
    `INSERT INTO tickets (id, title, description, priority, category, client_id, created_at, updated_at, staff_updated_at)
     SELECT gen_random_uuid(), 'Ticket ' || i, repeat('descripción ', 100), 'low', 'general', u.id, at, at, at
     FROM generate_series(1, $1::int) i JOIN users u ON u.email = 'client-' || (i % 500 + 1) || '@test.example',
       LATERAL (SELECT '2025-01-01'::timestamptz + i * interval '1 second' AS at) a`,
    [tickets],
  );
  await database.query(`INSERT INTO threads (id, ticket_id, author_id, type, message, created_at)
    SELECT gen_random_uuid(), t.id, t.client_id, 'user', repeat(md5(t.number::text || n), 64), t.created_at + n * interval '1 minute'
    FROM tickets t, generate_series(0, 2) n`);
  await database.query('ALTER TABLE threads ENABLE TRIGGER threads_index_message');
  await database.query('ANALYZE');
  const { rows } = await database.query("SELECT max(updated_at) - interval '100 seconds' AS at FROM tickets");
  few = `?updatedAfter=${rows[0].at.toISOString()}`;
}

/** What the server's process holds, in bytes. */
async function memoryOf({ pid }: Desk): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  return Number(kilobytes ?? (await run('ps', ['-o', 'rss=', '-p', String(pid)])).stdout) * 1024;
}

/** Begins an export; its body waits to be read. */
function begin(query = ''): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    ask(`${desk.url}/v2/export${query}`, { headers, agent: false }, resolve).once('error', reject).end();
  });
}

/** Reads to the end: how many bytes came, the last of them, and the most memory that the server held meanwhile. */
async function readAll(body: Readable): Promise<{ bytes: number; end: string; peak: number }> {
  let [bytes, end, peak, isOver] = [0, '', 0, false];
  const watch = async () => {
    for (; !isOver; await sleep(20)) peak = Math.max(peak, await memoryOf(desk));
  };
  const watching = watch();
  try {
    for await (const chunk of body) {
      bytes += (chunk as Buffer).length;
      end = (end + (chunk as Buffer).toString('latin1')).slice(-200);
    }
  } finally {
    isOver = true;
    await watching;
  }
  return { bytes, end, peak };
}

const ours = `FROM pg_stat_activity WHERE application_name = 'hilo' AND datname = current_database() AND state <> 'idle'`;
const stuck = `${ours} AND wait_event_type = 'Lock'`;

/** Statements of the desk that are running now; of them, with `stuck`, those that wait for a lock. */
async function busy(which = ours): Promise<number> {
  return (await database.query(`SELECT count(*)::int AS n ${which}`)).rows[0].n;
}

test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await startDesk();
  database = new pg.Client({ connectionString: desk.env.DATABASE_URL });
  await database.connect();
  await fill();
  token = await tokenOn(desk.env);
});

test.afterAll(async () => {
  await database?.end();
  await desk?.stop();
});

test('all tickets are streamed in constant memory', async () => {
  test.setTimeout(600_000);
  // What the first request loads and compiles is not what is measured.
  await readAll(await begin(few));
  const before = await memoryOf(desk);
  const startedAt = performance.now();
  const { bytes, end, peak } = await readAll(await begin());
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const [all, then, most] = [bytes, before, peak].map((each) => `${(each / 2 ** 20).toFixed(0)} MiB`);
  const description = `${tickets} tickets, ${all} in ${seconds} s; the server held ${then} before, ${most} at most`;
  test.info().annotations.push({ type: 'memory', description });
  if (process.env.HILO_EXPORT_TICKETS) console.log(description);
  expect(end.trimEnd().split('\n').at(-1)).toBe(`{"end":true,"count":${tickets}}`);
  expect(bytes).toBeGreaterThan(tickets * 6000);
  expect(peak - before, description).toBeLessThan(maxGrowth);
});

test('whoever reads slowly holds neither connections nor memory, and whoever leaves frees all at once', async () => {
  const before = await memoryOf(desk);
  // More than the pool has connections.
  const bodies = await Promise.all(Array.from({ length: 30 }, () => begin()));
  for (const body of bodies) await once(body, 'readable');
  await expect.poll(() => busy()).toBe(0);
  // Nobody reads on: what was made for them stays what it is, and everybody else is served.
  const answer = await fetch(`${desk.url}/v2/support-tickets?limit=1`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  expect((await memoryOf(desk)) - before).toBeLessThan(maxGrowth);
  for (const body of bodies) body.destroy();
  await expect.poll(() => busy()).toBe(0);
  expect((await readAll(await begin(few))).end).toContain('"count":100');
});

test('one that leaves while a statement runs leaves nothing running', async () => {
  const body = await begin();
  await once(body, 'readable');
  const waiting = new pg.Client({ connectionString: desk.env.DATABASE_URL });
  await waiting.connect();
  try {
    await waiting.query('BEGIN; LOCK TABLE threads IN ACCESS EXCLUSIVE MODE');
    body.resume();
    await expect.poll(() => busy(stuck)).toBe(1);
    body.destroy();
    await waiting.query('ROLLBACK');
    await expect.poll(() => busy()).toBe(0);
  } finally {
    await waiting.end();
  }
});

test('one that breaks in the middle is cut before its last line', async () => {
  const body = await begin();
  await once(body, 'readable');
  const breaking = new pg.Client({ connectionString: desk.env.DATABASE_URL });
  await breaking.connect();
  try {
    await breaking.query('BEGIN; LOCK TABLE threads IN ACCESS EXCLUSIVE MODE');
    const reading = readAll(body).then(
      ({ end }) => end,
      (error: Error) => error,
    );
    await expect.poll(() => busy(stuck)).toBe(1);
    await breaking.query(`SELECT pg_terminate_backend(pid) ${stuck}`);
    expect(await reading).toMatchObject({ message: 'aborted' });
  } finally {
    await breaking.end();
  }
  expect((await readAll(await begin(few))).end).toContain('"count":100');
});
