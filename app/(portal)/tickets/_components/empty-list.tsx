import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { type ListParams, listHref } from './list-params';

const found = { active: 'foundActive', resolved: 'foundResolved', closed: 'foundClosed', all: 'foundAll' } as const;

/** A list without rows always says why and offers one way on. `hasAny` when the reader has tickets in other piles. */
export function EmptyList({ params, hasAny }: { params: ListParams; hasAny: boolean }) {
  const t = useTranslations('portal.empty');
  const list = useTranslations('portal.list');
  const { segment, q, category } = params;
  if (q || category) {
    return (
      <EmptyState
        drawing="search"
        title={q ? t('foundTitle', { q }) : t('foundTitleFilter')}
        text={t(found[segment])}
        actions={
          <>
            {segment !== 'all' && (
              <LinkButton href={listHref({ segment: 'all', q, category })}>{t('searchAll')}</LinkButton>
            )}
            <LinkButton variant={segment === 'all' ? 'secondary' : 'ghost'} href={listHref({ segment })}>
              {t('clear')}
            </LinkButton>
          </>
        }
      />
    );
  }
  if (!hasAny) {
    return (
      <EmptyState
        drawing="spool"
        className="py-24"
        title={t('noneTitle')}
        text={t('noneText')}
        actions={
          <LinkButton variant="primary" size="lg" href="/tickets/new">
            <Plus size={16} strokeWidth={2} aria-hidden />
            {list('new')}
          </LinkButton>
        }
      />
    );
  }
  return (
    <EmptyState
      drawing="loop"
      title={t(segment === 'all' ? 'noneTitle' : `${segment}Title`)}
      text={t(segment === 'all' ? 'noneText' : `${segment}Text`)}
      actions={<LinkButton href={listHref({ segment: 'all' })}>{t('seeAll')}</LinkButton>}
    />
  );
}
