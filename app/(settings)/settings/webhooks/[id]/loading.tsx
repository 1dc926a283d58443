import { Panel } from '@/components/ui/panel';
import { Loading, Skeleton, SkeletonList } from '@/components/ui/skeleton';

/** A webhook on its way: address, facts, ledger. */
export default function WebhookLoading() {
  return (
    <>
      <Loading className="mb-8">
        <Skeleton className="h-4 w-24" />
        <Skeleton className="mt-4 h-7 w-[480px] max-w-full" />
        <Skeleton className="mt-3 h-4 w-64 max-w-full" />
        <Skeleton className="mt-7 h-28 w-full" />
      </Loading>
      <Panel>
        <SkeletonList />
      </Panel>
    </>
  );
}
