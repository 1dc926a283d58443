import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { StatusBadge } from '@/components/tickets/status-badge';
import { RelativeTime } from '@/components/ui/relative-time';
import { ThreadList } from '@/components/ui/thread';
import { isStaff } from '@/lib/auth/actor';
import { toPublicId } from '@/lib/platform/ids';
import { ticketEtag } from '@/lib/tickets/present';
import { limits } from '@/lib/tickets/schema';
import { ClosedNotice } from './closed-notice';
import type { loadThread } from './load-ticket';
import { ReplyArea } from './reply-area';
import { ThreadEntry } from './thread-entry';
import { TicketActions } from './ticket-actions';
import { TicketColumns } from './ticket-columns';
import { TicketFacts } from './ticket-facts';

/** The thread from the opening message to the paper for the next one, with the ticket's facts beside it. */
export function TicketView({ actor, ticket, entries, names }: Awaited<ReturnType<typeof loadThread>>) {
  const t = useTranslations('portal.ticket');
  const id = toPublicId('support_ticket', ticket.id);
  const { number, status } = ticket;
  return (
    <TicketColumns
      crumb={
        <Link
          href="/tickets"
          className="inline-flex min-h-6 items-center gap-1.5 text-sm text-text-2 no-underline hover:text-text"
        >
          <ArrowLeft size={14} strokeWidth={1.75} aria-hidden />
          {t('back')}
        </Link>
      }
      head={
        <>
          <h1 className="text-[24px] leading-[31px] tracking-[-.022em] [overflow-wrap:anywhere] max-md:text-xl max-md:leading-[26px]">
            {ticket.title}
          </h1>
          <p className="mt-3 mb-7 flex flex-wrap items-center gap-2 text-sm text-text-3">
            <StatusBadge status={status} />
            <span className="num">#{number}</span>
            <span aria-hidden>·</span>
            <span>
              {t.rich('opened', { time: () => <RelativeTime at={ticket.createdAt.toISOString()} style="sentence" /> })}
            </span>
          </p>
        </>
      }
      thread={
        <ThreadList title={t('thread')}>
          {entries.map((entry) => (
            <ThreadEntry key={entry.id} entry={entry} readerId={actor.userId} names={names} />
          ))}
          {status === 'closed' ? (
            <ClosedNotice />
          ) : (
            <ReplyArea ticketId={id} status={status} reader={{ id: actor.userId, name: actor.name }} limits={limits} />
          )}
        </ThreadList>
      }
      aside={
        <>
          <TicketFacts ticket={ticket} assigneeName={ticket.assignedToId && names.get(ticket.assignedToId)} />
          <TicketActions ticket={{ id, number, status, etag: ticketEtag(ticket, isStaff(actor)) }} />
        </>
      }
    />
  );
}
