import sql, { empty, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { decodeCursor, encodeCursor } from '@/lib/platform/cursor';
import { invalid } from '@/lib/platform/errors';
import type { Place } from '@/lib/search/queries/newest';
import { priorities, type TicketPriority } from '../schema';

/** How a list is ordered: by creation (newest first), by last change, or by urgency and then newest. */
export type TicketSort = 'newest' | 'updated' | 'urgent';

/** Where a ticket stands in a list, whatever its order. */
export interface Standing extends Place {
  priority: TicketPriority;
}

/** The place that a cursor names. Errors: 400 `INVALID_CURSOR` or `INVALID_UNTIL`. */
export function readPlace(text: string, field: 'cursor' | 'until'): Standing {
  const [at, number, priority] = decodeCursor(text) ?? [];
  const isMoment = Number.isSafeInteger(at) && Number(at) >= 0 && Number(at) < 8.64e15;
  const isNumber = Number.isInteger(number) && Math.abs(Number(number)) < 2 ** 31;
  const known = priorities.find((each) => each === priority);
  if (!isMoment || !isNumber || !known) throw invalid({ field, code: `INVALID_${field.toUpperCase()}` });
  return { at: new Date(Number(at)), number: Number(number), priority: known };
}

/** The cursor of what comes after a place. */
export const placeText = ({ at, number, priority }: Standing): string => encodeCursor([at, number, priority]);

/** Of a list by creation alone, whose places say nothing of priority. */
export const standing = ({ at, number }: Place): Standing => ({ at, number, priority: priorities[0] });

/** An order, as SQL on `tickets t`. */
export interface ListOrder {
  sort: TicketSort;
  /** The moment that it goes by, beside the priority. */
  at: Sql;
  /** The priority, where it goes by that. */
  priority: Sql;
  keys: Sql;
  /** What stands behind ORDER BY. */
  by: Sql;
  /** AND with a condition: what comes after a place, or up to it; of no place all. */
  after: (place: Standing | undefined) => Sql;
  upTo: (place: Standing | undefined) => Sql;
}

/** An order as an actor has it: clients do not see what staff alone changed. */
export function listOrder(actor: Actor, sort: TicketSort): ListOrder {
  const updated = isStaff(actor) ? sql`t.staff_updated_at` : sql`t.updated_at`;
  const at = sort === 'updated' ? updated : sql`t.created_at`;
  const isUrgent = sort === 'urgent';
  const keys = isUrgent ? sql`t.priority, ${at}, t.number` : sql`${at}, t.number`;
  const valuesOf = (place: Standing) => {
    const values = sql`${place.at}::timestamptz, ${place.number}::int`;
    return isUrgent ? sql`${place.priority}::ticket_priority, ${values}` : values;
  };
  return {
    sort,
    at,
    priority: isUrgent ? sql`t.priority` : sql`${priorities[0]}::ticket_priority`,
    keys,
    by: isUrgent ? sql`t.priority DESC, ${at} DESC, t.number DESC` : sql`${at} DESC, t.number DESC`,
    after: (place) => (place ? sql` AND (${keys}) < (${valuesOf(place)})` : empty),
    upTo: (place) => (place ? sql` AND (${keys}) >= (${valuesOf(place)})` : empty),
  };
}
