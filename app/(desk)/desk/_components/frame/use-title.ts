'use client';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useQueueName } from '../queue/use-queue-name';
import type { View } from '../queue/view';
import type { OpenTicket } from '../ticket/use-open-ticket';

/** Names the document after what is shown: the ticket, or the queue. `desk` is the name of the desk; `unread` how many tickets there are to look at. */
export function useTitle(desk: string, view: View, open: OpenTicket, unread: number): void {
  const t = useTranslations('desk');
  const queue = useQueueName(view.queue);
  const isShown = open.is === 'open' && open.data !== null;
  const subject =
    isShown && open.data
      ? `#${open.data.number} ${open.data.title}`
      : open.is === 'closed'
        ? t('pageTitle', { queue })
        : null;
  useEffect(() => {
    if (subject !== null) document.title = `${unread > 0 ? `(${unread}) ` : ''}${subject} · ${desk}`;
  }, [subject, desk, unread]);
}
