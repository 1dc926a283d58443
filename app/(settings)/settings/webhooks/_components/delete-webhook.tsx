'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { apiFetch } from '@/components/forms/api';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import type { WebhookObject } from '@/lib/webhooks/schema';
import { Problem, useProblem } from '../../_components/problem';

/** Asks before a webhook and its ledger go for good; then leads back to the list. */
export function DeleteWebhook(props: { webhook: WebhookObject; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { webhook, open, onOpenChange } = props;
  const t = useTranslations('settings.webhooks');
  const router = useRouter();
  const { problem, setProblem } = useProblem();

  async function remove(): Promise<boolean> {
    const result = await apiFetch(`/v2/webhooks/${webhook._id}`, { method: 'DELETE' });
    // Somebody else was quicker: what was asked for is so.
    if (!result.ok && result.code !== 'WEBHOOK_NOT_FOUND') {
      setProblem(result);
      return false;
    }
    toast.done(t('deletedToast'));
    router.push('/settings/webhooks');
    router.refresh();
    return true;
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        setProblem(undefined);
        onOpenChange(next);
      }}
      title={t('deleteTitle')}
      description={
        <>
          <span className="font-mono text-sm [overflow-wrap:anywhere]">{webhook.url}</span>
          <br />
          {t('deleteText')}
          <Problem problem={problem} />
        </>
      }
      confirmLabel={t('deleteConfirm')}
      onConfirm={remove}
    />
  );
}
