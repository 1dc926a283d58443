/** How many times a mark may stand in a text. The parser's time grows with the square of most of them. */
const counted: [RegExp, number][] = [
  [/[*_~]/g, 1000],
  [/[[\]]/g, 600],
  [/`+/g, 1000],
  [/&\w{1,31};/g, 300],
  // Each may be an address without a scheme, which is read to its end before it is none.
  [/www\./gi, 300],
  // Lines that are nothing but a rule, an underline or a mark.
  [/^[ \t]*[-=*+>~`#]+[ \t]*$/gm, 300],
  [/^[ \t]*(?:[-*+>]|\d{1,9}[.)])/gm, 2000],
];

/**
 * Quotes and lists within each other: each level is a call within a call. (Blanks stand in one place alone: with a second one
 * beside it twelve marks far apart would be tried in more ways than there is time for.)
 */
const tooDeep = /^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){13}|^[ \t]{41,}(?:>|[-*+]|\d{1,9}[.)])/m;

/** Emphasis of hundreds of asterisks is as deep. */
const tooEmphatic = /[*_~]{33}/;

/** The line under a table's head, wherever it stands: of nothing but these. */
const tableRule = /^[ \t|:>*+\d.)-]*$/;

/** Rows are filled up to the width of the head: a wide head over many short rows makes millions of cells of a short text. */
function cellsOf(text: string): number {
  const lines = text.split('\n');
  const rules = lines.filter((line) => line.includes('-') && tableRule.test(line));
  const columns = rules.reduce((most, rule) => Math.max(most, rule.split('|').length), 0);
  return columns < 3 ? 0 : columns * lines.length;
}

/**
 * Whether a text can be read as Markdown in a moment. What people write can: a stranger could otherwise stop the server for
 * minutes, or overflow its stack, with a few thousand characters.
 */
export function isTame(text: string): boolean {
  return (
    text.length <= 20_000 &&
    !tooDeep.test(text) &&
    !tooEmphatic.test(text) &&
    cellsOf(text) <= 5000 &&
    counted.every(([mark, most]) => (text.match(mark)?.length ?? 0) <= most)
  );
}
