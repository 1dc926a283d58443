'use client';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type CSSProperties, useEffect, useState, useSyncExternalStore } from 'react';
import { Toaster as Sonner, toast as sonner } from 'sonner';
import { buttonClass } from './button-class';
import { cx } from './cx';
import { type Notice, notices, toast } from './toast';

/** Under which id the toast stands: the next replaces it. One that leaves takes its id along: what came under it meanwhile would leave too. */
let slot = 1;

/** What stands at the foot of a phone all the time says so by `data-foot`: a toast stands on it, and covers nobody's button. */
function heightOfFoot(): number {
  const tops = [...document.querySelectorAll('[data-foot]')]
    .map((foot) => foot.getBoundingClientRect())
    .filter(({ height, bottom }) => height > 0 && bottom >= window.innerHeight - 1)
    .map(({ top }) => top);
  return window.innerHeight - Math.min(window.innerHeight, ...tops);
}

/** How high that is, followed while a toast is up: the page goes on under it. */
function useFoot(): number {
  const isUp = useSyncExternalStore(notices.subscribe, () => notices.read() !== undefined);
  const [foot, setFoot] = useState(0);
  useEffect(() => {
    if (!isUp) return;
    const measure = () => setFoot(heightOfFoot());
    measure();
    const ending = new AbortController();
    addEventListener('resize', measure, { signal: ending.signal });
    addEventListener('input', measure, { signal: ending.signal });
    const watch = new MutationObserver(measure);
    watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ['class', 'hidden'] });
    return () => {
      ending.abort();
      watch.disconnect();
    };
  }, [isUp]);
  return foot;
}

/** Sonner's stage, dressed: bottom left; on a phone at the foot, above what is there. */
export default function ToastStage() {
  const t = useTranslations('common.toast');
  const foot = useFoot();
  useEffect(() => {
    const sync = () => {
      const notice = notices.read();
      if (!notice) {
        sonner.dismiss(slot);
        slot += 1;
      } else {
        sonner.custom(() => <ToastCard key={notice.id} notice={notice} />, {
          id: slot,
          duration: Number.POSITIVE_INFINITY,
        });
      }
    };
    sync();
    return notices.subscribe(sync);
  }, []);
  return (
    <Sonner
      position="bottom-left"
      offset={{ left: 16, bottom: foot + 16 }}
      mobileOffset={{ left: 12, right: 12, bottom: foot + 12 }}
      visibleToasts={1}
      containerAriaLabel={t('region')}
      style={{ '--width': '400px' } as CSSProperties}
      toastOptions={{ unstyled: true, className: 'w-full' }}
    />
  );
}

const inkButton = 'text-on-ink! hover:bg-ink-hover! focus-visible:outline-on-ink focus-visible:-outline-offset-2';

/** The thread along the foot runs out, and with it the toast: one animation is both the clock and its picture. */
function ToastCard({ notice }: { notice: Notice }) {
  const t = useTranslations('common.toast');
  const Icon = notice.tone === 'bad' ? CircleAlert : CircleCheck;
  // On its way out it still stands beside the next, which is not its to dismiss.
  const leave = () => {
    if (notices.read() === notice) toast.dismiss();
  };
  return (
    <div
      role={notice.tone === 'bad' ? 'alert' : undefined}
      className="group/toast relative flex font-sans min-h-12 w-full items-center gap-2.5 overflow-hidden rounded-lg bg-ink py-1.5 pr-2 pl-3.5 text-md text-on-ink shadow-e2"
    >
      <Icon size={18} aria-hidden />
      <span className="min-w-0 grow py-1 [overflow-wrap:anywhere]">{notice.text}</span>
      {notice.action && (
        <button
          type="button"
          className={cx(
            buttonClass({ variant: 'ghost', size: 'sm' }),
            inkButton,
            'font-semibold underline underline-offset-[3px]',
          )}
          onClick={() => {
            leave();
            notice.action?.run();
          }}
        >
          {notice.action.label}
        </button>
      )}
      <button
        type="button"
        className={cx(buttonClass({ variant: 'icon', size: 'sm' }), inkButton)}
        aria-label={t('dismiss')}
        onClick={leave}
      >
        <X size={16} strokeWidth={1.75} aria-hidden />
      </button>
      {notice.life && (
        <span
          data-life
          aria-hidden
          style={{ animationDuration: `${notice.life}ms` }}
          onAnimationEnd={leave}
          className="absolute bottom-0 left-0 h-0.5 w-full origin-left animate-runout bg-thread-line group-focus-within/toast:[animation-play-state:paused] group-hover/toast:[animation-play-state:paused] motion-reduce:opacity-0"
        />
      )}
    </div>
  );
}
