import { afterAll, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { authOptions, ownAddress } from './options';

afterAll(closeDatabase);

test('a failure of ours tells the sign-in page no more than that it is one', async () => {
  // A port that nobody serves: the error's own words would name the database's address.
  putEnv({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nowhere', HILO_SECRET: 's'.repeat(40), LOG_LEVEL: 'silent' });
  const provider = authOptions().providers.find((each) => each.options?.id === 'credentials');
  const authorize = provider?.options?.authorize as (credentials: object, request: object) => Promise<unknown>;
  await expect(authorize({ email: 'ana@test.example', password: 'x' }, {})).rejects.toThrow(/^INTERNAL_ERROR$/);
});

test('whoever signs in is sent to an address of this desk, whatever was asked for', async () => {
  putEnv({ HILO_URL: 'https://help.example.com', HILO_SECRET: 's'.repeat(40) });
  const home = 'https://help.example.com';
  for (const own of ['/tickets/1', `${home}/tickets/1`, 'tickets/1', '/x/../tickets/1'])
    expect(ownAddress(own), own).toBe(`${home}/tickets/1`);
  const others = ['https://evil.example', '//evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example'];
  const none = [
    '',
    'javascript:alert(1)',
    'data:text/html,x',
    'http://help.example.com',
    'https://help.example.com:444',
    'https://[',
  ];
  for (const other of [...others, ...none, 'https://help.example.com@evil.example']) {
    expect(ownAddress(other), other).toBeNull();
    expect(await authOptions().callbacks?.redirect?.({ url: other, baseUrl: home }), other).toBe(home);
  }
  expect(ownAddress('/x\r\nset-cookie: a=b')).not.toMatch(/\s/);
});
