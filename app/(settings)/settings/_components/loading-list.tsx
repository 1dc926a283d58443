import { Panel } from '@/components/ui/panel';
import { Loading, Skeleton, SkeletonList } from '@/components/ui/skeleton';

/** A page of settings on its way that is a list: title and what it is about, button, perhaps a search, rows. */
export function LoadingList({ hasSearch = false }: { hasSearch?: boolean }) {
  return (
    <>
      <Loading className={hasSearch ? 'mb-4' : 'mb-7'}>
        <div className="flex items-start gap-4">
          <div className="min-w-0 grow">
            <Skeleton className="h-[34px] w-44" />
            <Skeleton className="mt-2.5 h-4 w-96 max-w-full" />
          </div>
          <Skeleton className="h-10 w-32 shrink-0 max-md:hidden" />
        </div>
        {hasSearch && <Skeleton className="mt-7 h-9 w-full" />}
      </Loading>
      <Panel>
        <SkeletonList />
      </Panel>
    </>
  );
}
