import { decode, encode } from 'next-auth/jwt';
import { beforeEach, expect, test, vi } from 'vitest';
import { openCookie } from './session';

vi.mock('next-auth/jwt', async (original) => {
  const real = await original<typeof import('next-auth/jwt')>();
  return { ...real, decode: vi.fn(real.decode) };
});
beforeEach(() => {
  vi.mocked(decode).mockClear();
});

const secret = 'the secret of the tests, which guards nothing';
const part = (of: object | number) =>
  Buffer.from(typeof of === 'number' ? new Uint8Array(of) : JSON.stringify(of)).toString('base64url');

test('a cookie of ours says whose session it is', async () => {
  const token = await encode({ token: { sid: 'one' }, secret });
  expect(await openCookie(token, secret)).toMatchObject({ sid: 'one' });
  expect(await openCookie(token, `${secret}!`)).toBeNull();
  expect(await openCookie(token.slice(0, -4), secret)).toBeNull();
});

test('one that asks for a key to be derived from a password is not even tried', async () => {
  const header = { alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', p2c: 10_000, p2s: part(12) };
  for (const token of [[part(header), part(40), part(12), part(1), part(16)].join('.'), 'x', '', undefined])
    expect(await openCookie(token, secret)).toBeNull();
  expect(decode).not.toHaveBeenCalled();
});
