import type { Locale } from './locale';

/**
 * - `ago`: "hace 6 min", "ayer", "12 nov"; in the future "en 5 días"
 * - `short`: the same without "hace", for dense rows
 * - `clock`: "9:42"
 * - `moment`: "hoy, 9:42"
 * - `sentence`: "hoy a las 9:42", "el 12 nov a las 9:42"
 * - `day`: "Hoy", "Ayer", "lunes, 17 de noviembre"
 * - `full`: weekday, date and time, nothing left out
 */
export type TimeStyle = 'ago' | 'short' | 'clock' | 'moment' | 'sentence' | 'day' | 'full';

type Word =
  | 'now'
  | 'minutesAgo'
  | 'hoursAgo'
  | 'minutes'
  | 'hours'
  | 'inMinutes'
  | 'inHours'
  | 'inDays'
  | 'yesterday'
  | 'today'
  | 'tomorrow'
  | 'moment'
  | 'sentence'
  | 'onDay';

export interface TimeContext {
  now: Date;
  locale: Locale;
  timeZone: string;
  /** The sentence of `common.time.*`. */
  word: (key: Word, values?: Record<string, string | number>) => string;
}

const shapes = {
  clock: { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' },
  date: { day: 'numeric', month: 'short' },
  dateWithYear: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  longWithYear: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  full: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  parts: { year: 'numeric', month: 'numeric', day: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

// Making a formatter costs a hundred times more than using one, and a list shows fifty times.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(shape: keyof typeof shapes, locale: Locale, timeZone: string): Intl.DateTimeFormat {
  const key = `${shape} ${locale} ${timeZone}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...shapes[shape], timeZone });
    formatters.set(key, found);
  }
  return found;
}

/** The calendar day in a zone, as a number of days that can be subtracted. */
function calendarDay(at: Date, timeZone: string): { year: number; day: number } {
  const parts = formatter('parts', 'en', timeZone).formatToParts(at);
  const read = (type: 'year' | 'month' | 'day') => Number(parts.find((part) => part.type === type)?.value);
  return { year: read('year'), day: Math.round(Date.UTC(read('year'), read('month') - 1, read('day')) / 86_400_000) };
}

/**
 * A moment in words, in the reader's language and zone. Pure: the same arguments give the same text on the server and in
 * the browser. Times are on the 24-hour clock in both languages.
 */
export function describeTime(at: Date, style: TimeStyle, context: TimeContext): string {
  const { now, locale, timeZone, word } = context;
  const format = (shape: keyof typeof shapes) => formatter(shape, locale, timeZone).format(at);
  if (style === 'clock' || style === 'full') return format(style);

  const [then, today] = [calendarDay(at, timeZone), calendarDay(now, timeZone)];
  const days = then.day - today.day;
  const near = ({ '-1': 'yesterday', '0': 'today', '1': 'tomorrow' } as const)[String(days)];
  const date = near ? word(near) : format(then.year === today.year ? 'date' : 'dateWithYear');

  if (style === 'day') {
    const text = near ? date : format(then.year === today.year ? 'long' : 'longWithYear');
    return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
  }
  if (style === 'moment') return word('moment', { day: date, time: format('clock') });
  if (style === 'sentence') {
    return word('sentence', { day: near ? date : word('onDay', { day: date }), time: format('clock') });
  }

  const minutes = Math.trunc((at.getTime() - now.getTime()) / 60_000);
  const hours = Math.trunc(minutes / 60);
  if (minutes === 0) return word('now');
  if (minutes > 0) {
    if (hours === 0) return word('inMinutes', { count: minutes });
    if (days === 0 || hours < 12) return word('inHours', { count: hours });
    return days > 1 && days < 100 ? word('inDays', { count: days }) : date;
  }
  if (hours === 0) return word(style === 'ago' ? 'minutesAgo' : 'minutes', { count: -minutes });
  if (days === 0 || hours > -12) return word(style === 'ago' ? 'hoursAgo' : 'hours', { count: -hours });
  return date;
}
