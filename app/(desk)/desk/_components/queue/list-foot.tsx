import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/ui/link-button';
import type { QueueData } from './load-queue';
import { deskHref, mostRows, rowsAtOnce } from './view';

/** The end of the list: more of it, or that there is no more. A list grows to `mostRows` and then goes on from there. */
export function ListFoot({ data, ticket }: { data: QueueData; ticket?: number }) {
  const { view, next, rows } = data;
  const t = useTranslations('desk.list');
  const start = deskHref({ ...view, rows: rowsAtOnce, after: '' }, ticket);
  const grows = view.rows < mostRows;
  const more = grows ? { ...view, rows: view.rows + rowsAtOnce } : { ...view, rows: rowsAtOnce, after: next ?? '' };
  return (
    <div className="flex flex-wrap items-center justify-center gap-2 px-4 py-5 text-sm text-text-3">
      {next !== null && (
        <LinkButton href={deskHref(more, ticket)} prefetch={false} scroll={false}>
          {grows ? t('more') : t('moreAfter')}
        </LinkButton>
      )}
      {view.after !== '' && (
        <LinkButton variant="ghost" href={start} prefetch={false} scroll={false}>
          {t('toStart')}
        </LinkButton>
      )}
      {next === null && view.after === '' && rows.length > 0 && <p>{t('end')}</p>}
    </div>
  );
}
