import sql, { join, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db, inTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { reading } from '@/lib/platform/replica';
import { type Longer, longerWords } from '@/lib/search/queries/beginning';
import { newestFound, type Place } from '@/lib/search/queries/newest';
import { visibleTickets } from '@/lib/tickets/policy';
import type { TicketStatus } from '@/lib/tickets/schema';

/** How many of each kind are found. */
const most = 8;

// What bounds the work, however many tickets and people there are: common words are found among the newest, rare ones by an
// index, of which no more than this many places are looked at, for no longer than this. Where each word is in a larger share of
// all tickets, the index has too much to read.
const newest = { tickets: 3_000, clients: 1_000 } as const;
const places = 500;
const patienceMs = 400;
const commonShare = 0.03;

export interface FoundTicketRow {
  id: string;
  number: number;
  title: string;
  status: TicketStatus;
  clientName: string;
}

export interface FoundClientRow {
  id: string;
  name: string;
  email: string;
}

/** A word as the middle of a text, whatever signs it has. */
const within = (word: string) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;

/** That a text has every word. (One by one, for an index knows nothing of `LIKE ALL`.) */
function hasAll(text: Sql, words: string[]): Sql {
  return join(
    words.map((word) => sql`${text} LIKE hilo_plain(${within(word)})`),
    ' AND ',
  );
}

const ticketColumns = sql`t.id, t.number, t.title, t.status, c.name AS "clientName"`;

/** Those of the tickets `from` whose title has every word, the newest first. */
function withTitle(actor: Actor, from: Sql, words: string[]): Sql {
  return sql`SELECT ${ticketColumns} FROM (SELECT t.* FROM ${from} WHERE ${visibleTickets(actor)}
      AND ${hasAll(sql`hilo_plain(t.title)`, words)} ORDER BY t.created_at DESC, t.number DESC LIMIT ${most}) t
    JOIN users c ON c.id = t.client_id ORDER BY t.created_at DESC, t.number DESC`;
}

/** What an index finds in time; what takes longer is not worth waiting for. */
async function inTime<Row extends object>(statement: Sql): Promise<Row[]> {
  try {
    return await inTransaction(async (tx) => {
      await tx.query(
        // Asked for a few, the planner would rather read whatever comes first.
        sql`SELECT set_config('gin_fuzzy_search_limit', ${String(places)}, true), set_config('enable_seqscan', 'off', true),
              set_config('statement_timeout', ${String(patienceMs)}, true)`,
      );
      return tx.query<Row>(statement);
    });
  } catch (error) {
    const isLate = error instanceof Error && 'code' in error && error.code === '57014';
    if (isLate) return [];
    throw error;
  }
}

const firstOf = <Row extends { id: string }>(rows: Row[]): Row[] =>
  rows.filter((row, at) => rows.findIndex(({ id }) => id === row.id) === at).slice(0, most);

interface OfIndex {
  query: string | null;
  common: Longer[] | null;
  share: number;
  least: number;
}

/**
 * What the words ask of the index, which common words go on from the last one, and in which share of all tickets the rarest is known
 * to be, about. One round trip.
 */
async function askOfIndex(q: string, words: string[]): Promise<OfIndex> {
  const isStart = (words.at(-1)?.length ?? 0) > 3;
  const [row] = await db.query<OfIndex>(
    sql`SELECT hilo_word_query(${q}, ${isStart})::text AS query,
          ${longerWords(sql`hilo_plain(${words.at(-1) ?? ''})`, sql`${isStart}`)} AS common,
          min(coalesce(w.seen, 0) / greatest(c.reltuples, 1)::float8) AS share, 1 / greatest(max(c.reltuples), 1)::float8 AS least
        FROM pg_class c, unnest(${words}::text[]) AS p LEFT JOIN search_words w ON w.word = hilo_plain(p)
        WHERE c.oid = 'ticket_search'::regclass`,
  );
  return row ?? { query: null, common: null, share: 0, least: 1 };
}

/** Where the newest tickets end, whose titles are read one by one; undefined where there are no others. One round trip. */
async function endOfNewest(): Promise<Place | undefined> {
  const [place] = await db.query<Place>(
    sql`SELECT created_at AS at, number FROM tickets ORDER BY created_at DESC, number DESC OFFSET ${newest.tickets - 1} LIMIT 1`,
  );
  return place;
}

async function findTickets(actor: Actor, q: string, words: string[]): Promise<FoundTicketRow[]> {
  const number = /^#?(\d{1,9})$/.exec(q)?.[1];
  const exact = number
    ? await db.query<FoundTicketRow>(
        sql`SELECT ${ticketColumns} FROM tickets t JOIN users c ON c.id = t.client_id
            WHERE t.number = ${Number(number)}::int AND ${visibleTickets(actor)}`,
      )
    : [];
  if (q.startsWith('#') || words.length === 0) return exact;
  const recent = sql`(SELECT * FROM tickets ORDER BY created_at DESC, number DESC LIMIT ${newest.tickets}) t`;
  const found = [...exact, ...(await db.query<FoundTicketRow>(withTitle(actor, recent, words)))];
  // Of one or two letters there are too many beginnings for the index to be of use.
  if (found.length >= most || !words.some((word) => word.length > 2)) return firstOf(found);
  const [{ query, common, share, least }, before] = await Promise.all([askOfIndex(q, words), endOfNewest()]);
  if (query === null || share > commonShare || !before) return firstOf(found);
  const shares = { share: Math.max(share, least), rarest: Math.max(share, least), ticketCount: 1 / least };
  const older = await newestFound(
    { query, common: common ?? [], has: sql`true`, isLooked: true, ...shares },
    {
      condition: sql`${visibleTickets(actor)} AND ${hasAll(sql`hilo_plain(t.title)`, words)}`,
      limit: most,
      before,
      narrowed: 'anyhow',
      page: 'only',
    },
  );
  const among = sql`(SELECT * FROM tickets WHERE id = ANY(${older?.ids ?? []}::uuid[]) OFFSET 0) t`;
  return firstOf([
    ...found,
    ...(older?.ids.length ? await db.query<FoundTicketRow>(withTitle(actor, among, words)) : []),
  ]);
}

async function findClients(q: string, words: string[]): Promise<FoundClientRow[]> {
  if (q.startsWith('#') || words.length === 0) return [];
  const [first = ''] = words;
  const columns = sql`u.id, u.name, u.email, u.plain_name, u.plain_name_email`;
  /** The best of those, and of some that are known. */
  const among = (from: Sql, ids: string[] = []) =>
    sql`SELECT u.id, u.name, u.email FROM ((SELECT ${columns} FROM ${from} WHERE u.role = 'client'
          AND ${hasAll(sql`u.plain_name_email`, words)} LIMIT 200)
          UNION SELECT ${columns} FROM users u WHERE u.id = ANY(${ids}::uuid[])) u
        ORDER BY u.email = lower(${q}) DESC, starts_with(u.plain_name, hilo_plain(${first})) DESC,
          position(hilo_plain(${` ${first}`}) IN u.plain_name_email) > 0 DESC, u.plain_name, u.id
        LIMIT ${most}`;
  const exact = q.includes('@')
    ? await db.query<FoundClientRow>(
        sql`SELECT id, name, email FROM users WHERE role = 'client' AND email = lower(${q})`,
      )
    : [];
  const recent = among(sql`(SELECT * FROM users ORDER BY id DESC LIMIT ${newest.clients}) u`);
  const found = [...exact, ...(await db.query<FoundClientRow>(recent))];
  // The index knows three letters and more.
  if (found.length >= most || !words.some((word) => word.length > 2)) return firstOf(found);
  const ids = found.map(({ id }) => id);
  const ranked = await inTime<FoundClientRow>(among(sql`users u`, ids));
  return ranked.length > 0 ? ranked : firstOf(found);
}

/**
 * The tickets and clients that a few words find, the best few of each, for a palette that asks while somebody types: a number
 * exactly; words, or beginnings of words, of titles; parts of names and addresses. Errors: `FORBIDDEN` for clients.
 */
export async function find(
  actor: Actor,
  text: string,
): Promise<{ tickets: FoundTicketRow[]; clients: FoundClientRow[] }> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const q = text.trim();
  const words = q
    .split(/[^\p{L}\p{N}@._+-]+/u)
    .filter(Boolean)
    .slice(0, 6);
  if (q === '') return { tickets: [], clients: [] };
  return reading(actor, async () => {
    const [tickets, clients] = await Promise.all([findTickets(actor, q, words), findClients(q, words)]);
    return { tickets, clients };
  });
}
