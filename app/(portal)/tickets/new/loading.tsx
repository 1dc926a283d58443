import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/layout/page-header';
import { Skeleton } from '@/components/ui/skeleton';
import { Tips } from './_components/tips';

function FieldSkeleton({ className }: { className: string }) {
  return (
    <div className="grid gap-2">
      <Skeleton className="h-3 w-24" />
      <Skeleton className={className} />
    </div>
  );
}

/** The form on its way: its words are known, its fields are not. */
export default async function NewTicketLoading() {
  const t = await getTranslations('portal.new');
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <div className="grid grid-cols-[minmax(0,1fr)_288px] items-start gap-14 max-lg:grid-cols-1 max-lg:gap-8">
        <div className="grid gap-7">
          <FieldSkeleton className="h-10" />
          <FieldSkeleton className="h-[230px]" />
          <FieldSkeleton className="h-[78px] max-md:h-[168px]" />
          <FieldSkeleton className="h-10" />
        </div>
        <Tips />
      </div>
    </>
  );
}
