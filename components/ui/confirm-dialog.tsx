'use client';
import { AlertDialog as Base } from '@base-ui/react/alert-dialog';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from './button';
import { backdropClass, DialogActions, dialogClass } from './dialog';

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** What will happen, in one sentence. */
  description: ReactNode;
  /** Verb and thing: "Revocar token". */
  confirmLabel: string;
  /** Ink instead of red, for what is serious but destroys nothing. */
  tone?: 'danger' | 'ink';
  /** The dialog stays open and busy until this settles, and stays open when it answers false. */
  onConfirm: () => Promise<unknown> | unknown;
}

/** Asks before what cannot be undone: revoke, delete, disable. For everything else, do it and offer to undo. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, description, confirmLabel, tone = 'danger', onConfirm } = props;
  const t = useTranslations('common.actions');
  const [isBusy, setBusy] = useState(false);
  async function confirm() {
    setBusy(true);
    try {
      if ((await onConfirm()) !== false) onOpenChange(false);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Popup className={dialogClass}>
          <div className="px-6 pt-5 pb-6">
            <Base.Title className="text-xl">{title}</Base.Title>
            <Base.Description className="mt-2 text-md leading-[22px] text-text-2">{description}</Base.Description>
            <DialogActions>
              <Base.Close render={<Button variant="ghost" />}>{t('cancel')}</Base.Close>
              <Button
                variant={tone === 'danger' ? 'danger-filled' : 'primary'}
                isBusy={isBusy}
                busyLabel={t('working')}
                onClick={confirm}
              >
                {confirmLabel}
              </Button>
            </DialogActions>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
