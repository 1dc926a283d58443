'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cx } from '@/components/ui/cx';
import { withoutToken } from '@/lib/search/present';
import { parseSearch } from '@/lib/search/rules';
import type { Token } from '@/lib/search/schema';
import { useDesk } from '../data/use-desk';

/** What of a search is more than a word: operators, phrases, what is left out. */
export function filtersOf(q: string): Token[] {
  return parseSearch(q).tokens.filter((token) => token.name || token.isNegated || token.meaning?.kind !== 'word');
}

/** Each filter that is on, as a link that takes its word out of the search box. Nothing when none is. */
export function FilterChips() {
  const t = useTranslations('desk.filters');
  const { view, ticket, href } = useDesk();
  const filters = filtersOf(view.q);
  if (filters.length === 0) return null;
  return (
    <ul
      aria-label={t('title')}
      className="flex max-h-28 shrink-0 flex-wrap gap-1.5 overflow-y-auto border-b border-line px-3 py-2"
    >
      {filters.map((token) => (
        <li key={token.start} className="min-w-0">
          <a
            href={href(ticket, { q: withoutToken(view.q, token) })}
            aria-label={t('remove', { filter: token.text })}
            className={cx(
              'inline-flex h-6 max-w-full items-center gap-1 rounded-full pr-1.5 pl-[9px] text-xs font-medium no-underline max-md:h-9 max-md:px-3',
              token.problems.length > 0
                ? 'bg-danger-soft text-danger-text hover:bg-pressed'
                : 'bg-hover text-text-2 hover:bg-pressed',
            )}
          >
            <span className="truncate">{token.text}</span>
            <X size={13} strokeWidth={2} className="shrink-0" aria-hidden />
          </a>
        </li>
      ))}
    </ul>
  );
}
