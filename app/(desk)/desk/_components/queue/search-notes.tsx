'use client';
import { CircleAlert, SpellCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { withoutToken } from '@/lib/search/present';
import { parseSearch } from '@/lib/search/rules';
import type { Token } from '@/lib/search/schema';
import { useDesk } from '../data/use-desk';
import { useQueueList } from '../data/use-queues';
import { useSearchReport } from '../data/use-search';
import { SaveView } from './save-view';

const linkClass = 'font-medium whitespace-nowrap text-thread-text underline-offset-2 hover:underline max-md:py-1.5';

/** The text with a word in quotes: looked for as it stands. */
function quoted(q: string, token: Token): string {
  const plain = token.text
    .replace(/^-/, '')
    .replace(/["“”«»]/g, ' ')
    .trim();
  return `${q.slice(0, token.start)}${token.isNegated ? '-' : ''}"${plain}"${q.slice(token.end)}`;
}

/** Under the search: what of it was not understood, what was looked for beside it, and keeping it as a view. */
export function SearchNotes() {
  const t = useTranslations('views');
  const { view, ticket, href } = useDesk();
  const { problems, near } = useSearchReport(view.q);
  const saved = useQueueList().find((each) => each.id === view.queue)?.view;
  if (view.q === '' && !saved?.query) return null;
  const { tokens } = parseSearch(view.q);
  const tokenAt = (start: number) => tokens.find((each) => each.start <= start && start < each.end);
  return (
    <div className="grid shrink-0 gap-1.5 border-b border-line px-4 py-2 text-xs leading-[18px] text-text-2 max-md:px-3">
      <div role="status" className="grid gap-1.5 empty:hidden">
        {problems.map((problem) => {
          const token = tokenAt(problem.start);
          return (
            <p key={`${problem.code} ${problem.start}`} className="flex gap-1.5">
              <CircleAlert size={14} className="mt-0.5 shrink-0 text-danger-text" aria-hidden />
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {t(`problems.${problem.code}`, { word: problem.text, operator: token?.name?.text ?? '' })}{' '}
                {token && (
                  <span className="inline-flex flex-wrap gap-x-3">
                    <a href={href(ticket, { q: withoutToken(view.q, token) })} className={linkClass}>
                      {t('problems.remove')}
                    </a>
                    {problem.code === 'UNKNOWN_OPERATOR' && (
                      <a href={href(ticket, { q: quoted(view.q, token) })} className={linkClass}>
                        {t('problems.asText')}
                      </a>
                    )}
                  </span>
                )}
              </span>
            </p>
          );
        })}
        {near.map((word) => {
          const token = tokenAt(word.start);
          return (
            <p key={word.start} className="flex gap-1.5">
              <SpellCheck size={14} className="mt-0.5 shrink-0 text-text-3" aria-hidden />
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {t('near.text', { word: word.text, near: word.near.map((each) => `«${each}»`).join(', ') })}{' '}
                {token && (
                  <a href={href(ticket, { q: quoted(view.q, token) })} className={linkClass}>
                    {t('near.exact', { word: word.text })}
                  </a>
                )}
              </span>
            </p>
          );
        })}
      </div>
      {saved?.query && (
        <p className="truncate text-text-3">
          <span className="sr-only">{t('fields.query')}: </span>
          {saved.query}
        </p>
      )}
      {view.q !== '' && <SaveView />}
    </div>
  );
}
