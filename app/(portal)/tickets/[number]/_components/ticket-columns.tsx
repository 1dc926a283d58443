import type { ReactNode } from 'react';

/** A ticket's page: the way back and the thread, its facts beside it; below it where there is no room. */
export function TicketColumns(props: { crumb: ReactNode; head: ReactNode; thread: ReactNode; aside: ReactNode }) {
  return (
    <div className="-mt-3 max-md:mt-0">
      <div className="mb-2.5 flex min-h-6 items-center">{props.crumb}</div>
      <div className="grid grid-cols-[minmax(0,1fr)_288px] items-start gap-16 max-lg:grid-cols-1 max-lg:gap-10">
        <div className="min-w-0">
          {props.head}
          {props.thread}
        </div>
        <div className="sticky top-[92px] text-sm max-lg:static">{props.aside}</div>
      </div>
    </div>
  );
}
