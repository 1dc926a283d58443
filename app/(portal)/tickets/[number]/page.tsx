import { ArrowLeft } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTimeZone, getTranslations } from 'next-intl/server';
import { StatusBadge } from '@/components/tickets/status-badge';
import { RelativeTime } from '@/components/ui/relative-time';
import { ThreadList } from '@/components/ui/thread';
import { isStaff } from '@/lib/auth/actor';
import { namesOf } from '@/lib/people/queries';
import { toPublicId } from '@/lib/platform/ids';
import { ticketEtag } from '@/lib/tickets/present';
import { limits } from '@/lib/tickets/schema';
import { ClosedNotice } from './_components/closed-notice';
import { loadTicket } from './_components/load-ticket';
import { ReplyArea } from './_components/reply-area';
import { ThreadEntry } from './_components/thread-entry';
import { type Entry, threadEntries } from '@/components/tickets/thread-entries';
import { TicketActions } from './_components/ticket-actions';
import { TicketColumns } from './_components/ticket-columns';
import { TicketFacts } from './_components/ticket-facts';

type Props = PageProps<'/tickets/[number]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ticket } = await loadTicket((await params).number);
  return { title: `#${ticket.number} ${ticket.title}` };
}

function assigneesIn(entries: Entry[]): string[] {
  const clauses = entries.flatMap((entry) => (entry.kind === 'changes' ? entry.clauses : []));
  return clauses.flatMap((clause) => (clause.kind === 'assigned' && clause.to ? [clause.to] : []));
}

/** A customer's ticket: everything that was said and done, and the way to go on. */
export default async function TicketPage({ params }: Props) {
  const { actor, ticket } = await loadTicket((await params).number);
  const [t, timeZone] = await Promise.all([getTranslations('portal'), getTimeZone()]);
  const entries = threadEntries(ticket.threads, ticket.attachments, timeZone);
  const names = await namesOf([...assigneesIn(entries), ...(ticket.assignedToId ? [ticket.assignedToId] : [])]);
  const id = toPublicId('support_ticket', ticket.id);
  const isClosed = ticket.status === 'closed';
  return (
    <TicketColumns
      crumb={
        <Link href="/tickets" className="inline-flex min-h-6 items-center gap-1.5 text-sm text-text-2 no-underline hover:text-text">
          <ArrowLeft size={14} strokeWidth={1.75} aria-hidden />
          {t('ticket.back')}
        </Link>
      }
      head={
        <>
          <h1 className="text-[24px] leading-[31px] tracking-[-.022em] [overflow-wrap:anywhere] max-md:text-xl max-md:leading-[26px]">
            {ticket.title}
          </h1>
          <p className="mt-3 mb-7 flex flex-wrap items-center gap-2 text-sm text-text-3">
            <StatusBadge status={ticket.status} />
            <span className="num">#{ticket.number}</span>
            <span aria-hidden>·</span>
            <span>
              {t.rich('ticket.opened', {
                time: () => <RelativeTime at={ticket.createdAt.toISOString()} style="sentence" />,
              })}
            </span>
          </p>
        </>
      }
      thread={
        <>
          <ThreadList title={t('ticket.thread')}>
            {entries.map((entry, index) => (
              <ThreadEntry
                key={entry.id}
                entry={entry}
                readerId={actor.userId}
                names={names}
                isLast={isClosed && index === entries.length - 1}
              />
            ))}
            {!isClosed && (
              <ReplyArea
                ticketId={id}
                status={ticket.status}
                reader={{ id: actor.userId, name: actor.name }}
                maxLinks={limits.attachments}
              />
            )}
          </ThreadList>
          {isClosed && <ClosedNotice />}
        </>
      }
      aside={
        <>
          <TicketFacts ticket={ticket} assigneeName={ticket.assignedToId && names.get(ticket.assignedToId)} />
          <TicketActions
            ticket={{ id, number: ticket.number, status: ticket.status, etag: ticketEtag(ticket, isStaff(actor)) }}
          />
        </>
      }
    />
  );
}
