'use client';
import { useTranslations } from 'next-intl';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { z } from 'zod';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RadioCards } from '@/components/ui/radio-cards';
import { type TicketEventName, ticketEvents } from '@/lib/events/schema';
import { hearableEvents } from '@/lib/webhooks/rules';
import { createWebhookSchema } from '@/lib/webhooks/schema';
import { eventKey } from './hears';

/** Which events belong together, as people think of a ticket. */
const groups = {
  life: ['ticket.created', 'ticket.changed'],
  talk: ['ticket.replied', 'ticket.noted'],
  status: ['ticket.resolved', 'ticket.closed', 'ticket.reopened', 'ticket.rated', 'ticket.woken'],
  others: ['ticket.merged', 'ticket.unmerged', 'ticket.split', 'ticket.linked', 'ticket.unlinked'],
} as const satisfies Record<string, readonly TicketEventName[]>;

const scopes = ['all', 'some'] as const;

/** The route's own schema, with the choice between everything (an empty list) and some in plain sight. */
export const webhookFormSchema = z
  .object({
    url: createWebhookSchema.shape.url,
    hears: z.enum(scopes, 'INVALID_EVENTS'),
    events: z.array(z.enum(ticketEvents)),
  })
  .refine(({ hears, events }) => hears === 'all' || events.length > 0, { path: ['events'], error: 'EVENTS_REQUIRED' });

export type WebhookForm = z.input<typeof webhookFormSchema>;

/** What the form starts with: nothing yet, or what a webhook has. */
export function webhookDefaults(webhook?: { url: string; events: TicketEventName[] }): WebhookForm {
  return { url: webhook?.url ?? '', hears: webhook?.events.length ? 'some' : 'all', events: webhook?.events ?? [] };
}

/** What the form sends. */
export function webhookBody({ url, hears, events }: z.output<typeof webhookFormSchema>) {
  return { url, events: hears === 'all' ? [] : events };
}

interface Fields {
  form: Pick<UseFormReturn<WebhookForm>, 'control' | 'watch'> & {
    register: (name: 'url' | 'hears') => object;
    field: (name: 'url' | 'hears' | 'events') => { id: string; error?: string };
  };
  /** The owner never hears of notes. */
  isClient: boolean;
}

/** Where to send and what: the same when a webhook is made and when it is changed. */
export function WebhookFields({ form, isClient }: Fields) {
  const t = useTranslations('settings.webhooks');
  const url = form.field('url');
  return (
    <>
      <Field {...url} label={t('url')} hint={t('urlHint')}>
        {(control) => (
          <Input
            {...control}
            {...form.register('url')}
            type="url"
            inputMode="url"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            placeholder="https://crm.example.com/hilo"
            maxLength={2048}
            className="font-mono text-sm!"
          />
        )}
      </Field>
      <Field {...form.field('hears')} label={t('hears')} isGroup>
        {(control) => (
          <RadioCards
            control={control}
            input={form.register('hears')}
            columns={2}
            className="max-md:grid-cols-1"
            value={form.watch('hears')}
            options={scopes.map((scope) => ({
              value: scope,
              label: t(`hearsChoice.${scope}`),
              description: t(`hearsHint.${scope}`),
            }))}
          />
        )}
      </Field>
      {form.watch('hears') === 'some' && <EventBoxes form={form} isClient={isClient} />}
    </>
  );
}

function EventBoxes({ form, isClient }: Fields) {
  const t = useTranslations('settings.webhooks');
  return (
    <Field {...form.field('events')} label={t('events')} isGroup>
      {({ 'aria-required': _, 'aria-invalid': isInvalid, ...control }) => (
        <Controller
          control={form.control}
          name="events"
          render={({ field }) => (
            <div
              {...control}
              role="group"
              className="columns-2 gap-x-6 rounded-lg border border-line bg-sunken px-4 pt-3.5 max-md:columns-1"
            >
              {Object.entries(groups).map(([group, events]) => (
                <fieldset key={group} className="grid break-inside-avoid pb-3.5">
                  <legend className="mb-1 text-xs font-medium text-text-3">
                    {t(`group.${group as keyof typeof groups}`)}
                  </legend>
                  {events
                    .filter((event) => hearableEvents(isClient ? 'client' : 'agent').includes(event))
                    .map((event) => (
                      <Checkbox
                        key={event}
                        aria-invalid={isInvalid}
                        checked={field.value.includes(event)}
                        onBlur={field.onBlur}
                        onChange={({ target }) =>
                          field.onChange(
                            target.checked ? [...field.value, event] : field.value.filter((each) => each !== event),
                          )
                        }
                        label={
                          <span className="flex flex-wrap items-baseline gap-x-2">
                            {t(`event.${eventKey(event)}`)}
                            <span className="num text-xs text-text-3">{event}</span>
                          </span>
                        }
                      />
                    ))}
                </fieldset>
              ))}
            </div>
          )}
        />
      )}
    </Field>
  );
}
