'use client';
import { useTranslations } from 'next-intl';
import { useQueueList } from '../data/use-queues';
import { queueName } from './queue-name';

/** What a queue or saved view is called. */
export function useQueueName(queue: string): string {
  const t = useTranslations('desk');
  return useQueueList().find((each) => each.id === queue)?.view?.name ?? queueName(t, queue);
}
