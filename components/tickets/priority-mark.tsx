import { useTranslations } from 'next-intl';
import { cx } from '@/components/ui/cx';
import type { TicketPriority } from '@/lib/tickets/schema';

const colours: Record<TicketPriority, string> = {
  low: 'text-low-mark',
  medium: 'text-medium-mark',
  high: 'text-high-mark',
  urgent: 'text-urgent-mark',
};
const bars: Record<Exclude<TicketPriority, 'urgent'>, number> = { low: 1, medium: 2, high: 3 };

/** Bars that grow; what is urgent changes its shape. */
export function PriorityGlyph({ priority }: { priority: TicketPriority }) {
  const lit = priority === 'urgent' ? 0 : bars[priority];
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" className={colours[priority]} aria-hidden="true">
      {priority === 'urgent' ? (
        <>
          <rect x=".5" y=".5" width="13" height="13" rx="3.5" fill="currentColor" />
          <path d="M7 3.6v4" className="stroke-surface" strokeWidth="1.8" strokeLinecap="round" />
          <circle cx="7" cy="10.3" r="1.05" className="fill-surface" />
        </>
      ) : (
        [1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={bar * 4 - 2.5}
            y={12 - bar * 3}
            width="3"
            height={bar * 3 + 1}
            rx="1"
            fill="currentColor"
            opacity={bar <= lit ? undefined : 0.28}
          />
        ))
      )}
    </svg>
  );
}

/** Glyph and word. `isIconOnly` in the desk's list: the word is then in the tooltip and for screen readers. */
export function PriorityMark(props: { priority: TicketPriority; isIconOnly?: boolean; className?: string }) {
  const t = useTranslations('tickets');
  const word = t(`priority.${props.priority}`);
  if (!props.isIconOnly) {
    return (
      <span className={cx('inline-flex items-center gap-1.5 whitespace-nowrap', props.className)}>
        <PriorityGlyph priority={props.priority} />
        {word}
      </span>
    );
  }
  const name = t('priorityMark', { priority: word });
  return (
    <span className={cx('inline-flex', props.className)} title={name}>
      <PriorityGlyph priority={props.priority} />
      <span className="sr-only">{name}</span>
    </span>
  );
}
