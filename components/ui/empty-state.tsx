import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx';
import { type Drawing, ThreadDrawing } from './thread-drawing';

/** A drawing, one title, one sentence, one way out. `level` is the title's heading level. */
export function EmptyState(props: {
  drawing: Drawing | 'search';
  title: ReactNode;
  text?: ReactNode;
  /** Buttons or links; the first is the way out. */
  actions?: ReactNode;
  /** A small last line: a reference for support. */
  foot?: ReactNode;
  level?: 1 | 2 | 3;
  className?: string;
}) {
  const { drawing, title, text, actions, foot, level = 2 } = props;
  const Heading = `h${level}` as const;
  return (
    <div className={cx('grid justify-items-center gap-1.5 px-6 py-14 text-center', props.className)}>
      <div className="mb-3.5">
        {drawing === 'search' ? (
          <SearchX size={28} strokeWidth={1.5} className="text-thread" aria-hidden />
        ) : (
          <ThreadDrawing drawing={drawing} />
        )}
      </div>
      <Heading className="text-lg">{title}</Heading>
      {text && <p className="max-w-[42ch] text-md leading-[21px] text-balance text-text-2">{text}</p>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
      {foot && <p className="mt-3 text-xs text-text-3">{foot}</p>}
    </div>
  );
}
