'use client';
import { useTranslations } from 'next-intl';
import type { ApiFailure } from '@/components/forms/api';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Problem, useProblem } from '../../_components/problem';

/** Asks before a webhook is turned off: what waits to be sent is given up by it. */
export function TurnOffWebhook(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  turnOff: () => Promise<ApiFailure | undefined>;
}) {
  const { open, onOpenChange, turnOff } = props;
  const t = useTranslations('settings.webhooks');
  const { problem, setProblem } = useProblem();

  async function confirm(): Promise<boolean> {
    const failure = await turnOff();
    setProblem(failure);
    return !failure;
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        setProblem(undefined);
        onOpenChange(next);
      }}
      tone="ink"
      title={t('turnOffTitle')}
      description={
        <>
          {t('turnOffText')}
          <Problem problem={problem} />
        </>
      }
      confirmLabel={t('turnOffConfirm')}
      onConfirm={confirm}
    />
  );
}
