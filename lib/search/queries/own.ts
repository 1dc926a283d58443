import sql, { type Sql } from 'sql-template-tag';
import { db } from '@/lib/platform/db';

/** A client with no more tickets than these is answered from all of them. */
export const looked = 300;

/** A client's newest tickets: their ids, over how many numbers they are spread, and whether they have more. */
export interface OwnNewest {
  ids: string[];
  span: number;
  isLong: boolean;
}

/** The newest tickets of a client, one more than `looked` at most. One round trip. */
export async function readOwnNewest(userId: string): Promise<OwnNewest> {
  const [own] = await db.query<OwnNewest>(
    sql`SELECT coalesce(ARRAY_AGG(n.id), '{}') AS ids, coalesce(max(n.number) - min(n.number), 0) AS span, count(*) > ${looked} AS "isLong"
        FROM (SELECT t.id, t.number FROM tickets t WHERE t.client_id = ${userId}::uuid
          ORDER BY t.created_at DESC, t.number DESC LIMIT ${looked + 1}) n`,
    'own_newest',
  );
  return own ?? { ids: [], span: 0, isLong: false };
}

/**
 * A tsquery that all tickets of a client hold: what stands before the @ of their address, which is in each (`hilo_ticket_head`;
 * a trigger keeps it so). With it the index itself leaves out nearly all tickets of others.
 */
function ownersQuery(userId: string): Sql {
  return sql`(SELECT plainto_tsquery('simple', unaccent(regexp_replace(normalize(split_part(u.email, '@', 1), NFC), '[^[:alnum:]]+', ' ', 'g')))
    FROM users u WHERE u.id = ${userId}::uuid)`;
}

/** What a client's search reads of `ticket_search s`. Without notes both columns hold the same, and staff's is more often at hand. */
export const clientsVector = sql`(CASE WHEN s.indexed_bytes = s.client_bytes AND s.indexed_bytes < 150000
  THEN s.staff_vector ELSE s.client_vector END)`;

/**
 * How a client's tickets are found by the index: a tsquery that all of them hold, and those, as `id`, that are too long for it to
 * tell. (Notes may have used up the room of staff's words, and the client's go on.)
 */
export function ownersFound(userId: string): { owner: Sql; unsure: Sql } {
  return {
    owner: ownersQuery(userId),
    // OFFSET, here and below: a plan that is kept is one for whoever has few tickets, and would begin with all of theirs.
    unsure: sql`SELECT s.ticket_id AS id FROM ticket_search s, LATERAL (SELECT 1 FROM tickets l
      WHERE l.id = s.ticket_id AND l.client_id = ${userId}::uuid OFFSET 0) l WHERE s.indexed_bytes >= 150000`,
  };
}

/** So many of their newest tickets are looked at before the index is asked. */
const first = 100;

/** Whether a ticket of theirs has, as far as they read it, what a tsquery asks for. */
export function isOwnersWord(userId: string, query: string): Sql {
  const { owner, unsure } = ownersFound(userId);
  const own = sql`FROM tickets t WHERE t.client_id = ${userId}::uuid`;
  return sql`(CASE
    WHEN EXISTS (SELECT 1 FROM (SELECT t.id ${own} ORDER BY t.created_at DESC, t.number DESC LIMIT ${first}) n
      JOIN ticket_search s ON s.ticket_id = n.id WHERE ${clientsVector} @@ ${query}::tsquery) THEN true
    WHEN NOT EXISTS (SELECT 1 ${own} OFFSET ${first}) THEN false
    ELSE EXISTS (SELECT 1 FROM (SELECT hilo_found(${query}::tsquery && ${owner}, 1000) AS id UNION ALL ${unsure}) f,
      LATERAL (SELECT 1 FROM tickets t JOIN ticket_search s ON s.ticket_id = t.id
        WHERE t.id = f.id AND t.client_id = ${userId}::uuid AND ${clientsVector} @@ ${query}::tsquery OFFSET 0) l) END)`;
}
