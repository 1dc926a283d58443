'use client';
import { Clock } from 'lucide-react';
import { useLocale, useNow, useTimeZone, useTranslations } from 'next-intl';
import { cx } from '@/components/ui/cx';
import { useMinute, zoneAt } from '@/components/ui/use-minute';
import { describeTime } from '@/lib/i18n/describe-time';

/** The reader's clock and zone: those of the request at first, so that server and browser agree, then the browser's own. */
export function useReaderClock(): { now: Date; timeZone: string } {
  const serverNow = useNow();
  const serverZone = useTimeZone() ?? 'UTC';
  const minute = useMinute();
  if (minute === 0) return { now: serverNow, timeZone: serverZone };
  return { now: new Date(minute), timeZone: zoneAt(minute) };
}

/** A moment yet to come, as "mañana, 9:00": for sentences. */
export function useWhen(): (at: string | Date) => string {
  const word = useTranslations('common.time');
  const locale = useLocale();
  const clock = useReaderClock();
  return (at) => describeTime(new Date(at), 'moment', { ...clock, locale, word });
}

/** "hasta mañana, 9:00": that a ticket is put off, and until when. Nothing once that time has come. */
export function SnoozedUntil({ at, className }: { at: string | null; className?: string }) {
  return at !== null && <Until at={at} className={className} />;
}

function Until({ at, className }: { at: string; className?: string }) {
  const t = useTranslations('order.snooze');
  const when = useWhen();
  const { now } = useReaderClock();
  if (new Date(at) <= now) return null;
  return (
    <span className={cx('inline-flex min-w-0 items-center gap-1 whitespace-nowrap text-pending-text', className)}>
      <Clock size={12} strokeWidth={2} className="shrink-0" aria-hidden />
      <span className="sr-only">{t('is')} </span>
      <time dateTime={at} className="truncate" suppressHydrationWarning>
        {t('until', { when: when(at) })}
      </time>
    </span>
  );
}
