import sql, { type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';

const freshMs = 60_000;

/** Tags that many tickets have, as written and without accents and case. */
interface Common {
  written: Set<string>;
  plain: Set<string>;
  until: number;
}

// One for the process: Next's bundles each load this file for themselves.
const shared = globalThis as typeof globalThis & { hiloCommonTags?: Common };

/** What Postgres' own statistics tell; nothing on a new desk. One round trip a minute. */
async function commonTags(): Promise<Common> {
  const known = shared.hiloCommonTags;
  if (known && Date.now() < known.until) return known;
  const rows = await db.query<{ isPlain: boolean; tags: string[] | null }>(
    sql`SELECT s.attname <> 'tags' AS "isPlain", s.most_common_elems::text::text[] AS tags FROM pg_stats s
        WHERE s.schemaname = (SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = 'tickets'::regclass)
          AND ((s.tablename = 'tickets' AND s.attname = 'tags') OR s.tablename = 'tickets_plain_tags_idx')`,
  );
  const tagsOf = (isPlain: boolean) =>
    new Set(rows.flatMap((row) => (row.isPlain === isPlain ? (row.tags ?? []) : [])));
  shared.hiloCommonTags = { written: tagsOf(false), plain: tagsOf(true), until: Date.now() + freshMs };
  return shared.hiloCommonTags;
}

const fold = (tag: string) =>
  tag
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

/**
 * The condition that `tickets t` has one of the tags, as `written` or in any case and with any accents (`plain`). Of tags that
 * the statistics do not know the planner expects far too many, and would look at ticket after ticket: they are gathered.
 */
export async function tagCondition(actor: Actor, tags: string[], how: 'written' | 'plain'): Promise<Sql> {
  const has = (ticket: Sql) =>
    how === 'written'
      ? sql`${ticket}.tags && ${tags}::text[]`
      : sql`hilo_plain_all(${ticket}.tags) && hilo_plain_all(${tags}::text[])`;
  if (!isStaff(actor)) return has(sql`t`);
  const common = (await commonTags())[how];
  const isKnown = tags.some((tag) => common.has(how === 'written' ? tag : fold(tag)));
  return isKnown ? has(sql`t`) : sql`t.id = ANY(ARRAY(SELECT g.id FROM tickets g WHERE ${has(sql`g`)}))`;
}
