import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';

const tones = {
  bad: { icon: CircleAlert, box: 'border-danger-line bg-danger-soft', head: 'text-danger-text' },
  good: { icon: CircleCheck, box: 'border-success-line bg-success-soft', head: 'text-success-text' },
  warn: { icon: TriangleAlert, box: 'border-warning-line bg-warning-soft', head: 'text-warning-text' },
  info: { icon: Info, box: 'border-line bg-surface', head: 'text-text' },
} as const;

export interface BannerProps extends Omit<ComponentProps<'div'>, 'title'> {
  tone: keyof typeof tones;
  title: ReactNode;
  /** The heading's level where the banner stands; 2 unless said. */
  level?: 2 | 3;
  /** Replaces the tone's own icon; null for none. 18 px. */
  icon?: ReactNode;
  /** The upper right corner: a close button. */
  end?: ReactNode;
}

/** A notice that stays where it is. What must be heard at once takes `role="alert"`, news takes `role="status"`. */
export function Banner({ tone, title, level = 2, icon, end, className, children, ...rest }: BannerProps) {
  const { icon: Icon, box, head } = tones[tone];
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div {...rest} className={cx('relative flex items-start gap-3 rounded-lg border px-4 py-3.5', box, className)}>
      {icon === null ? null : (
        <span className={cx('mt-px', head)} aria-hidden>
          {icon ?? <Icon size={18} />}
        </span>
      )}
      <div className="min-w-0 grow">
        <Heading className={cx('text-md', tone === 'warn' ? 'text-text' : head, Boolean(end) && 'max-md:pr-9')}>
          {title}
        </Heading>
        {children}
      </div>
      {end && (
        <div className="-my-1.5 -mr-1.5 shrink-0 max-md:absolute max-md:top-2.5 max-md:right-2.5 max-md:m-0">{end}</div>
      )}
    </div>
  );
}
