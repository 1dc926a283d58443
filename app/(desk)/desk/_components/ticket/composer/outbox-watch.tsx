'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { toast } from '@/components/ui/toast';
import type { OutgoingObject } from '@/lib/outbox/schema';
import { useDesk } from '../../data/use-desk';
import { isFirstTold } from './told-before';
import { useReadOutbox } from './use-outbox';
import { useOutboxActs } from './use-outbox-acts';

/**
 * Looks after the reader's outbox wherever they are on the desk: of what is on its way from another ticket than the open one
 * it says so in passing, with the way back; what was held there is said once in a browser, and by the ticket and its row until
 * it is settled.
 */
export function OutboxWatch({ userId }: { userId: string }) {
  const t = useTranslations('composer.outbox');
  const desk = useDesk();
  const { items, ahead } = useReadOutbox();
  const acts = useOutboxActs(userId);
  const told = useRef(new Map<string, OutgoingObject['state']>());

  useEffect(() => {
    for (const item of items) {
      const { _id, number, state, newer } = item;
      if (told.current.get(_id) === state) continue;
      // The ticket itself shows it; what was shown there waiting is told once the reader has moved on.
      if (number === desk.ticket) continue;
      told.current.set(_id, state);
      const left = Date.parse(item.sendAt) - ahead - Date.now();
      if (state === 'waiting' && left > 0) {
        toast.done(t('onItsWay', { number }), { label: t('undo'), run: () => void acts.takeBack(item) }, left);
      }
      if ((state === 'held' || state === 'failed') && isFirstTold(userId, _id, state)) {
        const text = state === 'held' ? t('heldAt', { number, name: newer?.name ?? '' }) : t('failedAt', { number });
        toast.error(text, { label: t('look'), run: () => desk.open(number) });
      }
    }
  }, [items, ahead, desk, acts, t, userId]);
  return null;
}
