'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef } from 'react';
import { Button } from './button';
import { cx } from './cx';

export const backdropClass =
  'fixed inset-0 z-40 bg-overlay transition-opacity duration-base data-ending-style:opacity-0 data-starting-style:opacity-0';

export const dialogClass =
  'fixed top-1/2 left-1/2 z-40 grid max-h-[calc(100dvh-32px)] w-[min(480px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto ' +
  'rounded-xl border border-line-strong bg-surface text-text shadow-e3 outline-none transition-[opacity,translate] duration-base ease-out ' +
  'data-ending-style:opacity-0 data-starting-style:-translate-y-[calc(50%-8px)] data-starting-style:opacity-0 ' +
  'max-md:top-auto max-md:bottom-0 max-md:left-0 max-md:w-full max-md:translate-0 max-md:rounded-b-none max-md:pb-[env(safe-area-inset-bottom)] ' +
  'max-md:data-starting-style:translate-y-2';

export const DialogClose = Base.Close;

export interface DialogProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** Something to finish before going on. A sheet from below on a phone. */
export function Dialog({ open, onOpenChange, title, description, className, children }: DialogProps) {
  const t = useTranslations('common.actions');
  const popup = useRef<HTMLDivElement>(null);
  // To what is marked as first or the first field, not to the cross; not by touch, where it would bring up the keyboard over
  // the dialog.
  const firstField = (openedBy: string) =>
    openedBy === 'touch' ||
    (popup.current?.querySelector<HTMLElement>('[data-first], input, select, textarea') ?? true);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Popup ref={popup} initialFocus={firstField} className={cx(dialogClass, className)}>
          <div className="flex items-start gap-4 px-6 pt-5">
            <div className="min-w-0 grow">
              <Base.Title className="text-xl">{title}</Base.Title>
              {description && <Base.Description className="mt-1 text-md text-text-2">{description}</Base.Description>}
            </div>
            <Base.Close render={<Button variant="icon" className="-mr-2" aria-label={t('close')} />}>
              <X size={16} strokeWidth={1.75} aria-hidden />
            </Base.Close>
          </div>
          <div className="px-6 pt-4 pb-6">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** The foot of a dialog: the act at the right, the way out beside it. On a phone the act comes first and both are wide. */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <div className="mt-6 flex justify-end gap-2.5 max-md:flex-col-reverse max-md:[&>*]:h-11 max-md:[&>*]:w-full">
      {children}
    </div>
  );
}
