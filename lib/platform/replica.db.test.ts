import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Pair, startPair } from '@/e2e/support/clusters';
import { closeDatabase, db, inTransaction } from './db';
import { env, putEnv } from './env';
import { AppError } from './errors';
import { provided } from './proviso';
import { heardNews, positionAfterWrite, reading, sawPosition } from './replica';

// On a pair of its own. `where` says who answers: a replica is in recovery.
let pair: Pair;
let before: Record<string, string>;
const ana = { kind: 'user', userId: 'ana' };
const luis = { kind: 'user', userId: 'luis' };
const where = async () =>
  (await db.query<{ is: boolean }>(sql`SELECT pg_is_in_recovery() AS is`))[0]?.is ? 'replica' : 'primary';
const asked = (reader: { kind: string; userId?: string } = ana) => reading(reader, where);

beforeAll(async () => {
  pair = await startPair();
  before = { DATABASE_URL: env().DATABASE_URL };
  putEnv({ DATABASE_URL: pair.primary.url, DATABASE_READ_URL: pair.replica.url });
  await pair.primary.sql('CREATE TABLE notes (text text)');
}, 60_000);

afterAll(async () => {
  putEnv({ ...before, DATABASE_READ_URL: '' });
  await closeDatabase();
  await pair?.stop();
});

test('what only reads goes to the replica, all of it, and nothing else does', async () => {
  await expect.poll(() => asked()).toBe('replica');
  expect(await where()).toBe('primary');
  const within = await reading(ana, async () => [
    await where(),
    await asked(),
    await inTransaction(async (tx) => (await tx.query<{ is: boolean }>(sql`SELECT pg_is_in_recovery() AS is`))[0]?.is),
  ]);
  expect(within).toEqual(['replica', 'replica', true]);
});

test('whoever wrote reads from the primary until the replica has it; nobody else waits for that', async () => {
  await pair.replica.sql('SELECT pg_wal_replay_pause()');
  await pair.primary.sql(`INSERT INTO notes VALUES ('de otro proceso')`);
  // Another process wrote, and this one has heard nothing: what it shows is older, and may be.
  expect(await asked()).toBe('replica');
  // The writer comes here with the position of there.
  const position = (await positionAfterWrite('ana')) ?? '';
  expect(position).toMatch(/^[\w-]{22}$/);
  expect(await asked()).toBe('primary');
  await pair.replica.sql('SELECT pg_wal_replay_resume()');
  await expect.poll(() => asked()).toBe('replica');
  expect(await reading(ana, () => db.query(sql`SELECT text FROM notes`))).toHaveLength(1);
});

test('a position that somebody shows holds for them alone, and nonsense says nothing', async () => {
  await pair.replica.sql('SELECT pg_wal_replay_pause()');
  // As it came with the answer of a process that is not this one.
  const { sealPair } = await import('./sealed-pair');
  const [row] = await pair.primary.sql<{ at: number }>(
    `INSERT INTO notes VALUES ('x') RETURNING (pg_current_wal_insert_lsn() - '0/0')::float8 + 10000 AS at`,
  );
  for (const text of ['', 'x'.repeat(22), 'no', sealPair('another purpose', row?.at ?? 0, 0)]) sawPosition('ana', text);
  expect(await asked()).toBe('replica');
  sawPosition('ana', sealPair('position of the log', row?.at ?? 0, 0));
  expect(await asked()).toBe('primary');
  expect(await asked(luis)).toBe('replica');
  expect(await asked({ kind: 'system' })).toBe('replica');
  await pair.replica.sql('SELECT pg_wal_replay_resume()');
});

test('what must hold now is asked of the primary, whatever is read from the replica', async () => {
  await pair.primary.sql('CREATE TABLE stands AS SELECT true AS yes');
  heardNews();
  await expect.poll(() => asked(luis)).toBe('replica');
  await pair.replica.sql('SELECT pg_wal_replay_pause()');
  const stands = sql`SELECT 1 FROM stands`;
  const seen: string[] = [];
  const plain = () => reading(luis, where).then((who) => seen.push(who));
  const transaction = () => reading(luis, () => inTransaction(async () => seen.push(await where())));
  for (const work of [plain, transaction]) expect(await provided(stands, 'stands', db.query, work)).toBeDefined();
  await pair.primary.sql('DELETE FROM stands');
  for (const work of [plain, transaction]) expect(await provided(stands, 'stands', db.query, work)).toBeUndefined();
  expect(seen).toEqual(['replica', 'replica', 'replica', 'replica']);
  await pair.replica.sql('SELECT pg_wal_replay_resume()');
});

test('what this process has heard of is found by everybody', async () => {
  await pair.replica.sql('SELECT pg_wal_replay_pause()');
  await pair.primary.sql(`INSERT INTO notes VALUES ('con campana')`);
  heardNews();
  expect(await asked(luis)).toBe('primary');
  await pair.replica.sql('SELECT pg_wal_replay_resume()');
  await expect.poll(() => asked(luis)).toBe('replica');
});

test('what the replica cannot do is done by the primary, once more; a refusal of ours is not', async () => {
  await expect.poll(() => asked(luis)).toBe('replica');
  let times = 0;
  const write = async () => {
    times += 1;
    return db.query(sql`INSERT INTO notes VALUES ('por error') RETURNING text`);
  };
  expect(await reading(luis, write)).toHaveLength(1);
  expect(times).toBe(2);
  const conflict = async () => {
    times += 1;
    if ((await where()) === 'replica') await db.query(sql`DO $$ BEGIN RAISE serialization_failure; END $$`);
    return where();
  };
  expect(await reading(luis, conflict)).toBe('primary');
  await expect.poll(() => asked(luis)).toBe('replica');
  times = 0;
  const refuse = async () => {
    times += 1;
    throw new AppError('FORBIDDEN');
  };
  await expect(reading(luis, refuse)).rejects.toThrow(AppError);
  expect(times).toBe(1);
  await expect.poll(() => asked(luis)).toBe('replica');
});

test('a replica that dies amid a reading costs nobody an answer, and is not asked again until it is back', async () => {
  await expect.poll(() => asked(luis)).toBe('replica');
  const dying = async () => {
    if ((await where()) === 'primary') return 'primary';
    await pair.replica.kill();
    return where();
  };
  expect(await reading(luis, dying)).toBe('primary');
  for (let n = 0; n < 20; n += 1) expect(await asked(luis)).toBe('primary');
});
