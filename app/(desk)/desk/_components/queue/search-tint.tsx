import { cx } from '@/components/ui/cx';
import { parseSearch } from '@/lib/search/rules';

/**
 * What tells operators and what is not understood apart from words, drawn behind the letters of a field of the same size:
 * the field keeps its own text. `left` is how far the field has been scrolled, in pixels.
 */
export function SearchTint({ text, left, className }: { text: string; left: number; className: string }) {
  const { tokens } = parseSearch(text);
  let at = 0;
  const pieces = tokens.flatMap((token) => {
    const before = text.slice(at, token.start);
    at = token.end;
    // What is still being typed is not wrong yet.
    const isBad = token.problems.some((problem) => problem.code !== 'NO_VALUE' || token.end < text.length);
    return [
      before,
      <span
        key={token.start}
        className={cx(
          'rounded-sm',
          isBad
            ? 'bg-danger-soft underline decoration-danger decoration-wavy'
            : token.name && (token.isNegated ? 'bg-warning-soft' : 'bg-thread-soft'),
          !isBad && token.meaning?.kind === 'phrase' && 'bg-hover',
        )}
      >
        {token.text}
      </span>,
    ];
  });
  return (
    <span
      aria-hidden
      className={cx('pointer-events-none absolute inset-y-0 right-8 left-[33px] overflow-hidden', className)}
    >
      <span className="block whitespace-pre text-transparent" style={{ translate: `${-left}px 0` }}>
        {pieces}
        {text.slice(at)}
      </span>
    </span>
  );
}
