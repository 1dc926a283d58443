import pg from 'pg';
import { killAtRandom } from '@/faults/app-killed';
import type { Journal } from '@/faults/journal';
import { startLoad } from '@/faults/load';
import { killPostgres } from '@/faults/postgres-killed';
import { type Supervised, supervise } from '@/faults/supervisor';
import { terminateUnderLoad, unanswered } from '@/faults/terminated';
import { brokenPromises, verify } from '@/faults/verify';
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
