import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesOfOperation } from '@/lib/http/openapi-errors';
import en from '@/lib/i18n/messages/en/errors.json';
import es from '@/lib/i18n/messages/es/errors.json';
import { catalogue } from './catalogue';

const app = path.resolve(import.meta.dirname, '../..');
const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).map((file) => file.split(path.sep).join('/'));
const routes = files
  .filter((file) => /^(v2\/(.+\/)?|mcp\/)route\.ts$/.test(file))
  .map((file) => `/${file.replace(/\/route\.ts$/, '')}`);
// Paths that are no resource, and the document itself, which the catalogue cannot import.
const others = new Set(['/v2', '/v2/[...path]', '/v2/openapi.json']);

test('the catalogue has every route, and no other', () => {
  expect(routes.length).toBeGreaterThan(9);
  expect(Object.keys(catalogue).sort()).toEqual(routes.filter((route) => !others.has(route)).sort());
});

describe.each(Object.entries(catalogue))('%s', (_route, handlers) => {
  const declared = Object.values(handlers).flatMap((handler) => (handler?.declared ? [handler.declared] : []));

  test('is made by the wrapper, and says what it does', () => {
    expect(declared.length).toBeGreaterThan(0);
    for (const { doc } of declared) expect(doc).toMatchObject({ id: expect.stringMatching(/^[a-z][A-Za-z]+$/) });
  });

  test('refuses by codes that have a sentence in both languages', () => {
    const codes = Object.entries(handlers).flatMap(([method, handler]) =>
      handler?.declared ? [...codesOfOperation(method.toLowerCase(), handler.declared).keys()] : [],
    );
    expect(codes).toContain('RATE_LIMITED');
    expect(codes.filter((code) => !(code in es && code in en))).toEqual([]);
  });
});
