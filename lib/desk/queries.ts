import sql from 'sql-template-tag';
import { type Actor, isStaff, type UserActor } from '@/lib/auth/actor';
import type { ChangeRow } from '@/lib/events/queries';
import { db } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { reading } from '@/lib/platform/replica';
import type { RatingObject } from '@/lib/ratings/schema';
import { findTicketMatches, type TicketMatch } from '@/lib/search/queries/matches';
import { visibleTickets } from '@/lib/tickets/policy';
import { countLimit } from '@/lib/tickets/queries/count';
import { type FoundTicket, findTicket } from '@/lib/tickets/queries/find';
import { type LinkRow, listLinks } from '@/lib/tickets/queries/links';
import { listTicketsForPage } from '@/lib/tickets/queries/list';
import type { TicketListRow } from '@/lib/tickets/queries/listed';
import type { TicketStatus } from '@/lib/tickets/schema';
import { viewFilter } from '@/lib/views/queries';
import type { ListDesk } from './schema';

/** How many of the client's other tickets stand in their card. */
const othersShown = 5;

/**
 * A page of what an agent looks at, with where the words of the search stand in it. `timeZone` is where their days begin.
 * Errors: `FORBIDDEN` for clients; `VIEW_NOT_FOUND`; `INVALID_CURSOR`, `INVALID_UNTIL`.
 */
export async function listDesk(
  actor: UserActor,
  { queue, q, timeZone, ...options }: ListDesk & { timeZone?: string },
): Promise<{ rows: TicketListRow[]; next: string | null; matches: Map<string, TicketMatch> }> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  return reading(actor, async () => {
    const filter = await viewFilter(actor, { queue, q: q ?? '' }, { timeZone });
    const { rows, next } = await listTicketsForPage(actor, filter, options);
    return { rows, next, matches: await findTicketMatches(actor, filter.search.needles, rows) };
  });
}

/** What stands round a ticket on the desk. Times are RFC 3339. */
interface Surroundings {
  client: { userId: string; name: string; email: string; createdAt: string; notes: number };
  agents: { userId: string; name: string }[];
  others: { number: number; title: string; status: TicketStatus }[];
  otherCount: number;
  teamName: string | null;
  edits: ChangeRow[];
  rating: RatingObject | null;
  names: Record<string, string>;
}

/** A ticket with its messages and all that stands round it. */
export interface DeskTicketRow extends FoundTicket, Surroundings {
  links: LinkRow[];
}

async function findSurroundings(actor: Actor, id: string): Promise<Surroundings | null> {
  const [row] = await db.query<Surroundings>(
    sql`SELECT json_build_object('userId', c.id, 'name', c.name, 'email', c.email, 'createdAt', c.created_at,
            'notes', (SELECT count(*)::int FROM client_notes n WHERE n.client_id = c.id)) AS client,
          COALESCE((SELECT json_agg(json_build_object('userId', u.id, 'name', u.name) ORDER BY u.name)
            FROM users u WHERE u.is_staff AND u.disabled_at IS NULL), '[]') AS agents,
          COALESCE((SELECT json_agg(o) FROM (SELECT o.number, o.title, o.status FROM tickets o
            WHERE o.client_id = t.client_id AND o.id <> t.id ORDER BY o.created_at DESC, o.number DESC
            LIMIT ${othersShown}) o), '[]') AS others,
          (SELECT count(*)::int FROM (SELECT 1 FROM tickets o WHERE o.client_id = t.client_id AND o.number <> t.number
            LIMIT ${countLimit}) o) AS "otherCount",
          (SELECT g.name FROM teams g WHERE g.id = t.team_id) AS "teamName",
          COALESCE((SELECT json_agg(e) FROM (
            SELECT e.id::float8 AS id, e.actor_id AS "actorId", u.name AS "actorName", e.data->'changes' AS changes
            FROM events e LEFT JOIN users u ON u.id = e.actor_id
            WHERE e.subject_id = t.id AND e.data ? 'changes' AND NOT (e.data ? 'echo') ORDER BY e.id DESC LIMIT 20) e), '[]') AS edits,
          (SELECT json_build_object('good', r.is_good, 'comment', r.comment, 'createdAt', r.created_at, 'updatedAt', r.updated_at)
            FROM ratings r WHERE r.ticket_id = t.id) AS rating,
          COALESCE((SELECT json_object_agg(u.id, u.name) FROM users u WHERE u.id IN (
            SELECT t.assigned_to_id UNION SELECT (m.change->>'to')::uuid FROM threads m
            WHERE m.ticket_id = ANY(t.id || ARRAY(SELECT c.id FROM tickets c WHERE c.merged_into_id = t.id))
              AND m.change->>'kind' = 'assignee')), '{}') AS names
        FROM tickets t JOIN users c ON c.id = t.client_id WHERE t.id = ${id}::uuid AND ${visibleTickets(actor)}`,
    'desk_surroundings',
  );
  return row ?? null;
}

/**
 * The ticket with this number and all that its pane shows, or null; what is no number is no ticket. Two round trips.
 * Errors: `FORBIDDEN` for clients.
 */
export async function findDeskTicket(actor: UserActor, number: string): Promise<DeskTicketRow | null> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  // Nine digits always fit the database's integer.
  const ticket = /^[1-9]\d{0,8}$/.test(number) ? await findTicket(actor, { number: Number(number) }) : null;
  if (!ticket) return null;
  const [around, links] = await Promise.all([findSurroundings(actor, ticket.id), listLinks(actor, ticket.id)]);
  return around && { ...ticket, ...around, links };
}
