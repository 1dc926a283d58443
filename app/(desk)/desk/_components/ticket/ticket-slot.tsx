'use client';
import { useTranslations } from 'next-intl';
import { ErrorState } from '@/components/ui/error-state';
import { NotFoundState } from '@/components/ui/not-found-state';
import { SkeletonThread } from '@/components/ui/skeleton';
import { DeskFailure } from '../data/fetch-desk';
import { useDesk } from '../data/use-desk';
import { NothingOpen } from '../frame/nothing-open';
import type { Way } from './ticket-head';
import { TicketPane } from './ticket-pane';
import type { OpenTicket } from './use-open-ticket';

/** What stands where a ticket stands: the ticket, or why there is none. While another is on its way the old one cannot be used. */
export function TicketSlot({ open, way }: { open: OpenTicket; way: Way }) {
  const t = useTranslations('desk');
  const { href } = useDesk();
  if (open.is === 'closed') return <NothingOpen />;
  if (open.is === 'missing') {
    return (
      <div className="grid grow place-items-center overflow-y-auto">
        <NotFoundState level={2} text={t('notFound.text')} home={{ href: href(null), label: t('notFound.back') }} />
      </div>
    );
  }
  if (open.is === 'failed') {
    return (
      <div className="grid grow place-items-center overflow-y-auto">
        <ErrorState
          level={2}
          text={t('error.ticket')}
          reference={open.error instanceof DeskFailure ? open.error.failure.requestId : undefined}
          onRetry={open.retry}
        />
      </div>
    );
  }
  return (
    <>
      {open.data && (
        <div className="contents" inert={open.is === 'opening'}>
          <TicketPane way={way} />
        </div>
      )}
      {open.is === 'opening' && (
        <div className="absolute inset-0 z-10 bg-surface px-6 pt-28 motion-safe:animate-[appear_.16s_.2s_backwards]">
          <SkeletonThread />
        </div>
      )}
    </>
  );
}
