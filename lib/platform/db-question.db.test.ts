import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectPool } from './db';
import { env } from './env';

const pool = connectPool(env().DATABASE_URL, { max: 1 });
let described = 0;

beforeAll(async () => {
  const client = await pool.connect();
  (client as unknown as { connection: NodeJS.EventEmitter }).connection.on('rowDescription', () => {
    described += 1;
  });
  client.release();
});

afterAll(() => pool.end());

const ask = (question: pg.QueryConfig & { rowMode?: 'array' }) => pool.query(question);

describe('a statement with a name', () => {
  test('is described once, and reads as one that is described each time', async () => {
    const text = `SELECT $1::int AS number, $2::text AS word, now() AS at, ARRAY['a', 'b'] AS tags, NULL::text AS nothing`;
    const before = described;
    for (const turn of [1, 2, 3]) {
      const { rows, rowCount, fields, command } = await ask({ name: 'all_kinds', text, values: [turn, null] });
      expect(rows).toEqual([{ number: turn, word: null, at: expect.any(Date), tags: ['a', 'b'], nothing: null }]);
      expect([rowCount, command, fields.map(({ name }) => name)]).toEqual([
        1,
        'SELECT',
        ['number', 'word', 'at', 'tags', 'nothing'],
      ]);
    }
    expect(described - before).toBe(1);
    await ask({ text, values: [4, null] });
    expect(described - before).toBe(2);
  });

  test('is read as values too, in whatever turn', async () => {
    const text = 'SELECT n, n * 2 AS twice FROM generate_series(1, $1::int) n';
    const asObjects = await ask({ name: 'series', text, values: [2] });
    const asValues = await ask({ name: 'series', text, values: [2], rowMode: 'array' });
    const again = await ask({ name: 'series', text, values: [0] });
    expect(asObjects.rows).toEqual([
      { n: 1, twice: 2 },
      { n: 2, twice: 4 },
    ]);
    expect(asValues.rows).toEqual([
      [1, 2],
      [2, 4],
    ]);
    expect(again.rows).toEqual([]);
  });

  test('that fails is asked again as before, and tells who asked', async () => {
    const divide = (by: number) => ask({ name: 'divide', text: 'SELECT 6 / $1::int AS part', values: [by] });
    expect((await divide(2)).rows).toEqual([{ part: 3 }]);
    await expect(divide(0)).rejects.toMatchObject({ code: '22012' });
    const client = await pool.connect();
    const failure: Error = await client
      .query({ name: 'divide', text: 'SELECT 6 / $1::int AS part', values: [0] })
      .catch((error) => error);
    client.release();
    expect(failure.stack).toContain('db-question.db.test.ts');
    expect((await divide(3)).rows).toEqual([{ part: 2 }]);
  });

  test('that failed when it was parsed is parsed when it can be', async () => {
    const count = () => ask({ name: 'count_late', text: 'SELECT count(*)::int AS count FROM late_table' });
    await expect(count()).rejects.toMatchObject({ code: '42P01' });
    await pool.query('CREATE TEMP TABLE late_table (id int)');
    expect((await count()).rows).toEqual([{ count: 0 }]);
    expect((await count()).rows).toEqual([{ count: 0 }]);
  });

  test('that gives no rows is done each time', async () => {
    await pool.query('CREATE TEMP TABLE done_table (id int)');
    const write = (id: number) => ask({ name: 'write', text: 'INSERT INTO done_table VALUES ($1)', values: [id] });
    for (const id of [1, 2, 3]) expect(await write(id)).toMatchObject({ command: 'INSERT', rowCount: 1, rows: [] });
    expect((await pool.query('SELECT sum(id)::int AS sum FROM done_table')).rows).toEqual([{ sum: 6 }]);
  });
});
