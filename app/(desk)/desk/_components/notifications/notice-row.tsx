'use client';
import {
  AlarmClock,
  AtSign,
  type LucideIcon,
  MailWarning,
  Reply,
  RotateCcw,
  Star,
  UserRound,
  UsersRound,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { RelativeTime } from '@/components/ui/relative-time';
import { UnreadDot } from '@/components/ui/unread-dot';
import type { NotificationKind, NotificationObject } from '@/lib/notifications/schema';

const icons: Record<NotificationKind, LucideIcon> = {
  mentioned: AtSign,
  assigned: UserRound,
  reply_held: MailWarning,
  reopened: RotateCcw,
  client_replied: Reply,
  woken: AlarmClock,
  rated: Star,
  team_assigned: UsersRound,
};

/** Done by Hilo itself, these read differently; the others always have somebody, or name nobody anyway. */
const ownWords = new Set<NotificationKind>(['assigned', 'reply_held', 'team_assigned']);

/** One notification: who did what, to which ticket. The whole row leads there. */
export function NoticeRow(props: { notice: NotificationObject; href: string; onOpen: () => void }) {
  const { notice, href, onOpen } = props;
  const t = useTranslations('notifications');
  const { kind, actor, ticket, text, createdAt, readAt } = notice;
  const Icon = icons[kind];
  const isByHilo = actor === null && ownWords.has(kind);
  const what = t(`what.${isByHilo ? (`${kind}ByHilo` as 'assignedByHilo') : kind}`, {
    who: actor?.name ?? t('system'),
  });
  return (
    <li className="border-b border-line last:border-b-0">
      <a
        href={href}
        onClick={onOpen}
        className="grid grid-cols-[8px_16px_minmax(0,1fr)] items-start gap-x-2.5 px-4 py-3 text-sm text-text no-underline hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="pt-1.5">{!readAt && <UnreadDot />}</span>
        <Icon size={16} strokeWidth={1.75} className="mt-0.5 text-text-3" aria-hidden />
        <span className="grid min-w-0 gap-0.5">
          <span className="flex items-baseline gap-2">
            <span className={readAt ? 'min-w-0 grow text-text-2' : 'min-w-0 grow font-medium'}>
              {!readAt && <span className="sr-only">{t('unread')}: </span>}
              {what}
            </span>
            <RelativeTime at={createdAt} style="clock" className="shrink-0 text-xs text-text-3 tabular-nums" />
          </span>
          <span className="truncate text-text-2">
            <span className="num text-text-3">#{ticket.number}</span> {ticket.title}
          </span>
          {text && <span className="line-clamp-2 text-text-3 [overflow-wrap:anywhere]">{text}</span>}
        </span>
      </a>
    </li>
  );
}
