'use client';
import { WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { cx } from '@/components/ui/cx';
import { useIsAway } from './live-provider';

/** A restart of the server takes less; nobody needs to know of it. */
const patienceMs = 4_000;
/** How long it is said that all is well again. */
const thanksMs = 3_000;

type Shown = 'nothing' | 'away' | 'back';

function useShown(): Shown {
  const isAway = useIsAway();
  const [shown, setShown] = useState<Shown>('nothing');
  useEffect(() => {
    if (isAway) {
      const timer = setTimeout(() => setShown('away'), patienceMs);
      return () => clearTimeout(timer);
    }
    setShown((before) => (before === 'away' ? 'back' : 'nothing'));
    const timer = setTimeout(() => setShown('nothing'), thanksMs);
    return () => clearTimeout(timer);
  }, [isAway]);
  return shown;
}

/** Quietly says that news do not arrive for the moment, and when they do again. It hinders nothing. */
export function LiveState({ className = 'bottom-4' }: { className?: string }) {
  const t = useTranslations('live.state');
  const shown = useShown();
  return (
    <div role="status" className={cx('pointer-events-none fixed inset-x-0 z-30 grid justify-items-center', className)}>
      {shown !== 'nothing' && (
        <p
          key={shown}
          className="flex max-w-[calc(100vw-32px)] animate-rise items-center gap-2.5 rounded-lg border border-line bg-surface px-3.5 py-2 text-sm text-text-2 shadow-e2"
        >
          {shown === 'away' && <WifiOff size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-text-3" />}
          <span>
            <b className="font-medium text-text">{t(shown)}</b> {shown === 'away' && t('retrying')}
          </span>
        </p>
      )}
    </div>
  );
}
