import pg from 'pg';

// What a list of tickets holds most of are times and arrays of words, and pg reads both with the patience of one who must expect
// anything. These read what Postgres nearly always writes, and leave everything else to pg.

type Parse = (text: string) => unknown;

const slowly = (oid: number) => pg.types.getTypeParser(oid) as Parse;

const oids = { timestamptz: 1184, textArray: 1009 };
const slow = { timestamptz: slowly(oids.timestamptz), textArray: slowly(oids.textArray) };

const digit = (text: string, at: number) => text.charCodeAt(at) - 48;
const two = (text: string, at: number) => digit(text, at) * 10 + digit(text, at + 1);

/** `2026-11-21 19:21:12.345678+00`, with as many digits of a second as there are; undefined of what is written otherwise. */
function momentOf(text: string): number | undefined {
  const end = text.length - 3;
  const hasFraction = end > 19;
  const isUsual =
    end >= 19 &&
    end <= 26 &&
    text.endsWith('+00') &&
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(10) === 32 &&
    (!hasFraction || text.charCodeAt(19) === 46);
  if (!isUsual) return undefined;
  let ms = 0;
  for (let at = 20, worth = 100; worth >= 1; at += 1, worth /= 10) ms += at < end ? digit(text, at) * worth : 0;
  const year = two(text, 0) * 100 + two(text, 2);
  // Of the first century JavaScript would make the last one.
  if (year < 100) return undefined;
  return Date.UTC(year, two(text, 5) - 1, two(text, 8), two(text, 11), two(text, 14), two(text, 17), ms);
}

function parseMoment(text: string): unknown {
  const ms = momentOf(text);
  return ms === undefined ? slow.timestamptz(text) : new Date(ms);
}

function parseTexts(text: string): unknown {
  if (text === '{}') return [];
  // A backslash stands only between quotes; what is NULL, and what is called so, need a closer look.
  const isPlain = !text.includes('"') && !text.includes('NULL') && text.lastIndexOf('{') === 0;
  return isPlain ? text.slice(1, -1).split(',') : slow.textArray(text);
}

/** For `types` of a pool: how what Postgres answers becomes values, as with pg's own. */
export const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && oid === oids.timestamptz) return parseMoment;
    if (format !== 'binary' && oid === oids.textArray) return parseTexts;
    return pg.types.getTypeParser(oid, format as 'text');
  },
};
