import type { Answer } from '@/e2e/support/api';

/** What differs between any two answers of one kind, and tells nothing: names, nonces, the moment that a page was made. */
const ownHeaders = /^(date|x-request-id|connection|keep-alive|.*ratelimit.*)$/;
const chances = [/(?<=\bnow\\*":\\*"\$D)[^"\\]*/g, /nonce=\\*"[^"\\]*/g, /'nonce-[^']*'/g, /nonce\\*":\\*"[^"\\]*/g];
/** When something was done that was allowed. */
const times = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/g;

/** What React sends to put a part of a page that came later where it belongs: whether one did is the machine's haste. */
const arrivals = /<script[^>]*>\$R[A-Z][\s\S]*?<\/script>/g;
const seam = /\\*"\]\)<\/script><script[^>]*>self\.__next_f\.push\(\[1,\\*"/g;

/** The words of a page in their order by the alphabet: React sends its pieces in any, and numbers them so. */
function wordsOf(page: string): string {
  const words = page
    .replaceAll(arrivals, '')
    .replaceAll(seam, '')
    .split(/[^\p{L}\p{N}_-]+/u);
  // A number stands at the beginning of a line, which the script that brings it writes as \\n.
  return words
    .filter((word) => !/^n?L?[0-9a-f]{1,3}$/.test(word))
    .toSorted()
    .join(' ');
}

/** An answer without the name of its request, a page's nonces and the ids that were asked for. */
export function plainOf(answer: Answer<unknown>, asked: string[] = []): string {
  const isJson = answer.headers.get('content-type')?.startsWith('application/json');
  const headers = [...answer.headers].filter(
    ([name]) => !ownHeaders.test(name) && (isJson || name !== 'content-length'),
  );
  const requestId = answer.headers.get('x-request-id');
  let text = JSON.stringify([answer.status, headers, answer.text]).replaceAll('%2F', '/');
  // The longest first: a number may stand in an id.
  for (const id of [requestId, ...asked.toSorted((a, b) => b.length - a.length)])
    if (id) text = text.replaceAll(new RegExp(`(?<![\\w-])${id.replaceAll(/\W/g, '\\$&')}(?![\\w-])`, 'g'), 'ID');
  if (answer.status < 300) text = text.replaceAll(times, 'TIME');
  const plain = chances.reduce((left, chance) => left.replaceAll(chance, 'CHANCE'), text);
  return isJson || answer.status === 304 ? plain : wordsOf(plain);
}

/** What words only one of two pages has, as `plainOf` gives them; undefined where they differ in nothing but how often they say one. */
export function wordsApart(a: string, b: string): string | undefined {
  const [one, other] = [a, b].map((page) => [...new Set(page.split(' '))]) as [string[], string[]];
  const beyond = (words: string[], known: string[]) => {
    const all = new Set(known);
    return words.filter((word) => !all.has(word)).join(' ');
  };
  const [more, less] = [beyond(one, other), beyond(other, one)];
  return more || less ? `${more.slice(0, 300)} / ${less.slice(0, 300)}` : undefined;
}

/** Where two texts part, with a little around it. */
export function firstDifference(a: string, b: string): string {
  const at = [...a].findIndex((sign, index) => sign !== b[index]);
  const from = Math.max(0, (at < 0 ? a.length : at) - 60);
  return `…${a.slice(from, from + 160)}… / …${b.slice(from, from + 160)}…`;
}
