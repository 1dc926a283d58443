import Link from 'next/link';
import { Count } from './count';
import { cx } from './cx';

/** Filters with an address each, as pills: "Activos 4 · Resueltos 9". Scrolls sideways on a phone. */
export function SegmentedNav(props: {
  label: string;
  items: { href: string; label: string; count?: number | string; isCurrent?: boolean }[];
}) {
  return (
    <nav
      aria-label={props.label}
      className="flex gap-1 max-md:-mx-4 max-md:max-w-[100vw] max-md:overflow-x-auto max-md:px-4 max-md:py-0.5"
    >
      {props.items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={item.isCurrent ? 'true' : undefined}
          className={cx(
            'inline-flex h-8 items-center gap-1.5 rounded-full px-[11px] text-sm font-medium whitespace-nowrap no-underline max-md:h-9',
            item.isCurrent ? 'bg-ink text-on-ink' : 'text-text-2 hover:bg-hover',
          )}
        >
          {item.label}
          {item.count !== undefined && (
            <Count isStrong={item.isCurrent} className={item.isCurrent ? 'opacity-80' : undefined}>
              {item.count}
            </Count>
          )}
        </Link>
      ))}
    </nav>
  );
}
