'use client';
import Link, { useLinkStatus } from 'next/link';
import type { ReactNode } from 'react';

/** Marks the row while its ticket is on its way; the frame shows the skeleton from this mark (see DeskFrame). */
function Opening() {
  const { pending } = useLinkStatus();
  return pending ? <span data-opening hidden /> : null;
}

/** The link of a row: the whole row is its target. `data-row` is how the keyboard walks the list. */
export function RowLink(props: { href: string; isCurrent: boolean; children: ReactNode }) {
  return (
    <Link
      href={props.href}
      prefetch={false}
      scroll={false}
      data-row
      aria-current={props.isCurrent ? 'true' : undefined}
      className="text-inherit no-underline after:absolute after:inset-0 after:content-[''] focus-visible:outline-none"
    >
      {props.children}
      <Opening />
    </Link>
  );
}
