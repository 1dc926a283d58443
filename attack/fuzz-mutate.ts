import { gzipSync } from 'node:zlib';
import type { Random } from './fuzz-random';
import { nastyNames, nastyTexts, nastyValue } from './fuzz-values';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Sets a key that may be `__proto__` as JSON.parse would: as the object's own. */
function put(object: Json, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A copy of a body with one thing wrong somewhere in it. */
export function mutated(random: Random, body: unknown): unknown {
  if (Array.isArray(body) && body.length > 0 && random.chance(0.6)) {
    const copy = [...body];
    const at = random.below(copy.length);
    copy[at] = mutated(random, copy[at]);
    return copy;
  }
  if (!isObject(body)) return nastyValue(random);
  const copy = { ...body };
  const keys = Object.keys(copy);
  const which = random.next();
  if (keys.length > 0 && which < 0.65) {
    const key = random.pick(keys);
    put(copy, key, random.chance(0.3) ? mutated(random, copy[key]) : nastyValue(random));
    return copy;
  }
  if (keys.length > 0 && which < 0.75) {
    delete copy[random.pick(keys)];
    return copy;
  }
  if (which < 0.95) {
    put(copy, random.pick(nastyNames), nastyValue(random));
    return copy;
  }
  return nastyValue(random);
}

/** What JSON.stringify would never write, and bytes that are no text at all. */
export function brokenJson(random: Random, body: unknown): Buffer {
  const text = JSON.stringify(body) ?? '{}';
  const tricks: (() => string | Buffer)[] = [
    () => text.slice(0, random.below(text.length + 1)),
    () => `${text}${text}`,
    () => `\ufeff${text}`,
    () => text.replace('{', '{"title":1,"title":null,"title":"x",'),
    () => text.replace('{', '{"__proto__":{"role":"admin"},"constructor":{"prototype":{}},'),
    () => text.replaceAll('"', "'"),
    () => text.replace('}', ',}'),
    () => `/* x */${text}`,
    () => '['.repeat(random.pick([10, 5000, 100_000])),
    () => `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
    () => `{"title":${'9'.repeat(5000)}}`,
    () => `{"revision":1e${'9'.repeat(50)}}`,
    () => Buffer.from(text, 'utf16le'),
    () =>
      Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0x22])]),
    () => Buffer.from([0]),
    () => '',
    () => 'null',
    () => '[]',
    () => '"x"',
    () => '123',
    () => gzipSync(text),
    () => `title=${encodeURIComponent(random.pick(nastyTexts.filter((each) => each.isWellFormed())))}&a=b`,
    () => 'x'.repeat(300_000),
    () => text.replaceAll(':', ':\u00a0'),
    () => text.replaceAll('"', '"\\ud800'),
  ];
  const made = random.pick(tricks)();
  return typeof made === 'string' ? Buffer.from(made) : made;
}

/** A form of parts, seldom whole. */
export function brokenMultipart(random: Random): { type: string; body: Buffer } {
  const boundary = random.pick(['x', 'x y', '"x"', 'b'.repeat(70)]);
  const name = random.pick(['file', 'files', '', '__proto__', 'a"b', '\0']);
  const filename = random.pick(['a.txt', '../../x', '', 'a\\"b', `${'n'.repeat(3000)}.png`, '\u202egnp.html', '\0']);
  const bare = boundary.replaceAll('"', '');
  const whole = `--${bare}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: ${random.pick(['text/plain', 'image/png', 'x', ''])}\r\n\r\nbytes\r\n--${bare}--\r\n`;
  const tricks: (() => string)[] = [
    () => whole,
    () => whole.slice(0, random.below(whole.length)),
    () => whole.replaceAll('\r\n', '\n'),
    () => whole.replace('--\r\n', '\r\n'),
    () => whole.repeat(30),
    () => `preamble\r\n${whole}epilogue`,
    () => whole.replace('Content-Disposition', 'X'.repeat(20_000)),
    () => whole.replace('\r\n\r\n', `\r\n${'X: y\r\n'.repeat(3000)}\r\n`),
    () => `--${bare}--`,
    () => '',
  ];
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.from(random.pick(tricks)()) };
}

/** A query's or path's text, escaped or not as chance will have it. What HTTP itself cannot say is always escaped. */
export function looselyEscaped(random: Random, text: string): string {
  if (random.chance(0.8)) return encodeURIComponent(text.toWellFormed());
  const raw = text.replace(/[^\x21-\x7e]/gu, (sign) => encodeURIComponent(sign.toWellFormed()));
  return random.chance(0.7)
    ? raw.replaceAll('#', '%23')
    : random.pick(['%', '%zz', '%00', '%ff', '%c0%af', '%u0041', '%25%30%30']);
}
