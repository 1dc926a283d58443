import type { FeedRow } from '@/lib/events/feed';
import { presentEvent } from '@/lib/events/present';
import type { presentThread, presentTicket } from '@/lib/tickets/present';

/** A payload stays under 20 kB. */
const maxBytes = 19_999;

interface Limits {
  /** The bytes of a text, as JSON writes them. */
  text: number;
  /** The entries of a list. */
  items: number;
}

// Tried in turn until it fits. At the last of them it always does, and ids are never long enough to be touched.
const steps: Limits[] = [
  { text: 8_000, items: 20 },
  { text: 4_000, items: 10 },
  { text: 2_000, items: 5 },
  { text: 1_000, items: 3 },
  { text: 300, items: 1 },
  { text: 100, items: 0 },
];

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

/** The beginning of a text, whole characters, and an ellipsis. */
function cut(text: string, limit: number): string {
  if (bytesOf(text) <= limit) return text;
  let bytes = bytesOf('…');
  let end = 0;
  for (const character of text) {
    bytes += bytesOf(character) - 2;
    if (bytes > limit) break;
    end += character.length;
  }
  return `${text.slice(0, end)}…`;
}

/** A value with its texts and lists cut. Of a list of files some go, rather than the ends of their links. */
function shorten(value: unknown, limits: Limits): unknown {
  if (typeof value === 'string') return cut(value, limits.text);
  if (Array.isArray(value))
    return value.slice(0, limits.items).map((each) => (typeof each === 'string' ? cut(each, limits.text) : each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shorten(each, limits)]));
}

/**
 * What is sent of an event, as text: the ticket as its reader sees it now, without its messages, and the message or the
 * changes that the event is about. Under 20 kB: what does not fit is cut, and `truncated` says so.
 * Source: docs/contract.md, "Webhooks".
 */
export function composePayload(
  row: FeedRow,
  ticket: ReturnType<typeof presentTicket>,
  message: ReturnType<typeof presentThread> | undefined,
): string {
  const { id: event, type, timestamp, actor, changes, rating, other } = presentEvent(row);
  const told = {
    ...(message && { message }),
    ...(changes && { changes }),
    ...(rating && { rating }),
    ...(other && { other }),
  };
  const data = { ticket, ...told, actor, event };
  const whole = JSON.stringify({ type, timestamp, data });
  if (Buffer.byteLength(whole) <= maxBytes) return whole;
  for (const limits of steps) {
    const short = shorten(data, limits) as typeof data;
    const text = JSON.stringify({ type, timestamp, data: { ...short, truncated: true } });
    if (Buffer.byteLength(text) <= maxBytes) return text;
  }
  throw new Error('a payload cannot be made to fit');
}
