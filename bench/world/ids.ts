import type { Random } from './random';

/** A UUIDv7 as bytes: the time, then a count, so that those made later sort later, then what is random. */
export function makeId(random: Random, milliseconds: number, count: number): Uint8Array {
  const id = new Uint8Array(16);
  const high = Math.floor(milliseconds / 65_536);
  const low = milliseconds % 65_536;
  const [a, b] = [random.bits(), random.bits()];
  id.set([high >>> 24, high >>> 16, high >>> 8, high, low >>> 8, low]);
  id.set([0x70 | ((count >>> 8) & 0x0f), count, 0x80 | (a & 0x3f), a >>> 8, a >>> 16, a >>> 24], 6);
  id.set([b, b >>> 8, b >>> 16, b >>> 24], 12);
  return id;
}

/** The id as Postgres writes it. */
export function idText(id: Uint8Array): string {
  const hex = Buffer.from(id.buffer, id.byteOffset, 16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
