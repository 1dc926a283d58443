'use client';
import { useTranslations } from 'next-intl';
import { apiFetch } from '@/components/forms/api';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { WebhookObject, WebhookWithSecretObject } from '@/lib/webhooks/schema';
import { Problem, useProblem } from '../../_components/problem';

/** Asks before a webhook gets another secret; the old one signs as well for a day, so nothing breaks at once. */
export function RotateSecret(props: {
  webhook: WebhookObject;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onRotated: (webhook: WebhookWithSecretObject) => void;
}) {
  const { webhook, open, onOpenChange, onRotated } = props;
  const t = useTranslations('settings.webhooks');
  const { problem, setProblem } = useProblem();

  async function rotate(): Promise<boolean> {
    const result = await apiFetch<WebhookWithSecretObject>(`/v2/webhooks/${webhook._id}/secret`, { method: 'POST' });
    if (!result.ok) {
      setProblem(result);
      return false;
    }
    onRotated(result.data);
    return true;
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        setProblem(undefined);
        onOpenChange(next);
      }}
      tone="ink"
      title={t('rotateTitle')}
      description={
        <>
          {t(webhook.secretRotatesUntil ? 'rotateAgainText' : 'rotateText')}
          <Problem problem={problem} />
        </>
      }
      confirmLabel={t('rotateConfirm')}
      onConfirm={rotate}
    />
  );
}
