'use client';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RadioCards } from '@/components/ui/radio-cards';
import { toast } from '@/components/ui/toast';
import { FormFoot } from '../../../_components/form-foot';
import { ResendCount } from './resend-count';

const choices = ['failed', 'all'] as const;

const schema = z.object({
  since: z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'INVALID_SINCE'),
  choice: z.enum(choices, 'INVALID_STATUS'),
});

/** A moment as a date-time field holds it: in the reader's zone, to the minute. */
function localMinute(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

interface ResendSinceProps {
  webhookId: string;
  failingSince: string | null;
  onResent: () => void;
}

/** The dialog that sends again what was made since a moment: after the receiver was mended. */
export function ResendSince({
  open,
  onOpenChange,
  ...form
}: ResendSinceProps & { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('settings.webhooks');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('resendAllTitle')} description={t('resendAllText')}>
      <ResendSinceForm {...form} />
    </Dialog>
  );
}

function ResendSinceForm({ webhookId, failingSince, onResent }: ResendSinceProps) {
  const t = useTranslations('settings.webhooks');
  const deliveries = `/v2/webhooks/${webhookId}/deliveries`;
  const hoursAgo = (hours: number) => localMinute(new Date(Date.now() - hours * 3_600_000));
  const form = useApiForm<z.input<typeof schema>, z.output<typeof schema>, { count: number }>({
    schema,
    url: `${deliveries}/resend`,
    defaultValues: { since: failingSince ? localMinute(new Date(failingSince)) : hoursAgo(24), choice: 'failed' },
    toBody: ({ since, choice }) => ({
      since: new Date(since).toISOString(),
      ...(choice === 'failed' && { status: 'failed' }),
    }),
    onSuccess: ({ count }) => {
      toast.done(t('resentAllToast', { count }));
      onResent();
    },
  });
  const presets = [
    ...(failingSince ? [{ label: t('sinceFailing'), value: localMinute(new Date(failingSince)) }] : []),
    { label: t('sinceHour'), value: hoursAgo(1) },
    { label: t('sinceDay'), value: hoursAgo(24) },
  ];
  return (
    <form {...form.formProps} className="grid gap-6">
      <FormErrors form={form} />
      <div className="grid gap-2">
        <Field {...form.field('since')} label={t('since')} hint={t('sinceHint')}>
          {(control) => (
            <Input {...control} {...form.register('since')} type="datetime-local" max={localMinute(new Date())} />
          )}
        </Field>
        <div className="flex flex-wrap gap-1.5">
          {presets.map(({ label, value }) => (
            <Button key={label} size="sm" onClick={() => form.setValue('since', value, { shouldValidate: true })}>
              {label}
            </Button>
          ))}
        </div>
      </div>
      <Field {...form.field('choice')} label={t('which')} isGroup>
        {(control) => (
          <RadioCards
            control={control}
            input={form.register('choice')}
            columns={2}
            className="max-md:grid-cols-1"
            value={form.watch('choice')}
            options={choices.map((choice) => ({
              value: choice,
              label: t(`whichChoice.${choice}`),
              description: t(`whichHint.${choice}`),
            }))}
          />
        )}
      </Field>
      <ResendCount
        url={deliveries}
        since={form.watch('since')}
        status={form.watch('choice') === 'failed' ? 'failed' : undefined}
      />
      <FormFoot isBusy={form.isBusy} submit={t('resendAllConfirm')} />
    </form>
  );
}
