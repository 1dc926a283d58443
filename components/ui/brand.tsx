import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { cx } from './cx';

/** The h made of one thread. */
function BrandMark({ size = 22 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      className="text-thread"
      aria-hidden="true"
    >
      <path d="M6.5 3v18M6.5 14.2c0-3.2 2.1-5.2 4.9-5.2s4.8 1.9 4.8 5.1v3.3c0 2.2 1.2 3.6 3.3 3.6.7 0 1.3-.1 2-.4" />
    </svg>
  );
}

/**
 * The mark and the desk's own name, as the way home. `wordClass` hides the words where the rail is only icons. It stands on every
 * page and is seldom pressed: fetched beforehand it had the server make a second page for each.
 */
export function Brand(props: { name: string; href: string; size?: number; className?: string; wordClass?: string }) {
  const t = useTranslations('common.app');
  return (
    <Link
      href={props.href}
      prefetch={false}
      className={cx(
        'inline-flex min-h-7 min-w-0 items-center gap-[9px] text-body leading-5 font-semibold tracking-[-.015em] text-text no-underline',
        props.className,
      )}
    >
      <BrandMark size={props.size} />
      <span className={cx('truncate', props.wordClass)}>
        {props.name} <span className="ml-1 font-normal text-text-3">{t('support')}</span>
      </span>
    </Link>
  );
}
