interface Piece {
  text: string;
  isMatch: boolean;
}

/** Marks of Markdown in an excerpt that is all one line; each with what stays of it: the first group, a space or nothing. */
const marks: [RegExp, 'inner' | 'space' | 'nothing'][] = [
  [/(?:`{3,}|~{3,})[\w+-]*/dg, 'space'], // fences
  [/!?\[([^\]]*)\]\([^)\s]*(?:\s[^)]*)?(?:\)|$)/dg, 'inner'], // links and images
  [/(?<=^|\s)(?:#{1,6}|(?<!\d\s)[*+])(?=\s)/dg, 'nothing'], // headings and lists
  [/^\s*(?:>|-|\d{1,9}[.)])\s+/dg, 'nothing'],
  [/\|?(?:\s*:?-{3,}:?\s*\|?)+/dg, 'space'], // rules, and those under a table's head
  [/`+/dg, 'nothing'],
  [/(?:\*\*|__|~~)(?=\S)|(?<=\S)(?:\*\*|__|~~)/dg, 'nothing'],
  [/(?<![\w*])[*_](?=\S)|(?<=\S)[*_](?![\w*])/dg, 'nothing'],
  [/\s*\|\s*/dg, 'space'], // cells
  [/\s+/dg, 'space'],
];

/** A text in which each character knows whether it is part of a match. */
interface Woven {
  text: string;
  isMatch: boolean[];
}

function without({ text, isMatch }: Woven, [mark, stays]: (typeof marks)[number]): Woven {
  const kept: Woven = { text: '', isMatch: [] };
  const take = (start: number, end: number) => {
    kept.text += text.slice(start, end);
    kept.isMatch.push(...isMatch.slice(start, end));
  };
  let at = 0;
  for (const found of text.matchAll(mark)) {
    const [start, end] = found.indices?.[0] ?? [at, at];
    take(at, start);
    const inner = found.indices?.[1];
    if (stays === 'inner' && inner) take(...inner);
    if (stays === 'space') {
      kept.text += ' ';
      kept.isMatch.push(false);
    }
    at = end;
  }
  take(at, text.length);
  return kept;
}

/**
 * An excerpt of a Markdown text without its marks, what matches still marked. `pieces` follow each other on one line and may
 * begin and end anywhere.
 */
export function plainPieces(pieces: Piece[]): Piece[] {
  const text = pieces.map((piece) => piece.text).join('');
  const isMatch = pieces.flatMap((piece) => Array<boolean>(piece.text.length).fill(piece.isMatch));
  const plain = marks.reduce(without, { text, isMatch });
  const joined: Piece[] = [];
  for (let at = 0; at < plain.text.length; at += 1) {
    const last = joined.at(-1);
    if (last && last.isMatch === plain.isMatch[at]) last.text += plain.text[at];
    else joined.push({ text: plain.text[at] ?? '', isMatch: plain.isMatch[at] ?? false });
  }
  return joined;
}
