import { expect, test } from 'vitest';
import { Turns } from './commands/take-turns';

/** Sends to a receiver that takes `ms`, as the job does. */
function sendOnce(turns: Turns, id: string, ms: number): string[] | null {
  const turn = turns.enter(id);
  return turn && turns.leave(id, turn, ms);
}

test('a receiver that nobody knows is sent one at a time, one that answers soon four', () => {
  const turns = new Turns(8);
  const first = turns.enter('a');
  expect(first).toEqual({ isSlow: true });
  expect(turns.enter('a')).toBeNull();
  if (first) expect(turns.leave('a', first, 20)).toEqual(['a']);
  const next = [1, 2, 3, 4, 5].map(() => turns.enter('a'));
  expect(next.map((turn) => turn?.isSlow)).toEqual([false, false, false, false, undefined]);
});

test('however many hang, one that answers soon has a place', () => {
  const turns = new Turns(3);
  expect(sendOnce(turns, 'good', 20)).toEqual([]);
  const hanging = Array.from({ length: 50 }, (_, index) => turns.enter(`bad ${index}`));
  expect(hanging.filter(Boolean)).toHaveLength(3);
  for (let index = 0; index < 100; index++) expect(sendOnce(turns, 'good', 20)).not.toBeNull();
});

test('those that hang take turns, the longest waiting first', () => {
  const turns = new Turns(1);
  const turn = turns.enter('a');
  for (const id of ['b', 'c', 'a']) expect(turns.enter(id)).toBeNull();
  expect(turn && turns.leave('a', turn, 15_000)).toEqual(['b', 'c', 'a']);
  // They were called; whoever comes first has the place, the others wait anew.
  const second = turns.enter('b');
  expect(second).toEqual({ isSlow: true });
  expect([turns.enter('c'), turns.enter('a')]).toEqual([null, null]);
  expect(second && turns.leave('b', second, 15_000)).toEqual(['c', 'a']);
});

test('one that becomes slow loses its places, and one that becomes quick has them', () => {
  const turns = new Turns(8);
  sendOnce(turns, 'a', 20);
  sendOnce(turns, 'a', 9_000);
  expect(turns.enter('a')).toEqual({ isSlow: true });
  expect(turns.enter('a')).toBeNull();
});

test('a turn in which nothing was sent tells nothing of the receiver', () => {
  const turns = new Turns(8);
  const turn = turns.enter('a');
  if (turn) turns.leave('a', turn, undefined);
  expect(turns.enter('a')).toEqual({ isSlow: true });
});
