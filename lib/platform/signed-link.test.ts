import { afterEach, expect, test } from 'vitest';
import { putEnv } from './env';
import { isSigned, signPath } from './signed-link';

const path = '/v2/attachments/attachment_01h455vb4pex5vsknk084sn02q/factura%20de%20mayo.pdf';
const now = Date.UTC(2026, 10, 21, 13, 0, 1);
const before = process.env.HILO_SECRET;
const withSecret = (secret: string) => putEnv({ HILO_SECRET: secret });
withSecret('a secret of tests, which guards nothing');
afterEach(() => withSecret(before ?? 'a secret of tests, which guards nothing'));

/** The parameters of a link. */
function partsOf(link: string): { expires: string; signature: string } {
  const { searchParams } = new URL(link, 'http://x');
  return { expires: searchParams.get('expires') ?? '', signature: searchParams.get('signature') ?? '' };
}

test('a link is good until it expires, a quarter of an hour and up to a minute', () => {
  const link = signPath(path, undefined, now);
  expect(link.expiresAt).toEqual(new Date(Date.UTC(2026, 10, 21, 13, 16)));
  expect(link.path.startsWith(`${path}?expires=`)).toBe(true);
  const parts = partsOf(link.path);
  expect(isSigned(path, parts, now)).toBe(true);
  expect(isSigned(path, parts, link.expiresAt.getTime() - 1)).toBe(true);
  expect(isSigned(path, parts, link.expiresAt.getTime())).toBe(false);
  expect(signPath(path, undefined, now + 50_000)).toEqual(link);
  expect(signPath(path, 60, now).expiresAt).toEqual(new Date(Date.UTC(2026, 10, 21, 13, 2)));
});

test('its signature has 256 bits', () => {
  expect(Buffer.from(partsOf(signPath(path).path).signature, 'base64url')).toHaveLength(32);
});

test('nothing of it can be changed', () => {
  const { expires, signature } = partsOf(signPath(path, undefined, now).path);
  const isGood = (at: string, parts: object) => isSigned(at, parts, now);
  expect(isGood(path.replace('factura', 'nomina'), { expires, signature })).toBe(false);
  expect(isGood(path.replace('02q', '02r'), { expires, signature })).toBe(false);
  expect(isGood(path, { expires: String(Number(expires) + 60), signature })).toBe(false);
  for (const other of [
    `0${expires}`,
    `${expires}.0`,
    `+${expires}`,
    ` ${expires}`,
    `${expires}e0`,
    '',
    'NaN',
    '9'.repeat(40),
  ])
    expect(isGood(path, { expires: other, signature }), other).toBe(false);
  const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
  for (const other of ['', 'x', flipped, signature.slice(1), `${signature}=`, `${signature}A`, 'ñ'.repeat(43), '€'])
    expect(isGood(path, { expires, signature: other }), other).toBe(false);
  expect(isGood(path, { expires })).toBe(false);
  expect(isGood(path, { signature })).toBe(false);
  expect(isGood(path, {})).toBe(false);
});

test('another desk’s link is none of ours', () => {
  const parts = partsOf(signPath(path, undefined, now).path);
  withSecret('the secret of some other desk, as long as ours');
  expect(isSigned(path, parts, now)).toBe(false);
});
