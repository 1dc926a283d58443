'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from './button';
import { cx } from './cx';
import { backdropClass } from './dialog';

const sides = {
  left: 'inset-y-0 left-0 w-[min(288px,calc(100vw-48px))] border-r data-starting-style:-translate-x-2',
  // From the side where there is room for one, from below on a phone.
  right:
    'inset-y-0 right-0 w-[min(340px,calc(100vw-48px))] border-l data-starting-style:translate-x-2 ' +
    'max-md:top-auto max-md:left-0 max-md:max-h-[85dvh] max-md:w-full max-md:rounded-t-xl max-md:border-t max-md:border-l-0 max-md:data-starting-style:translate-x-0 max-md:data-starting-style:translate-y-2',
  // Beside the rail that opened it; from below on a phone, always of one height, so that what loads does not move it.
  panel:
    'inset-y-0 left-0 w-[min(400px,calc(100vw-48px))] border-r data-starting-style:-translate-x-2 ' +
    'max-md:top-auto max-md:h-[85dvh] max-md:w-full max-md:rounded-t-xl max-md:border-t max-md:border-r-0 max-md:data-starting-style:translate-x-0 max-md:data-starting-style:translate-y-2',
} as const;

/** A pane that is only there when asked for: what a wide screen always shows. Brings its own `title` and way out. */
export function Drawer(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  side: keyof typeof sides;
  title: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const t = useTranslations('common.actions');
  return (
    <Base.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Popup
          className={cx(
            'fixed z-40 flex flex-col border-line-strong bg-surface pb-[env(safe-area-inset-bottom)] text-text shadow-e3 outline-none',
            'transition-[opacity,translate] duration-slow ease-out data-ending-style:opacity-0 data-starting-style:opacity-0',
            sides[props.side],
          )}
        >
          <div className="flex h-[52px] shrink-0 items-center justify-between gap-3 border-b border-line pr-2.5 pl-[18px]">
            <Base.Title className="min-w-0 truncate text-md font-semibold">{props.title}</Base.Title>
            <Base.Close render={<Button variant="icon" aria-label={t('close')} />}>
              <X size={16} strokeWidth={1.75} aria-hidden />
            </Base.Close>
          </div>
          <div className={cx('min-h-0 grow overflow-y-auto overscroll-contain', props.className)}>{props.children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
