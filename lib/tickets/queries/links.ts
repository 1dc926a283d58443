import sql from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { visibleTickets } from '../policy';
import type { LinkKind, TicketStatus } from '../schema';
import { readTicketKey } from './find';

/** The id of another ticket that a request names beside its own. Errors: `OTHER_TICKET_NOT_FOUND`. */
export async function otherTicketId(on: Queryable, actor: Actor, id: string, text: string | number): Promise<string> {
  const key = readTicketKey(text);
  if (!key) throw new AppError('OTHER_TICKET_NOT_FOUND');
  if ('id' in key && key.id === id) return id;
  const isIt = 'id' in key ? sql`t.id = ${key.id}::uuid` : sql`t.number = ${key.number}::int`;
  const [row] = await on.query<{ id: string }>(
    sql`SELECT t.id FROM tickets t WHERE ${isIt} AND ${visibleTickets(actor)}`,
  );
  if (!row) throw new AppError('OTHER_TICKET_NOT_FOUND');
  return row.id;
}

/** A link as read from one of its two tickets. */
export interface LinkRow {
  id: string;
  kind: LinkKind;
  /** Whether this ticket says it of the other (`blocks`), or the other of it (`is blocked by`). */
  isOut: boolean;
  /** The other one. */
  ticketId: string;
  number: number;
  title: string;
  status: TicketStatus;
  clientName: string;
  createdAt: Date;
}

/**
 * The links of a ticket and of those merged into it, oldest first, for staff. Errors: `FORBIDDEN` for clients, `TICKET_NOT_FOUND`.
 * One round trip.
 */
export async function listLinks(actor: Actor, id: string, linkId?: string, on: Queryable = db): Promise<LinkRow[]> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const rows = await on.query<LinkRow | { id: null }>(
    sql`SELECT l.* FROM tickets t LEFT JOIN LATERAL (
          SELECT l.id, l.kind, l.from_id = e.id AS "isOut", o.id AS "ticketId", o.number, o.title, o.status, c.name AS "clientName",
            l.created_at AS "createdAt"
          FROM (SELECT t.id UNION ALL SELECT m.id FROM tickets m WHERE m.merged_into_id = t.id) e
            JOIN ticket_links l ON l.from_id = e.id OR l.to_id = e.id
            JOIN tickets o ON o.id = CASE WHEN l.from_id = e.id THEN l.to_id ELSE l.from_id END
            JOIN users c ON c.id = o.client_id
          WHERE ${linkId ?? null}::uuid IS NULL OR l.id = ${linkId ?? null}::uuid
        ) l ON true WHERE t.id = ${id}::uuid AND ${visibleTickets(actor)} ORDER BY l."createdAt", l.id`,
  );
  if (rows.length === 0) throw new AppError('TICKET_NOT_FOUND');
  return rows.filter((row) => row.id !== null);
}
