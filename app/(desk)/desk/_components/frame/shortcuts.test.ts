import { expect, test } from 'vitest';
import { asMade, keyOf, readChoices, shortcut, shortcutIds, shortcutOf, signOf, withKey } from './shortcuts';

test('no two shortcuts of a world share a key', () => {
  for (const isSecond of [false, true]) {
    const keys = shortcutIds.filter((id) => (shortcut(id).group === 'go') === isSecond).map((id) => shortcut(id).key);
    expect(new Set(keys).size).toBe(keys.length);
  }
});

test('the keys that the desk promises', () => {
  const promised =
    'j next k previous o open u back r reply n note a assign i take s status p priority e resolve z snooze x select # number / search ? help g go';
  const pairs = promised.split(' ');
  for (let at = 0; at < pairs.length; at += 2) expect(shortcutOf(asMade, pairs[at] ?? '', false)).toBe(pairs[at + 1]);
  expect(shortcutOf(asMade, 'm', true)).toBe('goMine');
  expect(shortcutOf(asMade, 'u', true)).toBe('goUnassigned');
  expect(shortcutOf(asMade, 'm', false)).toBeUndefined();
});

test('a key given to another is taken from the one that had it, in the same world alone', () => {
  const { choices, taken } = withKey(asMade, 'reply', 'a');
  expect(taken).toBe('assign');
  expect([keyOf(choices, 'reply'), keyOf(choices, 'assign')]).toEqual(['a', null]);
  expect(shortcutOf(choices, 'a', false)).toBe('reply');
  expect(shortcutOf(choices, 'r', false)).toBeUndefined();
  expect(shortcutOf(choices, 'a', true)).toBe('goAll');
  // Its own key again is no choice at all.
  expect(withKey(withKey(choices, 'reply', 'r').choices, 'assign', 'a').choices).toEqual(asMade);
});

test('a shortcut can be left without a key', () => {
  const { choices, taken } = withKey(asMade, 'resolve', null);
  expect(taken).toBeUndefined();
  expect(shortcutOf(choices, 'e', false)).toBeUndefined();
});

test('what was kept is read as it was, and what is broken is nothing', () => {
  const { choices } = withKey(asMade, 'note', 'ñ');
  expect(readChoices(JSON.stringify(choices))).toEqual(choices);
  expect(readChoices('off')).toEqual({ isOn: false, keys: {} });
  expect(readChoices('{"isOn":false,"keys":{"reply":null,"note":"Enter","lost":"q","open":7}}')).toEqual({
    isOn: false,
    keys: { reply: null },
  });
  for (const broken of [null, '', '{', '[]', '7', 'null']) expect(readChoices(broken)).toEqual(asMade);
});

test('one sign is a key; blanks and named keys are none', () => {
  expect(['A', 'ñ', '#', '7', '€'].map(signOf)).toEqual(['a', 'ñ', '#', '7', '€']);
  expect([' ', 'Enter', 'ArrowDown', '', 'Dead'].map(signOf)).toEqual(Array(5).fill(undefined));
});
