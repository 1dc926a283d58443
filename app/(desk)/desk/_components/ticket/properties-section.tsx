import { type ReactNode, useId } from 'react';

/** One part of what stands beside a ticket. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-b border-line px-[18px] pt-4 pb-[18px] last:border-b-0">
      <h2 id={id} className="mb-2 text-sm">
        {title}
      </h2>
      {children}
    </section>
  );
}

/** The names of properties at the left, their values at the right: what `Row`s stand in. */
export const rowsClass = 'grid grid-cols-[84px_minmax(0,1fr)] gap-x-1 gap-y-0.5 text-sm';

export function Row({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="leading-7 text-text-3 max-md:leading-9">{name}</dt>
      <dd className="flex min-w-0 items-center">{children}</dd>
    </>
  );
}
