import { getTranslations } from 'next-intl/server';
import { NotFoundState } from '@/components/ui/not-found-state';

export async function generateMetadata() {
  const t = await getTranslations('common.states');
  return { title: t('notFoundTitle') };
}

/** No such page, or not for you: the same words. The start page knows where each person belongs. */
export default function NotFound() {
  return (
    <main id="main" className="grid min-h-dvh place-items-center">
      <NotFoundState level={1} home={{ href: '/' }} />
    </main>
  );
}
