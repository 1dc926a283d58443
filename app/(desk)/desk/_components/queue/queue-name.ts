import type { useTranslations } from 'next-intl';
import { queues } from '@/lib/views/rules';

/** What a queue is called. */
export function queueName(t: ReturnType<typeof useTranslations<'desk'>>, queue: string): string {
  const known = queues.find((each) => each === queue);
  return known ? t(`queues.${known}`) : t('queues.saved');
}
