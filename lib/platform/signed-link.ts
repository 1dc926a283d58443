import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { env } from './env';

/** How long a link lasts when nobody says otherwise, in seconds: long enough to click, short enough to be of no use when found. */
const usualSeconds = 15 * 60;

let derived: { from: string; key: Buffer } | undefined;

/** A key for nothing but links: whoever learns it learns nothing of sessions and webhooks, which have the same secret behind them. */
function linkKey(): Buffer {
  const secret = env().HILO_SECRET;
  if (derived?.from !== secret)
    derived = { from: secret, key: Buffer.from(hkdfSync('sha256', secret, '', 'hilo signed links', 32)) };
  return derived.key;
}

function signatureOf(path: string, expires: number): string {
  return createHmac('sha256', linkKey()).update(`${expires}\n${path}`).digest('base64url');
}

/**
 * A path that whoever has it may read until it expires, and when that is. It lasts at least `seconds`, up to the next whole
 * minute: what is read twice in a row says the same.
 */
export function signPath(path: string, seconds = usualSeconds, now = Date.now()): { path: string; expiresAt: Date } {
  const expires = Math.ceil((now / 1000 + seconds) / 60) * 60;
  const query = new URLSearchParams({ expires: String(expires), signature: signatureOf(path, expires) });
  return { path: `${path}?${query}`, expiresAt: new Date(expires * 1000) };
}

/** Whether these are the parameters of a link to this path, signed here, that has not expired. Takes as long for any signature. */
export function isSigned(
  path: string,
  { expires = '', signature = '' }: { expires?: string; signature?: string },
  now = Date.now(),
): boolean {
  // One way to write a number: what was signed is the number, not its text.
  if (!/^[1-9]\d{0,11}$/.test(expires) || Number(expires) * 1000 <= now) return false;
  const [own, shown] = [signatureOf(path, Number(expires)), signature].map((text) => Buffer.from(text));
  return own !== undefined && shown !== undefined && own.length === shown.length && timingSafeEqual(own, shown);
}
