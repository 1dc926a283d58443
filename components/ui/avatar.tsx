import { cx } from './cx';

const colours = [
  'bg-a1 text-a1-t',
  'bg-a2 text-a2-t',
  'bg-a3 text-a3-t',
  'bg-a4 text-a4-t',
  'bg-a5 text-a5-t',
] as const;

const sizes = {
  xs: 'size-5 text-[9px]',
  sm: 'size-6 text-[10px]',
  md: 'size-8 text-xs leading-none max-md:group-data-[thread]/thread:size-7 max-md:group-data-[thread]/thread:text-2xs max-md:group-data-[thread]/thread:leading-none',
  lg: 'size-10 text-md leading-none',
} as const;

/** First letters of the first and second word: "Mariana Ríos" gives "MR". */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return words
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

/** The same colour for the same person everywhere (FNV-1a over their id). */
function colourOf(id: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return colours[(hash >>> 0) % colours.length] ?? colours[0];
}

/** A person's initials. Decoration: the name always stands beside it, so it is hidden from screen readers. */
export function Avatar(props: {
  id: string;
  name: string;
  size?: keyof typeof sizes;
  isOnline?: boolean;
  className?: string;
}) {
  const { id, name, size = 'md', isOnline, className } = props;
  return (
    <span
      aria-hidden
      className={cx(
        'relative inline-grid shrink-0 place-items-center rounded-full leading-none font-semibold tracking-[-.01em] select-none',
        sizes[size],
        colourOf(id),
        isOnline &&
          "after:absolute after:-right-px after:-bottom-px after:size-[9px] after:rounded-full after:border-2 after:border-[var(--ground,var(--surface))] after:bg-resolved-mark after:content-['']",
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
