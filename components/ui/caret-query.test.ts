import { expect, test } from 'vitest';
import { caretQuery } from './caret-query';

/** `|` is the caret. */
function at(text: string) {
  const found = caretQuery(text.replace('|', ''), text.indexOf('|'), ['@', '/']);
  return found && [found.trigger, found.query, found.start, found.end];
}

test.each([
  ['@|', ['@', '', 0, 1]],
  ['Hola @nu|ria', ['@', 'nu', 5, 8]],
  ['Hola @Nuria Ca|', ['@', 'Nuria Ca', 5, 14]],
  ['uno\n/sal|', ['/', 'sal', 4, 8]],
  ['(@a|', ['@', 'a', 1, 3]],
  ['@uno @dos|', ['@', 'dos', 5, 9]],
  ['@uno a/b|', ['@', 'uno a/b', 0, 8]],
])('%j is asked for', (text, found) => expect(at(text)).toEqual(found));

test.each(['', 'a@b|', '1/2|', 'https://a|', '@ a|', '@a\n|', '|@a', `@${'a'.repeat(60)}|`])('%j is not', (text) =>
  expect(at(text)).toBeUndefined(),
);
