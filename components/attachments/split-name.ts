/** Letters with the marks on them, so that nothing is cut between the two. */
const letters = /^\p{M}+|\P{M}\p{M}*/gu;

/** Names up to here are left to the style sheet. */
const short = 16;

/**
 * A long name in two: a beginning that may be cut short, and the end that must be seen, which is the extension and the few
 * letters before it. The end of a short name is empty.
 */
export function splitName(name: string): [start: string, end: string] {
  const all: string[] = name.match(letters) ?? [];
  if (all.length <= short) return [name, ''];
  const dot = all.lastIndexOf('.');
  const extension = dot > 0 && all.length - dot <= 8 ? all.length - dot : 0;
  const at = all.length - extension - 5;
  return [all.slice(0, at).join(''), all.slice(at).join('')];
}
