import sql, { empty, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { quoteValue, suggestWords, type Typing, typingAt } from '../present';
import type { Suggestion } from '../schema';

const most = 8;

interface Found {
  value: string;
  label: string | null;
  hint: string | null;
}

const likePart = (part: string) => `%${part.replace(/[\\%_]/g, '\\$&')}%`;

function statementFor({ operator, key, part, before }: Typing): Sql | null {
  const like = (column: Sql) => (part === '' ? empty : sql`AND ${column} LIKE hilo_plain(${likePart(part)})`);
  const person = sql`u.plain_name_email`;
  switch (operator) {
    case 'assigned':
      return sql`SELECT u.name AS value, NULL AS label, u.email AS hint FROM users u
        WHERE u.is_staff AND u.disabled_at IS NULL ${like(person)} ORDER BY u.name LIMIT ${most}`;
    case 'client':
      // While nothing is typed: who wrote of late.
      return part === ''
        ? sql`SELECT u.email AS value, u.name AS label, u.email AS hint
            FROM (SELECT t.client_id, max(t.created_at) AS at, max(t.number) AS number
                FROM (SELECT * FROM tickets t ORDER BY t.created_at DESC, t.number DESC LIMIT 50) t GROUP BY t.client_id) t
            JOIN users u ON u.id = t.client_id ORDER BY t.at DESC, t.number DESC LIMIT ${most}`
        : sql`SELECT f.* FROM (SELECT u.email AS value, u.name AS label, u.email AS hint FROM users u
            WHERE true ${like(person)} LIMIT 60) f ORDER BY f.label, f.value LIMIT ${most}`;
    case 'team':
      return sql`SELECT u.name AS value, NULL AS label, NULL AS hint FROM teams u
        WHERE true ${like(sql`hilo_plain(u.name)`)} ORDER BY u.name LIMIT ${most}`;
    case 'tag':
      return sql`SELECT tag AS value, NULL AS label, NULL AS hint
        FROM (SELECT t.tags FROM tickets t ORDER BY t.created_at DESC, t.number DESC LIMIT 1000) t, unnest(t.tags) AS tag
        WHERE true ${like(sql`hilo_plain(tag)`)} GROUP BY tag ORDER BY count(*) DESC, tag LIMIT ${most}`;
    case 'field':
      return sql`SELECT c AS value, NULL AS label, NULL AS hint FROM custom_fields f, unnest(f.choices) WITH ORDINALITY AS o(c, i)
        WHERE f.key = ${key ?? ''} ${like(sql`hilo_plain(c)`)} ORDER BY i LIMIT ${most}`;
    case undefined: {
      const [, name, start] = /^(-?(?:field|campo)\.)(.*)$/iu.exec(before + part) ?? [];
      if (name === undefined) return null;
      return sql`SELECT f.key AS value, f.label, NULL AS hint FROM custom_fields f
        WHERE f.archived_at IS NULL AND starts_with(f.key, lower(${start ?? ''})) ORDER BY f.place, f.key LIMIT ${most}`;
    }
    default:
      return null;
  }
}

/**
 * What the last word of a search that is being typed may become, best first: operators, their words, and people, teams, tags
 * and fields of the desk. One round trip at most. Errors: `FORBIDDEN` for clients.
 */
export async function suggestSearch(actor: Actor, text: string, locale: 'es' | 'en' = 'en'): Promise<Suggestion[]> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const typing = typingAt(text, text.length);
  const statement = statementFor(typing);
  const rows = statement ? await db.query<Found>(statement) : [];
  const isKey = typing.operator === undefined;
  const found = rows.map(({ value, label, hint }): Suggestion => {
    const whole = isKey
      ? `${(typing.before + typing.part).split('.')[0]}.${value}:`
      : typing.before + quoteValue(value);
    return { text: whole, label: label ?? value, ...(hint && { hint }) };
  });
  return [...suggestWords(typing, locale), ...found];
}
