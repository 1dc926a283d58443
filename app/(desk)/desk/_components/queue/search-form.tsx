import { Search, X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { controlClass } from '@/components/ui/control-class';
import { cx } from '@/components/ui/cx';
import { Kbd } from '@/components/ui/kbd';
import { GetForm } from './get-form';
import { changedView, deskHref, deskPath, type View, viewParams } from './view';

/** Looks for words in the queue, filters kept. `data-desk-search` is where the keyboard finds it. */
export function SearchForm({ view, ticket, className }: { view: View; ticket?: number; className?: string }) {
  const t = useTranslations('desk.search');
  const clearHref = deskHref(changedView(view, { q: '' }), ticket);
  return (
    <GetForm action={deskPath(ticket)} role="search" className={cx('relative', className)}>
      {viewParams(changedView(view, { q: '' })).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Search
        size={16}
        strokeWidth={1.75}
        className="pointer-events-none absolute top-1/2 left-[9px] -translate-y-1/2 text-text-3"
        aria-hidden
      />
      <input
        key={view.q}
        type="search"
        name="q"
        defaultValue={view.q}
        maxLength={200}
        autoComplete="off"
        enterKeyHint="search"
        aria-label={t('label')}
        placeholder={t('placeholder')}
        data-desk-search
        className={cx(controlClass, 'peer h-8 border-line-strong pr-8 pl-[33px] text-sm max-md:h-10')}
      />
      {view.q === '' ? (
        <span
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-[7px] hidden -translate-y-1/2 text-text-3 pointer-fine:block pointer-fine:peer-focus:hidden"
        >
          <Kbd>/</Kbd>
        </span>
      ) : (
        <Link
          href={clearHref}
          prefetch={false}
          scroll={false}
          aria-label={t('clear')}
          title={t('clear')}
          className="absolute top-1/2 right-1 grid size-6 -translate-y-1/2 place-items-center rounded-md text-text-3 hover:bg-hover max-md:right-0.5 max-md:size-9"
        >
          <X size={14} strokeWidth={1.75} aria-hidden />
        </Link>
      )}
    </GetForm>
  );
}
