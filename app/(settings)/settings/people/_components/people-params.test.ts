import { expect, test } from 'vitest';
import { peopleHref, readPeopleParams } from './people-params';

test('an address without parameters asks for everybody', () => {
  expect(readPeopleParams({})).toEqual({ q: undefined, role: undefined, after: undefined });
  expect(peopleHref({})).toBe('/settings/people');
});

test('blanks, repeated parameters and unknown roles are forgiven', () => {
  const params = readPeopleParams({ q: ['  ana ', 'x'], role: 'boss', after: ' ' });
  expect(params).toEqual({ q: 'ana', role: undefined, after: undefined });
});

test('an address reads back as what it was written from', () => {
  const params = { q: 'Ana & Luis', role: 'agent' as const, after: 'agent_1' };
  const url = new URL(peopleHref(params), 'http://desk.example');
  expect(readPeopleParams(Object.fromEntries(url.searchParams))).toEqual(params);
});
