import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { RefreshOnNews } from '@/components/live/refresh-on-news';
import { type Arrival, ThreadArrivals } from '@/components/live/thread-arrivals';
import { StatusBadge } from '@/components/tickets/status-badge';
import type { Entry } from '@/components/tickets/thread-entries';
import { RelativeTime } from '@/components/ui/relative-time';
import { ThreadList, ThreadSystemLine } from '@/components/ui/thread';
import { isStaff } from '@/lib/auth/actor';
import { toPublicId } from '@/lib/platform/ids';
import { maxComment } from '@/lib/ratings/schema';
import { ticketEtag } from '@/lib/tickets/present';
import { isActive } from '@/lib/tickets/rules';
import { UsualAnswer } from '../../_components/usual-answer';
import { ClosedNotice } from './closed-notice';
import type { loadThread } from './load-ticket';
import { MergedNotice } from './merged-notice';
import { RatingBox } from './rating-box';
import { ReplyArea } from './reply-area';
import { anchorOf, ThreadEntry } from './thread-entry';
import { TicketActions } from './ticket-actions';
import { TicketColumns } from './ticket-columns';
import { TicketFacts } from './ticket-facts';

function arrivalOf(entry: Entry, readerId: string): Arrival {
  const isNews = entry.kind === 'resolved' || entry.kind === 'message';
  const from = isNews && entry.authorId !== readerId ? (entry.authorName ?? '') : null;
  return { anchor: anchorOf(entry.id), from, isOwn: entry.kind === 'message' && from === null };
}

/** The thread from the opening message to the paper for the next one, with the ticket's facts beside it. */
export function TicketView(props: Awaited<ReturnType<typeof loadThread>> & { from: number }) {
  const { actor, ticket, since, entries, names, rating, typical, fields } = props;
  const t = useTranslations('portal.ticket');
  const id = toPublicId('support_ticket', ticket.id);
  const { number, status } = ticket;
  const isDone = !isActive(status);
  const resolved = isDone ? entries.findLast((entry) => entry.kind === 'resolved') : undefined;
  const ratingBox = isDone && !ticket.isMerged && (
    <RatingBox url={`/v2/support-tickets/${id}/rating`} rating={rating} max={maxComment} />
  );
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
        <>
          <RefreshOnNews since={since} ticket={id} />
          <MergedNotice ticket={ticket} from={props.from} />
          <ThreadList title={t('thread')}>
            {entries.map((entry) => (
              <ThreadEntry
                key={entry.id}
                entry={entry}
                readerId={actor.userId}
                names={names}
                rating={entry === resolved && ratingBox}
              />
            ))}
            {typical !== null && (
              <ThreadSystemLine>
                <UsualAnswer seconds={typical} since={ticket.createdAt} />
              </ThreadSystemLine>
            )}
            {status === 'closed' ? (
              <ClosedNotice rating={!resolved && ratingBox} />
            ) : (
              <ReplyArea ticketId={id} status={status} reader={{ id: actor.userId, name: actor.name }} />
            )}
          </ThreadList>
          <ThreadArrivals stops={entries.map((entry) => arrivalOf(entry, actor.userId))} />
        </>
      }
      aside={
        <>
          <TicketFacts
            ticket={ticket}
            assigneeName={ticket.assignedToId && names.get(ticket.assignedToId)}
            fields={fields}
          />
          {/* One that goes on with another client's is not theirs to close: who answers both does so. */}
          {!ticket.isMerged && (
            <TicketActions ticket={{ id, number, status, etag: ticketEtag(ticket, isStaff(actor)) }} />
          )}
        </>
      }
    />
  );
}
