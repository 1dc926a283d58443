'use client';
import { useTranslations } from 'next-intl';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Dialog } from '@/components/ui/dialog';
import type { WebhookObject } from '@/lib/webhooks/schema';
import { FormFoot } from '../../_components/form-foot';
import { WebhookFields, webhookBody, webhookDefaults, webhookFormSchema } from './webhook-fields';

interface EditWebhookProps {
  webhook: WebhookObject;
  onSaved: () => void;
}

/** The dialog that changes where a webhook sends and what. */
export function EditWebhook({
  open,
  onOpenChange,
  ...form
}: EditWebhookProps & { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('settings.webhooks');
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('editTitle')}
      description={t('editText')}
      className="md:w-[624px]"
    >
      <EditWebhookForm {...form} />
    </Dialog>
  );
}

function EditWebhookForm({ webhook, onSaved }: EditWebhookProps) {
  const t = useTranslations('settings.webhooks');
  const form = useApiForm({
    schema: webhookFormSchema,
    url: `/v2/webhooks/${webhook._id}`,
    method: 'PATCH',
    defaultValues: webhookDefaults(webhook),
    toBody: webhookBody,
    onSuccess: onSaved,
  });
  return (
    <form {...form.formProps} className="grid gap-6">
      <FormErrors form={form} />
      <WebhookFields form={form} isClient={webhook.user._id.startsWith('client_')} />
      <FormFoot isBusy={form.isBusy} submit={t('editSave')} />
    </form>
  );
}
