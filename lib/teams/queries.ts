import sql, { empty, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { countLimit } from '@/lib/tickets/queries/count';
import type { TicketCategory } from '@/lib/tickets/schema';

export interface TeamRow {
  id: string;
  name: string;
  isRotating: boolean;
  categories: TicketCategory[];
  createdAt: Date;
  /** Users' ids, by name. */
  memberIds: string[];
}

/** Somebody whom a ticket can be assigned to, with what they have to do: at most `countLimit`. */
export interface AgentRow {
  id: string;
  name: string;
  isAway: boolean;
  capacity: number | null;
  load: number;
}

/** The condition on `tickets t` of what somebody has to do now: active and not put off. */
export const isAtHand: Sql = sql`t.status IN ('open', 'pending', 'in_progress')
  AND (t.snoozed_until IS NULL OR t.snoozed_until <= now())`;

/** The UUID in a team's public id. Errors: `TEAM_NOT_FOUND`. */
export function teamKey(publicId: string): string {
  const id = fromPublicId(publicId, 'team');
  if (!id) throw new AppError('TEAM_NOT_FOUND');
  return id;
}

/** The teams by name, or the one with this id. Errors: `FORBIDDEN` for clients. One round trip. */
export function listTeams(actor: Actor, on: Queryable = db, id?: string): Promise<TeamRow[]> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  return on.query<TeamRow>(
    sql`SELECT m.id, m.name, m.is_rotating AS "isRotating", m.categories::text[] AS categories, m.created_at AS "createdAt",
          ARRAY(SELECT u.id FROM team_members p JOIN users u ON u.id = p.user_id
            WHERE p.team_id = m.id AND u.is_staff ORDER BY u.name, u.id) AS "memberIds"
        FROM teams m ${id ? sql`WHERE m.id = ${id}::uuid` : empty} ORDER BY lower(m.name), m.id`,
  );
}

/** One team. Errors: `FORBIDDEN` for clients, `TEAM_NOT_FOUND`. */
export async function getTeam(actor: Actor, id: string, on: Queryable = db): Promise<TeamRow> {
  const [row] = await listTeams(actor, on, id);
  if (!row) throw new AppError('TEAM_NOT_FOUND');
  return row;
}

/** Everybody who works here and is not disabled, by name. Errors: `FORBIDDEN` for clients. One round trip. */
export async function listAgents(actor: Actor): Promise<AgentRow[]> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  return db.query<AgentRow>(
    sql`SELECT u.id, u.name, u.away_since IS NOT NULL AS "isAway", u.capacity, (
            SELECT count(*)::int FROM (
              SELECT 1 FROM tickets t WHERE t.assigned_to_id = u.id AND ${isAtHand} LIMIT ${countLimit}) x) AS load
        FROM users u WHERE u.is_staff AND u.disabled_at IS NULL ORDER BY u.name, u.id`,
  );
}
