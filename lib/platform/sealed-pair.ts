import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { env } from './env';

const keys = new Map<string, { secret: string; bytes: Uint8Array }>();

function keyFor(purpose: string): Uint8Array {
  const secret = env().HILO_SECRET;
  const known = keys.get(purpose);
  if (known?.secret === secret) return known.bytes;
  const bytes = new Uint8Array(hkdfSync('sha256', secret, '', purpose, 32));
  keys.set(purpose, { secret, bytes });
  return bytes;
}

/**
 * Two whole numbers as opaque text of 22 characters, with a key for this purpose alone. One block holds them whole and no two
 * pairs are the same, so it needs no more than the bare cipher, and the same pair is always the same text.
 */
export function sealPair(purpose: string, first: number, second: number): string {
  const block = Buffer.alloc(16);
  block.writeBigUInt64BE(BigInt(first), 0);
  block.writeBigUInt64BE(BigInt(second), 8);
  const cipher = createCipheriv('aes-256-ecb', keyFor(purpose), null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url');
}

/** The numbers behind such a text; null for what is none of ours. */
export function openPair(purpose: string, text: string): [first: number, second: number] | null {
  if (!/^[\w-]{22}$/.test(text)) return null;
  const decipher = createDecipheriv('aes-256-ecb', keyFor(purpose), null).setAutoPadding(false);
  const block = Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]);
  const [first, second] = [Number(block.readBigUInt64BE(0)), Number(block.readBigUInt64BE(8))];
  return Number.isSafeInteger(first) && Number.isSafeInteger(second) ? [first, second] : null;
}
