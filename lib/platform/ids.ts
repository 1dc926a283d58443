import { TypeID } from 'typeid-js';
import { v7 } from 'uuid';

/** What an id may name. Authors and owners carry the capacity they acted in: the same user is `client_…` or `agent_…`. */
export type IdPrefix =
  | 'support_ticket'
  | 'client'
  | 'agent'
  | 'token'
  | 'webhook'
  | 'msg'
  | 'req'
  | 'thread'
  | 'team'
  | 'view'
  | 'macro'
  | 'outgoing'
  | 'bulk'
  | 'link'
  | 'field'
  | 'note'
  | 'notification'
  | 'attachment';

/** A new UUIDv7; those of one process sort in the order they were made. */
export function newId(): string {
  return v7();
}

/** A new UUIDv7 of something that was made then: as what comes from elsewhere with its own times. */
export function newIdOf(at: Date): string {
  return v7({ msecs: Math.max(0, at.getTime()) });
}

/** The codes of the 32 letters of an id, and what each hexadecimal digit is worth, by its code. */
const letters = Uint8Array.from('0123456789abcdefghjkmnpqrstvwxyz', (letter) => letter.charCodeAt(0));
const worth = Uint8Array.from({ length: 128 }, (_, code) => Number.parseInt(String.fromCharCode(code), 16) || 0);
/** Where the 32 digits of a UUID stand. */
const digits = [...'00000000-0000-0000-0000-000000000000'].flatMap((each, at) => (each === '-' ? [] : [at]));
const suffix: number[] = Array.from({ length: 26 }, () => 0);

/**
 * The id as the API shows it: prefix, underscore, the UUID in 26 base-32 characters, as the library writes it. A list has
 * several in each of its rows, and the library took as long for those as all the rest of the list took.
 */
export function toPublicId(prefix: IdPrefix, uuid: string): string {
  // Two bits of nothing come first: 26 letters have 130 bits, a UUID 128.
  let bits = 0;
  let held = 2;
  let at = 0;
  for (const place of digits) {
    bits = (bits << 4) | (worth[uuid.charCodeAt(place)] ?? 0);
    held += 4;
    if (held < 5) continue;
    held -= 5;
    suffix[at] = letters[bits >> held] ?? 0;
    at += 1;
    bits &= (1 << held) - 1;
  }
  return `${prefix}_${String.fromCharCode.apply(null, suffix)}`;
}

/** The UUID behind a public id with one of the prefixes, or null when the text is no such id. */
export function fromPublicId(text: string, ...prefixes: [IdPrefix, ...IdPrefix[]]): string | null {
  const prefix = prefixes.find((each) => text.startsWith(`${each}_`));
  if (!prefix) return null;
  try {
    return TypeID.fromString(text, prefix).toUUID();
  } catch {
    return null;
  }
}
