import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { generateWorld } from './generate';
import { rareAt } from './life';
import { rareWords, vocabulary } from './text';
import { english, spanish } from './words';

const until = Date.parse('2026-11-01T12:00:00Z');
// Without a database: each word is only itself.
const ground = { firstNumber: 1001, lastEvent: 0, position: 700, forms: vocabulary.map((word) => [word]) };

/** All rows of a world, table by table. */
function hashOf(plan: { tickets: number; seed: number; until: number }): string {
  const hash = createHash('sha256');
  for (const chunk of generateWorld(plan, ground))
    for (const [table, bytes] of Object.entries(chunk)) hash.update(table).update(bytes);
  return hash.digest('hex');
}

test('the same numbers make the same world, to the byte, and others another', () => {
  const first = hashOf({ tickets: 600, seed: 1, until });
  expect(hashOf({ tickets: 600, seed: 1, until })).toBe(first);
  expect(hashOf({ tickets: 600, seed: 2, until })).not.toBe(first);
  expect(hashOf({ tickets: 600, seed: 1, until: until + 1 })).not.toBe(first);
});

test('rare words are said by their own tickets alone, two to nine of them', () => {
  const others = Object.values(spanish).concat(Object.values(english)).flat().join(' ').toLowerCase();
  const said = new Set(others.match(/\p{L}+/gu));
  expect(rareWords.filter((word) => said.has(word))).toEqual([]);
  for (const count of [10_000, 1_000_000]) {
    const times = new Map<number, number>();
    for (const word of rareAt(count).values()) times.set(word, (times.get(word) ?? 0) + 1);
    expect(times.size).toBeGreaterThan(200);
    expect(Math.min(...times.values())).toBe(2);
    expect(Math.max(...times.values())).toBe(9);
  }
});
