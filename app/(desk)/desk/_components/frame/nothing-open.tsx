import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui/empty-state';

/** The ticket's pane while no ticket is open. */
export function NothingOpen() {
  const t = useTranslations('desk.nothingOpen');
  return (
    <div className="grid grow place-items-center max-md:hidden">
      <EmptyState drawing="spool" title={t('title')} text={t('text')} />
    </div>
  );
}
