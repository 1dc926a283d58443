/** What a clock on the wall shows. `month` from 1. */
interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/** Until when a ticket can be put off by one choice. */
export interface SnoozeChoice {
  key: 'later' | 'tomorrow' | 'monday' | 'week';
  at: Date;
}

const morning = 9;

/** What the clocks of a zone show at a moment. */
function wallOf(at: Date, timeZone: string): Wall {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at);
  const read = (type: keyof Wall) => Number(parts.find((part) => part.type === type)?.value);
  return { year: read('year'), month: read('month'), day: read('day'), hour: read('hour'), minute: read('minute') };
}

const asUtc = ({ year, month, day, hour, minute }: Wall) => Date.UTC(year, month - 1, day, hour, minute);

/**
 * The moment at which the clocks of a zone show this; `day` may lie beyond its month. Where clocks are put forward past it,
 * the moment by which they would have shown it.
 */
function momentOf(wall: Wall, timeZone: string): Date {
  const wanted = asUtc(wall);
  // How far the zone is ahead depends on the moment that is looked for: the second guess has it right.
  const offset = (at: number) => asUtc(wallOf(new Date(at), timeZone)) - at;
  const guess = wanted - offset(wanted);
  return new Date(wanted - offset(guess));
}

/** The moment that a field for date and time (`2026-11-23T09:00`) means in a zone, or null while it means none. */
export function readLocal(text: string, timeZone: string): Date | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text);
  if (!found) return null;
  const [year, month, day, hour, minute] = found.slice(1).map(Number) as [number, number, number, number, number];
  return momentOf({ year, month, day, hour, minute }, timeZone);
}

/** A moment as such a field has it. */
export function writeLocal(at: Date, timeZone: string): string {
  const { year, month, day, hour, minute } = wallOf(at, timeZone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/**
 * What is offered at a moment, in the reader's zone, soonest first: three hours on, at the full hour, while that is still
 * today and before ten at night; tomorrow, Monday (unless that is tomorrow) and in a week, at nine.
 */
export function snoozeChoices(now: Date, timeZone: string): SnoozeChoice[] {
  const wall = wallOf(now, timeZone);
  const weekday = new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay();
  const inDays = (days: number) => momentOf({ ...wall, day: wall.day + days, hour: morning, minute: 0 }, timeZone);
  const untilMonday = (8 - weekday) % 7 || 7;
  const hour = wall.hour + 3 + (wall.minute > 0 ? 1 : 0);
  return [
    ...(hour <= 21 ? [{ key: 'later' as const, at: momentOf({ ...wall, hour, minute: 0 }, timeZone) }] : []),
    { key: 'tomorrow', at: inDays(1) },
    ...(untilMonday > 1 && untilMonday < 7 ? [{ key: 'monday' as const, at: inDays(untilMonday) }] : []),
    { key: 'week', at: inDays(7) },
  ];
}
