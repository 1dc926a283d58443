import { useFormatter, useTranslations } from 'next-intl';
import type { WebhookObject } from '@/lib/webhooks/schema';

/** What a webhook hears, in words: everything, or a list of it. */
export function Hears({ events }: { events: WebhookObject['events'] }) {
  const t = useTranslations('settings.webhooks');
  const format = useFormatter();
  if (events.length === 0) return t('hearsAll');
  return t('hearsSome', { events: format.list(events.map((event) => t(`heard.${eventKey(event)}`))) });
}

/** The key of an event's sentences: messages cannot have dots in their names. */
export function eventKey<Name extends string>(event: `ticket.${Name}`): Name {
  return event.slice('ticket.'.length) as Name;
}
