import sql, { empty, join, type Sql } from 'sql-template-tag';
import { isStaff, type Role, type UserActor } from '@/lib/auth/actor';
import type { FeedRow } from '@/lib/events/feed';
import { ticketEvents } from '@/lib/events/schema';
import { decodeCursor, encodeCursor } from '@/lib/platform/cursor';
import { db } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { visibleTickets } from '@/lib/tickets/policy';
import type { LinkKind } from '@/lib/tickets/schema';
import type { HistoryType, ListHistory } from './schema';

/** One event of a ticket with what it mentions. */
export interface HistoryRow extends FeedRow {
  actorRole: Role | null;
  actorName: string | null;
  data: FeedRow['data'] & {
    side?: 'source' | 'target';
    link?: LinkKind;
    macro?: { id: string; name: string };
    rule?: { id: string; name: string };
    bulk?: { id: string; isUndo?: true };
  };
  message: { id: string; text: string } | null;
  /** Names by the keys of people and teams. */
  names: Record<string, string>;
}

const changed = sql`coalesce(e.data->'changes', '{}')`;
const whose = sql`ARRAY['assignedToId', 'teamId']`;

// An event of a merge may tell of the status that it brought: that is the merge's.
const conditions: Record<HistoryType, Sql> = {
  messages: sql`e.name IN ('ticket.created', 'ticket.replied', 'ticket.noted', 'ticket.rated')`,
  properties: sql`e.name IN ('ticket.changed', 'ticket.resolved', 'ticket.closed', 'ticket.reopened', 'ticket.woken')
    AND ${changed} - ${whose} <> '{}'`,
  people: sql`${changed} ?| ${whose}`,
  merges: sql`e.name IN ('ticket.merged', 'ticket.unmerged', 'ticket.split', 'ticket.linked', 'ticket.unlinked')`,
};

function actorCondition(reader: UserActor, actor: string | undefined): Sql {
  if (actor === undefined) return sql`true`;
  if (actor === 'system') return sql`e.actor_id IS NULL`;
  const id = actor === 'me' ? reader.userId : fromPublicId(actor, 'client', 'agent');
  if (!id) throw invalid({ field: 'actor', code: 'INVALID_ACTOR' });
  return sql`e.actor_id = ${id}::uuid`;
}

function placeOf(cursor: string): number {
  const [id] = decodeCursor(cursor) ?? [];
  if (!Number.isSafeInteger(id) || Number(id) < 0) throw invalid({ field: 'cursor', code: 'INVALID_CURSOR' });
  return Number(id);
}

/**
 * What happened to a ticket and to those merged into it, newest first, for staff. One round trip.
 * Errors: `FORBIDDEN` for clients, `TICKET_NOT_FOUND`, `INVALID_CURSOR`, `INVALID_ACTOR`.
 */
export async function listHistory(
  reader: UserActor,
  id: string,
  { limit, cursor, types, actor }: ListHistory,
): Promise<{ rows: HistoryRow[]; next: string | null }> {
  if (!isStaff(reader)) throw new AppError('FORBIDDEN');
  const isType = types?.length
    ? join(
        types.map((type) => sql`(${conditions[type]})`),
        ' OR ',
      )
    : sql`true`;
  const before = cursor === undefined ? empty : sql`AND e.id < ${placeOf(cursor)}::bigint`;
  const found = await db.query<HistoryRow | { id: null }>(
    sql`SELECT p.* FROM tickets t LEFT JOIN LATERAL (
          SELECT e.id::float8 AS id, e.position::float8 AS position, e.name AS type, s.id AS "ticketId", s.number,
            s.client_id AS "clientId", e.actor_id AS "actorId", u.role AS "actorRole", u.name AS "actorName",
            e.is_internal AS "isInternal", e.data, e.created_at AS "createdAt", (
              SELECT json_build_object('id', m.id, 'text', left(m.message, 200)) FROM threads m
              WHERE m.id = (e.data->>'threadId')::uuid) AS message, coalesce((
              SELECT json_object_agg(n.id, n.name) FROM (
                SELECT u.id, u.name FROM users u
                WHERE u.id IN ((${changed}#>>'{assignedToId,from}')::uuid, (${changed}#>>'{assignedToId,to}')::uuid)
                UNION ALL SELECT g.id, g.name FROM teams g
                WHERE g.id IN ((${changed}#>>'{teamId,from}')::uuid, (${changed}#>>'{teamId,to}')::uuid)) n), '{}') AS names
          FROM (SELECT t.id, t.number, t.client_id UNION ALL
              SELECT c.id, c.number, c.client_id FROM tickets c WHERE c.merged_into_id = t.id) s
            JOIN events e ON e.subject_id = s.id AND e.subject_type = 'ticket'
            LEFT JOIN users u ON u.id = e.actor_id
          WHERE e.name = ANY(${ticketEvents}::text[]) AND NOT (e.data ? 'echo') AND (${isType})
            AND ${actorCondition(reader, actor)} ${before}
          ORDER BY e.id DESC LIMIT ${limit + 1}
        ) p ON true WHERE t.id = ${id}::uuid AND ${visibleTickets(reader)} ORDER BY p.id DESC`,
  );
  if (found.length === 0) throw new AppError('TICKET_NOT_FOUND');
  const all = found.filter((row) => row.id !== null);
  const rows = all.slice(0, limit);
  const last = all.length > limit ? rows.at(-1) : undefined;
  return { rows, next: last ? encodeCursor([last.id]) : null };
}
