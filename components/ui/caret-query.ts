/** What is being typed behind a trigger sign: `text.slice(start, end)` is the sign and the query. */
export interface CaretQuery {
  trigger: string;
  query: string;
  start: number;
  /** Where the caret stands. */
  end: number;
}

const maxLength = 40;

/**
 * The trigger sign nearest before the caret that begins a word, and what was typed since, on the same line. The query may have
 * blanks inside, as names do, but not at its start. Undefined where the caret follows no trigger.
 */
export function caretQuery(text: string, caret: number, triggers: string[]): CaretQuery | undefined {
  for (let start = caret - 1; start >= 0 && caret - start <= maxLength; start -= 1) {
    const sign = text[start] ?? '';
    if (sign === '\n') return undefined;
    if (!triggers.includes(sign)) continue;
    if (start > 0 && !/[\s([{«"'¿¡]/.test(text[start - 1] ?? '')) continue;
    const query = text.slice(start + 1, caret);
    return /^\s/.test(query) ? undefined : { trigger: sign, query, start, end: caret };
  }
  return undefined;
}
