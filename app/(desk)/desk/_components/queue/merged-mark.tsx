import { GitMerge } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** On the row of a ticket that was merged: where it goes on. */
export function MergedMark({ into }: { into: number }) {
  const t = useTranslations('history.merge');
  return (
    <span className="inline-flex min-w-0 items-center gap-1 text-thread-text">
      <GitMerge size={12} strokeWidth={2} aria-hidden />
      <span className="truncate">{t('row', { number: into })}</span>
    </span>
  );
}
