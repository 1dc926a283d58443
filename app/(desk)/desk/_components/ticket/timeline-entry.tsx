'use client';
import { Cog, GitMerge, Link2, Lock, type LucideIcon, MessageSquare, Scissors, Star, UserRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { plainText } from '@/components/tickets/plain-text';
import { RelativeTime } from '@/components/ui/relative-time';
import type { HistoryObject } from '@/lib/history/schema';
import { TimelineSentences } from './timeline-sentences';
import { useTicket } from './use-ticket';

const icons: Partial<Record<HistoryObject['type'], LucideIcon>> = {
  'ticket.created': MessageSquare,
  'ticket.replied': MessageSquare,
  'ticket.noted': Lock,
  'ticket.rated': Star,
  'ticket.merged': GitMerge,
  'ticket.unmerged': GitMerge,
  'ticket.split': Scissors,
  'ticket.linked': Link2,
  'ticket.unlinked': Link2,
};

function iconOf({ type, changes }: HistoryObject): LucideIcon {
  const isOfPeople = changes?.assignedTo !== undefined || changes?.team !== undefined;
  return icons[type] ?? (isOfPeople ? UserRound : Cog);
}

/** One thing that happened: who, what, from what to what, by what, where and when. */
export function TimelineEntry({ entry }: { entry: HistoryObject }) {
  const t = useTranslations('history.timeline');
  const { ticket } = useTicket();
  const Icon = iconOf(entry);
  const { macro, rule, bulk } = entry;
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 border-b border-line px-[18px] py-2.5 text-sm last:border-b-0">
      <Icon size={16} strokeWidth={1.75} className="mt-0.5 text-text-3" aria-hidden />
      <div className="min-w-0">
        <TimelineSentences entry={entry} />
        {entry.message && (
          <p className="mt-0.5 line-clamp-2 text-text-3 [overflow-wrap:anywhere]">{plainText(entry.message.text)}</p>
        )}
        <p className="mt-0.5 flex flex-wrap gap-x-1.5 text-xs text-text-3">
          <RelativeTime at={entry.timestamp} style="moment" />
          {entry.ticket.number !== ticket.number && <span>· {t('at', { number: entry.ticket.number })}</span>}
          {macro && <span>· {t('byMacro', { name: macro.name })}</span>}
          {rule && <span>· {t('byRule', { name: rule.name })}</span>}
          {bulk && <span>· {t(bulk.undo ? 'byBulkUndo' : 'byBulk')}</span>}
        </p>
      </div>
    </li>
  );
}
