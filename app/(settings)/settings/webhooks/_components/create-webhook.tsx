'use client';
import { useTranslations } from 'next-intl';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import type { WebhookWithSecretObject } from '@/lib/webhooks/schema';
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
  const common = useTranslations('common.actions');
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
      <DialogActions>
        <DialogClose render={<Button variant="ghost" size="lg" />}>{common('cancel')}</DialogClose>
        <Button type="submit" variant="primary" size="lg" isBusy={form.isBusy} busyLabel={common('working')}>
          {t('create')}
        </Button>
      </DialogActions>
    </form>
  );
}
