import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { plainText } from '@/components/tickets/plain-text';
import { StatusBadge } from '@/components/tickets/status-badge';
import { cx } from '@/components/ui/cx';
import { RelativeTime } from '@/components/ui/relative-time';
import { UnreadDot } from '@/components/ui/unread-dot';
import type { TicketListRow } from '@/lib/tickets/queries/listed';

/** One ticket: its title, what was said last, where it stands. The whole row is the link. */
export function TicketRow({ ticket, readerId, level = 2 }: { ticket: TicketListRow; readerId: string; level?: 2 | 3 }) {
  const t = useTranslations('portal.list');
  const Heading = level === 2 ? 'h2' : 'h3';
  const isYourTurn = ticket.status === 'pending';
  return (
    <li className="relative grid grid-cols-[8px_minmax(0,1fr)_108px_92px] items-center gap-x-3.5 gap-y-0.5 border-b border-line py-[15px] pr-5 pl-4 last:border-b-0 hover:bg-hover has-[a:focus-visible]:rounded-lg has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-focus max-md:grid-cols-[8px_minmax(0,1fr)_auto] max-md:gap-x-2.5 max-md:gap-y-1 max-md:py-3.5 max-md:pr-4 max-md:pl-3">
      <div className="grid h-[22px] place-items-center self-start">{isYourTurn && <UnreadDot />}</div>
      <div className="min-w-0 max-md:col-span-2">
        <Heading
          className={cx(
            'truncate text-body leading-[22px] tracking-[-.008em] max-md:line-clamp-2 max-md:[overflow-wrap:anywhere] max-md:whitespace-normal',
            isYourTurn ? 'font-semibold' : 'font-medium',
          )}
        >
          <Link
            href={`/tickets/${ticket.number}`}
            className="text-inherit no-underline after:absolute after:inset-0 after:content-[''] focus-visible:outline-none"
          >
            {ticket.title}
          </Link>
        </Heading>
        <p className="flex min-w-0 gap-1.5 text-sm text-text-3">
          <span className="num">#{ticket.number}</span>
          {isYourTurn && (
            <>
              <span aria-hidden>·</span>
              <span className="font-medium whitespace-nowrap text-thread-text">{t('yourTurn')}</span>
            </>
          )}
          {ticket.lastMessage && (
            <>
              <span aria-hidden>·</span>
              <LastMessage message={ticket.lastMessage} readerId={readerId} />
            </>
          )}
        </p>
      </div>
      <StatusBadge status={ticket.status} isPlain className="text-sm max-md:col-start-2" />
      <RelativeTime
        at={ticket.updatedAt.toISOString()}
        className="text-right text-sm whitespace-nowrap text-text-3 tabular-nums max-md:col-start-3"
      />
    </li>
  );
}

function LastMessage({ message, readerId }: { message: NonNullable<TicketListRow['lastMessage']>; readerId: string }) {
  const t = useTranslations('portal.list');
  const [first = ''] = (message.authorName ?? '').split(' ');
  const who = message.authorId === readerId ? t('you') : first && t('by', { name: first });
  return (
    <span className="min-w-0 truncate">
      {who && <b className="font-medium text-text-2">{who}</b>} {plainText(message.text)}
    </span>
  );
}
