import { Loading, Skeleton } from '@/components/ui/skeleton';

/** The profile on its way: title, then three subjects. */
export default function ProfileLoading() {
  return (
    <Loading>
      <Skeleton className="h-[34px] w-32" />
      <Skeleton className="mt-2.5 h-4 w-72 max-w-full" />
      {[1, 2, 3].map((each) => (
        <div
          key={each}
          className="mt-8 grid grid-cols-[minmax(0,240px)_minmax(0,520px)] gap-x-12 gap-y-5 border-t border-line pt-8 max-xl:grid-cols-1"
        >
          <Skeleton className="h-4 w-28" />
          <div className="grid gap-3">
            <Skeleton className="h-4 w-24" />
            <Skeleton className="h-10" />
            <Skeleton className="h-10 w-40" />
          </div>
        </div>
      ))}
    </Loading>
  );
}
