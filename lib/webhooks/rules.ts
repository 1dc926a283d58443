import { type TicketEventName, ticketEvents } from '@/lib/events/schema';

/** How many webhooks one person may have. */
export const maxWebhooks = 20;

/** How often one delivery is tried. */
export const maxAttempts = 10;

/** For how long the secret before the present one signs as well. */
export const rotationMs = 24 * 60 * 60 * 1000;

/** After how long of nothing but failure a webhook is turned off. */
export const failingLimitMs = 5 * 24 * 60 * 60 * 1000;

const forStaff: ReadonlySet<TicketEventName> = new Set([
  'ticket.noted',
  'ticket.woken',
  'ticket.linked',
  'ticket.unlinked',
]);

/** The types that somebody may hear of: notes, the end of a snooze, and links are for those who work here. */
export function hearableEvents(role: 'client' | 'agent' | 'admin'): readonly TicketEventName[] {
  return role === 'client' ? ticketEvents.filter((each) => !forStaff.has(each)) : ticketEvents;
}

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

// From the first attempt to the tenth: about three days.
const delays = [
  5 * seconds,
  30 * seconds,
  3 * minutes,
  15 * minutes,
  hours,
  4 * hours,
  10 * hours,
  24 * hours,
  32 * hours,
];

const longestWaitMs = 24 * hours;

/** The milliseconds that an answer's `Retry-After` asks for, in seconds or as a date: at most a day; null where it says nothing. */
export function readRetryAfter(text: string | null, now: Date): number | null {
  if (text === null) return null;
  const isDate = /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text.trim());
  const date = isDate ? Date.parse(text) - now.getTime() : Number.NaN;
  const wait = /^\d{1,10}$/.test(text.trim()) ? Number(text) * seconds : date;
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), longestWaitMs);
}

/** What one attempt came to, as far as the next one depends on it. */
export interface Answered {
  status: number | null;
  retryAfter: string | null;
}

/**
 * How long to wait after the `count`th attempt (from 1), in milliseconds, or null when it was the last. `chance`, from 0 to 1,
 * moves it by up to a tenth either way, so that what failed together is not tried together. A receiver that is busy (429,
 * 503) and says when to come again is not bothered before.
 */
export function waitAfter(count: number, { status, retryAfter }: Answered, now: Date, chance: number): number | null {
  const delay = count < maxAttempts ? delays[Math.max(count, 1) - 1] : undefined;
  if (delay === undefined) return null;
  const usual = delay * (0.9 + chance * 0.2);
  const wished = status === 429 || status === 503 ? readRetryAfter(retryAfter, now) : null;
  return Math.round(wished === null ? usual : Math.max(usual, wished * (1 + chance * 0.1)));
}
