'use client';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { cx } from '@/components/ui/cx';
import { RelativeTime } from '@/components/ui/relative-time';
import { eventKey } from '../../_components/hears';
import { DeliveryDetail } from './delivery-detail';
import { DeliveryMark } from './delivery-mark';
import type { DeliveryView } from './delivery-view';
import { NextAttempt } from './next-attempt';
import { Outcome } from './outcome';

interface DeliveryRowProps {
  webhookId: string;
  delivery: DeliveryView;
  /** Resending is refused while it is off. */
  isOn: boolean;
  onChanged: () => void;
}

/** A delivery in the ledger: what became of it in one line, everything about it when opened. */
export function DeliveryRow(props: DeliveryRowProps) {
  const { delivery } = props;
  const t = useTranslations('settings.webhooks');
  const [isOpen, setOpen] = useState(false);
  const panelId = useId();
  const last = delivery.attempts.at(-1);
  return (
    <li className="border-b border-line last:border-b-0">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        onClick={() => setOpen(!isOpen)}
        className="grid w-full grid-cols-[16px_104px_minmax(0,5fr)_minmax(0,8fr)_84px] items-center gap-x-4 gap-y-1 px-5 py-3 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2 max-md:grid-cols-[16px_minmax(0,1fr)_auto] max-md:gap-x-3 max-md:px-4"
      >
        <ChevronRight
          size={16}
          strokeWidth={1.75}
          className={cx('text-text-3 transition-transform duration-fast', isOpen && 'rotate-90')}
          aria-hidden
        />
        <DeliveryMark status={delivery.status} />
        <span className="flex min-w-0 items-baseline gap-2 max-md:col-span-2 max-md:col-start-2 max-md:row-start-2">
          <span className="truncate">{nameOf(delivery, t)}</span>
          {delivery.ticketNumber !== null && <span className="num shrink-0 text-text-3">#{delivery.ticketNumber}</span>}
        </span>
        <span className="min-w-0 text-text-2 max-md:col-span-2 max-md:col-start-2 max-md:row-start-3">
          {last && (
            <span className="block truncate max-md:whitespace-normal">
              <Outcome attempt={last} />
              {delivery.status !== 'pending' && delivery.attempts.length > 1 && (
                <span className="text-text-3"> · {t('attemptCount', { count: last.number })}</span>
              )}
            </span>
          )}
          {!last && delivery.status === 'failed' && t('neverSent')}
          <NextAttempt delivery={delivery} />
        </span>
        <RelativeTime
          at={delivery.createdAt}
          style="moment"
          className="text-right text-xs whitespace-nowrap text-text-3 tabular-nums max-md:col-start-3 max-md:row-start-1"
        />
      </button>
      {isOpen && (
        <div id={panelId} className="border-t border-line bg-sunken px-5 py-5 max-md:px-4">
          <DeliveryDetail {...props} />
        </div>
      )}
    </li>
  );
}

function nameOf({ type }: DeliveryView, t: ReturnType<typeof useTranslations<'settings.webhooks'>>): string {
  return type === 'webhook.test' ? t('testEvent') : t(`happened.${eventKey(type)}`);
}
