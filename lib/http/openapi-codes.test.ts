import { expect, test } from 'vitest';
import { z } from 'zod';
import { codesOf } from './openapi-codes';

const word = z.string('INVALID_WORD').min(1, 'WORD_REQUIRED').max(20, 'INVALID_WORD');

test('the codes of a schema are found in the order of its fields, each with its field', () => {
  const schema = z.object({ word, count: z.int('INVALID_COUNT').max(9, 'COUNT_TOO_HIGH').nullish() });
  expect([...codesOf(schema)]).toEqual([
    ['INVALID_WORD', 'word'],
    ['WORD_REQUIRED', 'word'],
    ['INVALID_COUNT', 'count'],
    ['COUNT_TOO_HIGH', 'count'],
  ]);
});

test('a problem inside an object belongs to the field that holds it', () => {
  const schema = z.object({ person: z.object({ word }, 'INVALID_PERSON').nullish() });
  expect([...codesOf(schema).keys()].sort()).toEqual(['INVALID_PERSON', 'INVALID_WORD', 'WORD_REQUIRED']);
});

test('of texts only texts are tried: a query holds nothing else', () => {
  const schema = z.object({ limit: z.string('NEVER').regex(/^\d+$/, 'INVALID_LIMIT').optional() });
  expect([...codesOf(schema, 'texts').keys()]).toEqual(['INVALID_LIMIT']);
});
