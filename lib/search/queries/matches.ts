import sql from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { keptPlans } from '@/lib/platform/kept-plans';
import { visibleThreads } from '@/lib/tickets/policy';
import { markMatches, type Needles, type Piece, snippet } from '../present';

/** Where a ticket of a list has what was searched for. */
export interface TicketMatch {
  /** The title in pieces, or null where nothing in it matches. */
  title: Piece[] | null;
  /** The newest message that has one of the words, round its first; null where only the title, a tag or the client has it. */
  message: { pieces: Piece[]; authorName: string | null; isInternal: boolean } | null;
}

/** How many of a ticket's messages are looked at, newest first, and how many characters of each. */
const looked = { messages: 40, characters: 20_000 } as const;

const planOf = keptPlans('matches', 2);

/** A regular expression of Postgres that folded text with one of the needles matches; null without any. */
function patternOf({ words, starts, stems }: Needles): string | null {
  const plain = [...words, ...starts, ...stems].filter((each) => /^[\p{L}\p{N}]+$/u.test(each));
  return plain.length > 0 ? `\\m(${plain.join('|')})` : null;
}

/** The matches of the tickets of one page, by id: of messages that the actor may see. One round trip, none without words. */
export async function findTicketMatches(
  actor: Actor,
  needles: Needles,
  tickets: { id: string; title: string }[],
): Promise<Map<string, TicketMatch>> {
  const pattern = patternOf(needles);
  if (pattern === null || tickets.length === 0) return new Map();
  const asked = sql`SELECT w.id, f.message, u.name AS "authorName", f.is_internal AS "isInternal"
        FROM unnest(${tickets.map((ticket) => ticket.id)}::uuid[]) AS w(id),
          LATERAL (SELECT n.message, n.author_id, n.is_internal
            FROM (SELECT left(m.message, ${looked.characters}) AS message, m.author_id, m.is_internal FROM threads m
              WHERE m.ticket_id = w.id AND m.type <> 'system' AND ${visibleThreads(actor)}
              ORDER BY m.created_at DESC, m.id DESC LIMIT ${looked.messages}) n
            WHERE hilo_plain(n.message) ~ ${pattern} LIMIT 1) f
          LEFT JOIN users u ON u.id = f.author_id`;
  const rows = await db.query<{ id: string; message: string; authorName: string | null; isInternal: boolean }>(
    asked,
    planOf(asked),
  );
  const messages = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    tickets.map(({ id, title }) => {
      const row = messages.get(id);
      const pieces = row ? snippet(row.message, needles) : null;
      const message = row && pieces ? { pieces, authorName: row.authorName, isInternal: row.isInternal } : null;
      return [id, { title: markMatches(title, needles), message }];
    }),
  );
}
