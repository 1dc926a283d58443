import sql, { type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import type { TicketStatus } from '../schema';

const freshMs = 60_000;

/** Tags that many tickets have, as written and without accents and case, with the share of tickets that have them. */
interface Common {
  written: Map<string, number>;
  plain: Map<string, number>;
  until: number;
}

// One for the process: Next's bundles each load this file for themselves.
const shared = globalThis as typeof globalThis & { hiloCommonTags?: Common };

/** What Postgres' own statistics tell; nothing on a new desk. One round trip a minute. */
async function commonTags(): Promise<Common> {
  const known = shared.hiloCommonTags;
  if (known && performance.now() < known.until) return known;
  const rows = await db.query<{ isPlain: boolean; tags: string[] | null; shares: number[] | null }>(
    sql`SELECT s.attname <> 'tags' AS "isPlain", s.most_common_elems::text::text[] AS tags, s.most_common_elem_freqs AS shares FROM pg_stats s
        WHERE s.schemaname = (SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = 'tickets'::regclass)
          AND ((s.tablename = 'tickets' AND s.attname = 'tags') OR s.tablename = 'tickets_plain_tags_idx')`,
  );
  const tagsOf = (isPlain: boolean) =>
    new Map(
      rows.flatMap((row) =>
        row.isPlain === isPlain ? (row.tags ?? []).map((tag, at) => [tag, row.shares?.[at] ?? 0] as const) : [],
      ),
    );
  shared.hiloCommonTags = { written: tagsOf(false), plain: tagsOf(true), until: performance.now() + freshMs };
  return shared.hiloCommonTags;
}

const fold = (tag: string) =>
  tag
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

/** What more of the tickets have is met soon among the active ones. */
const seldom = 0.02;

/** What tags ask of a list. */
export interface Tagged {
  /** On `tickets t`. */
  condition: Sql;
  /** Where few may meet it, and are gathered: a table of them, and what is left to ask of each. */
  among?: { table: Sql; condition: Sql };
}

/**
 * The condition that `tickets t` has one of the tags, as `written` or in any case and with any accents (`plain`). Of tags that
 * the statistics do not know the planner expects far too many, and would look at ticket after ticket: they are gathered.
 * `active`: another condition asks for these statuses alone, all of them active: those tickets' tags have an index of their own.
 */
export async function tagCondition(
  actor: Actor,
  tags: string[],
  how: 'written' | 'plain',
  { active }: { active?: readonly TicketStatus[] } = {},
): Promise<Tagged> {
  const has = (ticket: Sql) =>
    how === 'written'
      ? sql`${ticket}.tags && ${tags}::text[]`
      : sql`hilo_plain_all(${ticket}.tags) && hilo_plain_all(${tags}::text[])`;
  if (!isStaff(actor)) return { condition: has(sql`t`) };
  const common = (await commonTags())[how];
  const shares = tags.flatMap((tag) => common.get(how === 'written' ? tag : fold(tag)) ?? []);
  const isKnown = shares.length > 0;
  // Gathered, and the status asked as a text, or the planner lays this index together with that of the status, which has ten
  // times as many to read.
  if (isKnown && active && how === 'written' && Math.max(...shares) < seldom) {
    const gathered = (
      columns: Sql,
    ) => sql`SELECT ${columns} FROM tickets g WHERE g.status IN ('open', 'pending', 'in_progress')
      AND g.status::text = ANY(${active}::text[]) AND hilo_plain_all(g.tags) && hilo_plain_all(${tags}::text[])`;
    return {
      condition: sql`t.id = ANY(ARRAY(${gathered(sql`g.id`)})) AND t.tags && ${tags}::text[]`,
      // Behind OFFSET: what is asked of each is not to be laid together with what they are gathered by.
      among: { table: sql`(${gathered(sql`g.*`)} OFFSET 0)`, condition: sql`t.tags && ${tags}::text[]` },
    };
  }
  if (isKnown) return { condition: has(sql`t`) };
  return { condition: sql`t.id = ANY(ARRAY(SELECT g.id FROM tickets g WHERE ${has(sql`g`)}))` };
}
