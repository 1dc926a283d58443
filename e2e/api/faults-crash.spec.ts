import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { killAtRandom } from '@/faults/app-killed';
import type { Journal } from '@/faults/journal';
import { startLoad } from '@/faults/load';
import { killPostgres } from '@/faults/postgres-killed';
import { type Supervised, supervise, untilReady } from '@/faults/supervisor';
import { terminateUnderLoad, unanswered } from '@/faults/terminated';
import { brokenPromises, verify } from '@/faults/verify';
import { newId } from '@/lib/platform/ids';
import { expect, test } from '../fixtures';

// The short form of `npm run faults`, on a desk with its embedded Postgres: docs/faults.md.
test.describe.configure({ mode: 'serial', timeout: 480_000 });

let desk: Supervised;
let tokens: { client: string; agent: string };
let journal: Journal;
const say = () => undefined;

const look = async (of: Journal, settleMs?: number) =>
  verify(of, { databaseUrl: await desk.databaseUrl(), storageFolder: desk.storageFolder, settleMs });

test.beforeAll(async () => {
  desk = await supervise();
  await desk.start();
  tokens = await desk.tokens();
});

test.afterAll(() => desk?.stop());

test('the app killed five times and Postgres twice: each acknowledged write is there once, and nothing is left over', async () => {
  const load = await startLoad({ url: desk.url, tokens, clients: 4 });
  const { acknowledged } = load;
  await killAtRandom(desk, { times: 5, acknowledged, say });
  const before = desk.pid();
  await killPostgres(desk, { times: 2, acknowledged, say });
  expect(desk.pid()).toBe(before);
  journal = await load.stop();
  const findings = await look(journal);
  expect(brokenPromises(findings, { isTimed: false })).toEqual([]);
  expect(findings.acknowledged).toBeGreaterThan(20);
  expect(findings.found).toBe(findings.acknowledged);
});

test('asked to end under load, it answers every request that it has taken', async () => {
  const load = await startLoad({ url: desk.url, tokens, clients: 4, retryShare: 0 });
  const { exits } = await terminateUnderLoad(desk, { times: 1, acknowledged: load.acknowledged, say });
  const written = await load.stop();
  const findings = await look(written);
  expect(exits.map(({ status }) => status)).toEqual([0]);
  expect([...brokenPromises(findings, { isTimed: false }), ...unanswered(written, findings)]).toEqual([]);
});

test('what a killed process leaves among the files is gone when it is old; what is not cleared away is found', async () => {
  const planted = [
    `parts/${randomUUID()}/0`,
    `sha256/ab/${'ab'.repeat(32)}`,
    `thumbnails/${newId()}.webp`,
    `tmp/${randomUUID()}`,
  ];
  const fileOf = (key: string) => path.join(desk.storageFolder, key);
  const plant = async () => {
    for (const key of planted) {
      await mkdir(path.dirname(fileOf(key)), { recursive: true });
      await writeFile(fileOf(key), 'left');
    }
    return look(journal, 0);
  };
  const cleared = await plant();
  expect(cleared.files).toMatchObject({ staged: 1, missing: [], leftAfterGrace: [] });
  expect(cleared.files?.unnamed.toSorted()).toEqual(planted.slice(0, 3));

  // Files that another desk keeps too are not cleared away.
  const other = fileOf(`desks/${newId()}`);
  await writeFile(other, '');
  const left = await plant();
  expect(left.files?.leftAfterGrace.toSorted()).toEqual(planted.slice(0, 3));
  expect(brokenPromises(left, { isTimed: false })).toEqual([expect.stringMatching(/^3 files that nobody names, /)]);
  await rm(other);
  expect((await look(journal, 0)).files?.leftAfterGrace).toEqual([]);
});

test('what these tests look for they find: something lost, torn and doubled', async () => {
  const db = new pg.Client({ connectionString: await desk.databaseUrl() });
  await db.connect();
  const changed = async (text: string) => {
    const { rows } = await db.query<{ mark: string }>(text, [`${journal.prefix}[0-9a-f]{6}`]);
    return rows[0]?.mark;
  };
  const torn = await changed(
    `DELETE FROM events e USING tickets t WHERE e.subject_id = t.id AND e.name = 'ticket.created' AND t.id = (
       SELECT id FROM tickets WHERE description ~ $1 LIMIT 1) RETURNING substring(t.description from $1) AS mark`,
  );
  const lost = await changed(
    `DELETE FROM threads WHERE id = (SELECT m.id FROM threads m JOIN tickets t ON t.id = m.ticket_id WHERE m.message ~ $1
       AND m.message <> t.description AND NOT EXISTS (SELECT 1 FROM outgoing_replies o WHERE o.reply->>'message' = m.message) LIMIT 1)
     RETURNING substring(message from $1) AS mark`,
  );
  const doubled = await changed(
    `INSERT INTO uploads (id, owner_id, filename, type, size, received, sha256, whole_at)
     SELECT gen_random_uuid(), owner_id, filename, type, size, received, sha256, whole_at FROM uploads WHERE filename ~ $1 LIMIT 1
     RETURNING substring(filename from $1) AS mark`,
  );
  await db.end();
  const { torn: foundTorn, lost: foundLost, duplicated, orphans } = await look(journal, 0);
  expect(foundTorn).toEqual([`ticket ${torn}: hasEvent`]);
  expect(foundLost).toEqual([`reply ${lost}`]);
  expect(duplicated).toEqual([`upload ${doubled}`]);
  expect(orphans).toMatchObject({ 'ticket without an event': 1, 'event of no message': 1 });
});

test('a desk that hangs over its answer is ready when that comes, though its database answered long before', async () => {
  const lateMs = 1_000;
  const server = createServer((_, res) => void setTimeout(() => res.end(), lateMs));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { recoveryMs } = await untilReady(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    desk.databaseUrl,
  );
  server.close();
  // Timers may come a moment early.
  expect(recoveryMs).toBeGreaterThan(lateMs - 20);
});
