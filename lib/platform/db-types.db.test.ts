import fc from 'fast-check';
import pg from 'pg';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { pool } from './db';
import { types } from './db-types';

/** What pg itself and we make of the same value. */
async function both(expression: string, value: unknown, zone = 'UTC') {
  const client = await pool.connect();
  try {
    await client.query(`SET TIME ZONE '${zone}'`);
    const question = { text: `SELECT ${expression} AS value`, values: [value] };
    const theirs = (await client.query({ ...question, types: pg.types as unknown as pg.CustomTypesConfig })).rows[0];
    const ours = (await client.query({ ...question, types })).rows[0];
    return [ours.value, theirs.value];
  } finally {
    await client.query('RESET TIME ZONE');
    client.release();
  }
}

it('reads times as pg does, of any year, fraction and zone', async () => {
  const told = ['2026-11-21 19:21:12.345678+00', '2026-11-21 19:21:12.9+00', '2026-11-21 19:21:12+00', '1970-01-01+00'];
  const odd = [
    '0099-01-01+00',
    '0044-03-15 BC',
    '12026-01-01+00',
    'infinity',
    '-infinity',
    '2024-02-29 23:59:59.999999+00',
  ];
  for (const zone of ['UTC', 'America/Mexico_City', 'Asia/Kolkata'])
    for (const text of [...told, ...odd]) {
      const [ours, theirs] = await both('$1::timestamptz', text, zone);
      expect(ours, `${text} in ${zone}`).toEqual(theirs);
    }
  await fc.assert(
    fc.asyncProperty(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), async (at) => {
      const [ours] = await both('$1::timestamptz', at.toISOString());
      expect(ours).toEqual(at);
    }),
    { numRuns: 50 },
  );
});

it('reads arrays of texts as pg does, whatever stands in them', async () => {
  const odd = [
    [],
    [''],
    ['NULL'],
    [null],
    ['a,b'],
    ['{'],
    ['}'],
    ['"'],
    ['\\'],
    [' a '],
    ['null'],
    ['ñ', '日本'],
    [['a', 'b']],
  ];
  for (const value of odd) {
    const [ours, theirs] = await both('$1::text[]', value);
    expect(ours, JSON.stringify(value)).toEqual(theirs);
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'))),
      async (value) => {
        expect((await both('$1::text[]', value))[0]).toEqual(value);
      },
    ),
    { numRuns: 50 },
  );
});

it('is what statements are read with', async () => {
  const { db } = await import('./db');
  const at = new Date('2026-11-21T19:21:12.345Z');
  expect(await db.query(sql`SELECT ${at}::timestamptz AS at, ${['a', 'b,c']}::text[] AS tags, 7 AS n`)).toEqual([
    { at, tags: ['a', 'b,c'], n: 7 },
  ]);
});
