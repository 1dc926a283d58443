import { Skeleton, SkeletonThread } from '@/components/ui/skeleton';
import { TicketColumns } from './ticket-columns';

/** A thread on its way: title, line and properties where they will be. */
export function TicketSkeleton() {
  return (
    <TicketColumns
      crumb={<Skeleton className="h-3 w-20" />}
      head={
        <>
          <Skeleton className="mt-1.5 h-5 w-3/4" />
          <Skeleton className="mt-[22px] mb-8 h-[22px] w-56 rounded-full" />
        </>
      }
      thread={<SkeletonThread />}
      aside={
        <div className="grid gap-[19px]">
          {['w-28', 'w-40', 'w-48', 'w-36', 'w-32', 'w-44'].map((width) => (
            <Skeleton key={width} className={`h-3 ${width}`} />
          ))}
        </div>
      }
    />
  );
}
