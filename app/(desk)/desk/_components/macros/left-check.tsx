'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef, useState } from 'react';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { leftVariables } from '@/lib/macros/rules';

/**
 * Asks before a text is sent in which variables still stand as they were. `isFine` settles with whether to send; `dialog` is
 * to be rendered beside the form.
 */
export function useLeftCheck(): { isFine: (text: string) => Promise<boolean>; dialog: ReactNode } {
  const t = useTranslations('macros.desk');
  const [names, setNames] = useState<string[]>([]);
  const [isOpen, setOpen] = useState(false);
  const settle = useRef<(isFine: boolean) => void>(undefined);

  function answer(isFine: boolean) {
    settle.current?.(isFine);
    settle.current = undefined;
    setOpen(false);
  }

  return {
    isFine(text) {
      const left = leftVariables(text);
      if (left.length === 0) return Promise.resolve(true);
      setNames(left);
      setOpen(true);
      return new Promise((resolve) => {
        settle.current = resolve;
      });
    },
    dialog: (
      <ConfirmDialog
        open={isOpen}
        onOpenChange={(open) => open || answer(false)}
        tone="ink"
        title={t('askTitle')}
        description={<span className="[overflow-wrap:anywhere]">{t('askText', { names: names.join(', ') })}</span>}
        confirmLabel={t('askSend')}
        onConfirm={() => answer(true)}
      />
    ),
  };
}
