import type { ReactNode } from 'react';

/** One subject of a settings page: its name and a line about it at the left, its controls at the right. */
export function Section({ title, text, children }: { title: ReactNode; text?: ReactNode; children: ReactNode }) {
  return (
    <section className="grid grid-cols-[minmax(0,240px)_minmax(0,520px)] gap-x-12 gap-y-5 border-t border-line py-8 max-xl:grid-cols-1">
      <div>
        <h2 className="text-md">{title}</h2>
        {text && <p className="mt-1 max-w-[42ch] text-sm text-text-2">{text}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
