import { Panel } from '@/components/ui/panel';
import { Loading, Skeleton, SkeletonList } from '@/components/ui/skeleton';

/** The webhooks on their way: title, button, rows. */
export default function WebhooksLoading() {
  return (
    <>
      <Loading className="mb-7">
        <div className="flex items-start gap-4">
          <div className="grow">
            <Skeleton className="h-[34px] w-44" />
            <Skeleton className="mt-2.5 h-4 w-96 max-w-full" />
          </div>
          <Skeleton className="h-10 w-36 max-md:hidden" />
        </div>
      </Loading>
      <Panel>
        <SkeletonList />
      </Panel>
    </>
  );
}
