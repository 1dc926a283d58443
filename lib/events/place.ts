import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { env } from '@/lib/platform/env';
import { invalid } from '@/lib/platform/errors';

/** A place in the feed: after the event of that position and id. Positions and ids begin at 1 or later. */
export interface Place {
  position: number;
  id: number;
}

/** Before the first event. */
export const feedStart: Place = { position: 0, id: 0 };

/** Less than 0 where `a` comes before `b`. */
export function comparePlaces(a: Place, b: Place): number {
  return a.position - b.position || a.id - b.id;
}

let key: { secret: string; bytes: Uint8Array } | undefined;

function keyBytes(): Uint8Array {
  const secret = env().HILO_SECRET;
  if (key?.secret !== secret)
    key = { secret, bytes: new Uint8Array(hkdfSync('sha256', secret, '', 'feed cursor', 32)) };
  return key.bytes;
}

/**
 * A place as opaque text. It is sealed: read in clear, the gaps between two events of a client would tell of the notes in
 * between. One block holds it whole and no two places are the same, so it needs no more than the bare cipher, and the same
 * place is always the same text.
 */
export function sealPlace({ position, id }: Place): string {
  const block = Buffer.alloc(16);
  block.writeBigUInt64BE(BigInt(position), 0);
  block.writeBigUInt64BE(BigInt(id), 8);
  const cipher = createCipheriv('aes-256-ecb', keyBytes(), null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url');
}

/** The place behind a cursor of ours. Errors: `INVALID_CURSOR`, naming the field that it stood in. */
export function openPlace(text: string, field = 'cursor'): Place {
  if (/^[\w-]{22}$/.test(text)) {
    const decipher = createDecipheriv('aes-256-ecb', keyBytes(), null).setAutoPadding(false);
    const block = Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]);
    const place = { position: Number(block.readBigUInt64BE(0)), id: Number(block.readBigUInt64BE(8)) };
    if (Number.isSafeInteger(place.position) && Number.isSafeInteger(place.id)) return place;
  }
  throw invalid({ field, code: 'INVALID_CURSOR' });
}
