import { useTranslations } from 'next-intl';
import { NotFoundState } from '@/components/ui/not-found-state';

/** No such ticket. */
export default function DeskNotFound() {
  const t = useTranslations('desk.notFound');
  return (
    <main id="main" tabIndex={-1} className="grid min-h-dvh place-items-center bg-surface outline-none">
      <NotFoundState level={1} text={t('text')} home={{ href: '/desk', label: t('home') }} />
    </main>
  );
}
