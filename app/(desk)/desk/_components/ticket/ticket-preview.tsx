'use client';
import { useTranslations } from 'next-intl';
import { plainText } from '@/components/tickets/plain-text';
import { StatusBadge } from '@/components/tickets/status-badge';
import { RelativeTime } from '@/components/ui/relative-time';
import type { DeskRow } from '@/lib/desk/schema';

/** A ticket that was chosen from a list, so that nobody takes one for another. */
export function TicketPreview({ row }: { row: DeskRow }) {
  const t = useTranslations('history.pick');
  return (
    <section className="mt-4 rounded-lg border border-line px-4 py-3 text-sm" aria-label={t('chosen')}>
      <h3 className="font-semibold [overflow-wrap:anywhere]">
        <span className="num text-text-3">#{row.number}</span> {row.title}
      </h3>
      <p className="mt-1 flex flex-wrap items-center gap-x-2 text-text-2">
        <StatusBadge status={row.status} isInline />
        <span>{row.client.name}</span>
        <RelativeTime at={row.createdAt} className="text-text-3" />
      </p>
      {row.lastMessage && (
        <p className="mt-1.5 line-clamp-2 text-text-3 [overflow-wrap:anywhere]">
          {row.lastMessage.authorName}: {plainText(row.lastMessage.text)}
        </p>
      )}
    </section>
  );
}
