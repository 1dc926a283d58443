'use client';
import { useTranslations } from 'next-intl';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Dialog } from '@/components/ui/dialog';
import type { WebhookWithSecretObject } from '@/lib/webhooks/schema';
import { FormFoot } from '../../_components/form-foot';
import { WebhookFields, webhookBody, webhookDefaults, webhookFormSchema } from './webhook-fields';

interface CreateWebhookProps {
  isClient: boolean;
  onCreated: (webhook: WebhookWithSecretObject) => void;
}

/** The dialog that makes a webhook, which is the reader's own. */
export function CreateWebhook({
  open,
  onOpenChange,
  ...form
}: CreateWebhookProps & { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('settings.webhooks');
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('create')}
      description={t('createText')}
      className="md:w-[624px]"
    >
      <CreateWebhookForm {...form} />
    </Dialog>
  );
}

function CreateWebhookForm({ isClient, onCreated }: CreateWebhookProps) {
  const t = useTranslations('settings.webhooks');
  const form = useApiForm({
    schema: webhookFormSchema,
    url: '/v2/webhooks',
    defaultValues: webhookDefaults(),
    toBody: webhookBody,
    onSuccess: onCreated,
    idempotent: true,
  });
  return (
    <form {...form.formProps} className="grid gap-6">
      <FormErrors form={form} />
      <WebhookFields form={form} isClient={isClient} />
      <FormFoot isBusy={form.isBusy} submit={t('create')} />
    </form>
  );
}
