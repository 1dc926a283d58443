import { useTranslations } from 'next-intl';
import { cx } from './cx';
import { ThreadItem, ThreadList } from './thread';

/** A grey bar where text will be. Size it with classes (`h-3 w-1/2`). */
export function Skeleton({ className, isRound }: { className?: string; isRound?: boolean }) {
  return (
    <span
      className={cx(
        'block animate-skeleton bg-skeleton',
        isRound ? 'rounded-full' : 'rounded-[5px]',
        className ?? 'h-3',
      )}
    />
  );
}

export function Loading({ children, className }: { children: React.ReactNode; className?: string }) {
  const t = useTranslations('common.states');
  return (
    <div role="status" className={className}>
      <span className="sr-only">{t('loading')}</span>
      <div aria-hidden>{children}</div>
    </div>
  );
}

const rows = ['w-[88%] w-[42%]', 'w-[64%] w-[36%]', 'w-[76%] w-[48%]', 'w-[70%] w-[30%]', 'w-[58%] w-[40%]'].map(
  (widths) => widths.split(' '),
);

/** A list on its way. Put it inside the panel that the list will have. */
export function SkeletonList() {
  return (
    <Loading className="[mask-image:linear-gradient(#000_60%,transparent)]">
      {rows.map(([title, meta]) => (
        <div key={title} className="grid grid-cols-[16px_1fr] gap-3.5 border-b border-line px-4 py-[13px]">
          <Skeleton isRound className="size-3.5" />
          <div className="grid gap-[9px]">
            <Skeleton className={cx('h-[13px]', title)} />
            <Skeleton className={cx('h-2.5', meta)} />
          </div>
        </div>
      ))}
    </Loading>
  );
}

/** A thread on its way: the line is already drawn. `ground` is what it stands on. */
export function SkeletonThread({ ground }: { ground?: 'canvas' | 'surface' }) {
  return (
    <Loading>
      <ThreadList ground={ground}>
        {['w-[92%]', 'w-[84%]', 'w-[90%]'].map((width) => (
          <ThreadItem key={width} avatar={<Skeleton isRound className="size-8 max-md:size-7" />}>
            <div className="grid gap-[9px] pt-[7px]">
              <Skeleton className="h-3 w-[34%]" />
              <Skeleton className={cx('h-[11px]', width)} />
              <Skeleton className="h-[11px] w-[54%]" />
            </div>
          </ThreadItem>
        ))}
      </ThreadList>
    </Loading>
  );
}
