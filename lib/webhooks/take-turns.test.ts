import { expect, test } from 'vitest';
import { Turns } from './commands/take-turns';

const places = { slow: 2, unknown: 3 };

/** Sends to a receiver that takes `ms`, as the job does. Null when there was no place. */
function sendOnce(turns: Turns, id: string, ms: number): string[] | null {
  const turn = turns.enter(id);
  return turn && turns.leave(id, turn, ms);
}

test('a receiver that nobody knows is sent one at a time, one that answers soon four', () => {
  const turns = new Turns(places);
  const first = turns.enter('a');
  expect(first).toEqual({ kind: 'unknown' });
  expect(turns.enter('a')).toBeNull();
  expect(first && turns.leave('a', first, 20)).toEqual(['a']);
  const next = [1, 2, 3, 4, 5].map(() => turns.enter('a'));
  expect(next.map((turn) => turn?.kind)).toEqual(['soon', 'soon', 'soon', 'soon', undefined]);
});

test('however many hang, one that answers soon has a place, and so has one that is new', () => {
  const turns = new Turns(places);
  const ids = Array.from({ length: 50 }, (_, index) => `bad ${index}`);
  for (const id of ids) expect(sendOnce(turns, id, 15_000)).not.toBeNull();
  expect(sendOnce(turns, 'good', 20)).toEqual([]);
  expect(ids.map((id) => turns.enter(id)).filter(Boolean)).toHaveLength(places.slow);
  for (let index = 0; index < 100; index++) expect(sendOnce(turns, 'good', 20)).not.toBeNull();
  expect(turns.enter('new')).toEqual({ kind: 'unknown' });
});

test('of those that are new only some are sent to at once', () => {
  const turns = new Turns(places);
  const all = ['a', 'b', 'c', 'd', 'e'].map((id) => turns.enter(id));
  expect(all.filter(Boolean)).toHaveLength(places.unknown);
});

test('those that hang take turns, the longest waiting first', () => {
  const turns = new Turns({ slow: 1, unknown: 1 });
  for (const id of ['a', 'b', 'c']) sendOnce(turns, id, 15_000);
  const turn = turns.enter('a');
  for (const id of ['b', 'c', 'a']) expect(turns.enter(id)).toBeNull();
  expect(turn && turns.leave('a', turn, 15_000)).toEqual(['b', 'c', 'a']);
  // They were called; whoever comes first has the place, the others wait anew.
  const second = turns.enter('b');
  expect(second).toEqual({ kind: 'slow' });
  expect([turns.enter('c'), turns.enter('a')]).toEqual([null, null]);
  expect(second && turns.leave('b', second, 15_000)).toEqual(['c', 'a']);
});

test('one that becomes slow loses its places, and one that becomes quick has them', () => {
  const turns = new Turns(places);
  sendOnce(turns, 'a', 20);
  sendOnce(turns, 'a', 9_000);
  const turn = turns.enter('a');
  expect(turn).toEqual({ kind: 'slow' });
  expect(turns.enter('a')).toBeNull();
  if (turn) turns.leave('a', turn, 20);
  expect([turns.enter('a'), turns.enter('a')]).toEqual([{ kind: 'soon' }, { kind: 'soon' }]);
});

test('a turn in which nothing was sent tells nothing of the receiver', () => {
  const turns = new Turns(places);
  const turn = turns.enter('a');
  if (turn) turns.leave('a', turn, undefined);
  expect(turns.enter('a')).toEqual({ kind: 'unknown' });
});
