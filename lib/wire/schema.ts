// What the queries and answers of every part of the API say in the same way.
import { z } from 'zod';

/** The query's `limit`, a text: how many to a page, 1 to 100; `usual` where it is absent. Code: `INVALID_LIMIT`. */
export function pageLimit(usual: number, description = 'How many to a page.') {
  return z
    .string()
    .refine((text) => /^[1-9]\d{0,2}$/.test(text) && Number(text) <= 100, 'INVALID_LIMIT')
    .transform(Number)
    .optional()
    .transform((limit) => limit ?? usual)
    .meta({ description, example: usual, override: { type: 'integer', minimum: 1, maximum: 100, default: usual } });
}

/** The query's `cursor`: where the page before ended, of `most` characters. Code: `INVALID_CURSOR`. */
export function pageCursor(most = 200) {
  return z
    .string()
    .min(1, 'INVALID_CURSOR')
    .max(most, 'INVALID_CURSOR')
    .optional()
    .meta({ description: 'The `page.next` of the page before. Absent: the first page.' });
}

/** A moment in an answer. */
export const time = (description: string, example = '2026-01-15T10:30:00.000Z') =>
  z.string().meta({ description: `${description} RFC 3339 in UTC.`, example, format: 'date-time' });

/** A moment in an answer, or null where there was none. */
export const timeOrNull = (description: string) =>
  time(description)
    .nullable()
    .meta({ description: `${description} RFC 3339 in UTC.` });
