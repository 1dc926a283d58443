'use client';
import { useLocale, useNow, useTimeZone, useTranslations } from 'next-intl';
import { describeTime, type TimeStyle } from '@/lib/i18n/describe-time';
import { useMinute, zoneAt } from './use-minute';

/**
 * A moment in words that stay true while the page is open; the whole date is in the tooltip. The server and the first
 * render in the browser use the request's own now and the zone of the reader's cookie, so they agree; after that it is the
 * browser's clock and zone. `at` is RFC 3339.
 */
export function RelativeTime(props: { at: string; style?: TimeStyle; className?: string }) {
  const { at, style = 'ago', className } = props;
  const word = useTranslations('common.time');
  const locale = useLocale();
  const serverZone = useTimeZone() ?? 'UTC';
  const serverNow = useNow();
  const minute = useMinute();
  const date = new Date(at);
  const timeZone = minute === 0 ? serverZone : zoneAt(minute);
  const context = { now: minute === 0 ? serverNow : new Date(minute), locale, timeZone, word };
  return (
    // Two versions of the calendar data may abbreviate a month differently: not worth a warning, the next render settles it.
    <time dateTime={at} title={describeTime(date, 'full', context)} className={className} suppressHydrationWarning>
      {describeTime(date, style, context)}
    </time>
  );
}
