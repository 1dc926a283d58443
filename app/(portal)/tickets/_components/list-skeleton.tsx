import { useTranslations } from 'next-intl';
import { PageHeader } from '@/components/layout/page-header';
import { Panel } from '@/components/ui/panel';
import { Skeleton, SkeletonList } from '@/components/ui/skeleton';

/** The list on its way, in its own places. */
export function ListSkeleton() {
  const t = useTranslations('portal.list');
  return (
    <>
      <PageHeader title={t('title')} action={<Skeleton className="h-10 w-[138px] max-md:h-11 max-md:w-full" />} />
      <div className="mb-3.5 flex h-9 items-center justify-between gap-2 max-md:h-auto max-md:flex-wrap-reverse">
        <Skeleton className="h-8 w-[340px]" />
        <Skeleton className="h-9 w-[330px] max-md:h-11 max-md:w-full" />
      </div>
      <Panel>
        <SkeletonList />
      </Panel>
    </>
  );
}
