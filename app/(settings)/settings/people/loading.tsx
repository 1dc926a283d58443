import { Panel } from '@/components/ui/panel';
import { Loading, Skeleton, SkeletonList } from '@/components/ui/skeleton';

/** People on their way: title, button, search, table. */
export default function PeopleLoading() {
  return (
    <>
      <Loading className="mb-4">
        <div className="flex items-start gap-4">
          <div className="grow">
            <Skeleton className="h-[34px] w-48" />
            <Skeleton className="mt-2.5 h-4 w-96 max-w-full" />
          </div>
          <Skeleton className="h-10 w-32 max-md:hidden" />
        </div>
        <Skeleton className="mt-7 h-9 w-full" />
      </Loading>
      <Panel>
        <SkeletonList />
      </Panel>
    </>
  );
}
