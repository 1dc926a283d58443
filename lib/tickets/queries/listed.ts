import sql, { empty, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { hasDraft } from '@/lib/drafts/queries';
import { db } from '@/lib/platform/db';
import { keptPlans } from '@/lib/platform/kept-plans';
import { visibleThreads, visibleTickets } from '../policy';
import { parts, seenMessages } from './merged';
import type { ListOrder } from './order';
import {
  attachmentsAlone,
  attachmentsColumn,
  columns,
  columnsAlone,
  standsAlone,
  type TicketRow,
  threadsAlone,
  threadsColumn,
} from './rows';

/** What the pages' lists show beside the ticket itself. */
export interface TicketListRow extends TicketRow {
  clientName: string;
  assigneeName: string | null;
  teamName: string | null;
  /** The reader has typed something into it and not sent it. */
  hasDraft: boolean;
  lastMessage: {
    authorName: string | null;
    authorId: string | null;
    type: 'user' | 'agent';
    text: string;
    createdAt: string;
  } | null;
}

/** The newest public message of a ticket and those that are read with it, or of one that `isAlone`. */
function newestMessage(actor: Actor, isAlone: boolean): Sql {
  const newest = (of: Sql, seen: Sql) => sql`SELECT m.* FROM threads m WHERE m.ticket_id = ${of} AND m.type <> 'system'
    AND NOT m.is_internal AND ${seen} ORDER BY m.created_at DESC, m.id DESC LIMIT 1`;
  if (isAlone) return newest(sql`t.id`, visibleThreads(actor));
  return sql`SELECT m.* FROM ${parts(actor)} CROSS JOIN LATERAL (${newest(sql`p.id`, seenMessages(actor))}) m
    ORDER BY m.created_at DESC, m.id DESC LIMIT 1`;
}

const pageColumns = (
  actor: Actor,
  isAlone: boolean,
) => sql`, c.name AS "clientName", s.name AS "assigneeName", g.name AS "teamName", ${hasDraft(actor)} AS "hasDraft", (
    SELECT json_build_object('authorName', (SELECT u.name FROM users u WHERE u.id = m.author_id), 'authorId', m.author_id, 'type', m.type, 'text', left(m.message, 200), 'createdAt', m.created_at)
    FROM (${newestMessage(actor, isAlone)}) m
  ) AS "lastMessage"`;

const pageJoins = (actor: Actor) => sql`JOIN users c ON c.id = t.client_id LEFT JOIN users s ON s.id = t.assigned_to_id
  LEFT JOIN teams g ON g.id = ${isStaff(actor) ? sql`t.team_id` : sql`NULL::uuid`}`;

/**
 * Tickets by their ids, or those that a statement selects, as a table, in an order of `tickets t` where one is said: what else is asked of them is then asked one after the
 * other. Behind OFFSET: the planner would rather walk all tickets in the list's order until it meets enough of them.
 */
export const amongIds = (ids: string[] | Sql, order?: Sql): Sql => {
  const all = Array.isArray(ids) ? sql`${ids}::uuid[]` : sql`ARRAY(${ids})`;
  return sql`(SELECT * FROM tickets t WHERE t.id = ANY(${all}) ${order ? sql`ORDER BY ${order}` : empty} OFFSET 0)`;
};

const planOfFound = keptPlans('found', 12);

/** What a row of a list tells beside the ticket, and how such rows are ordered. */
interface Listed {
  order: ListOrder;
  withThreads?: boolean;
  /** With what the pages show. */
  forPage: boolean;
}

/** The rows of a list: `rowsOf` some tickets, in one statement, and `readFound` of those whose ids are known. */
export function listedRows<Row extends { id: string }>(actor: Actor, { order, withThreads, forPage }: Listed) {
  const rowsOf = (tickets: Sql, isAlone = false) => {
    const threads = isAlone ? threadsAlone : threadsColumn;
    return sql`SELECT ${isAlone ? columnsAlone(actor) : columns(actor)}, ${order.at} AS at,
        ${isAlone ? attachmentsAlone(actor) : attachmentsColumn(actor)}${withThreads ? sql`, ${threads(actor)}` : empty}${forPage ? pageColumns(actor, isAlone) : empty}
      FROM (${tickets}) t ${forPage ? pageJoins(actor) : empty} ORDER BY ${order.by}`;
  };
  /**
   * Tickets that were found a moment ago, in that order, as they are by now; without those that the actor sees no longer. The plan
   * of all that a row tells is dear to make, and kept. One round trip; for a client who has merged ones among them two.
   */
  const readFound = async (ids: string[]): Promise<Row[]> => {
    const rows: Row[] = [];
    // A client's that have part in a merge are read apart: the plan of these takes a megabyte, and they are few.
    for (const isAlone of isStaff(actor) ? [false] : [true, false]) {
      const known = new Set(rows.map(({ id }) => id));
      const left = ids.filter((id) => !known.has(id));
      if (left.length === 0) break;
      const are = isAlone ? sql` AND ${standsAlone}` : empty;
      const statement = rowsOf(sql`SELECT * FROM ${amongIds(left)} t WHERE ${visibleTickets(actor)}${are}`, isAlone);
      const plan = isAlone || isStaff(actor) ? planOfFound(statement) : undefined;
      rows.push(...(await db.query<Row>(statement, plan)));
    }
    const places = new Map(ids.map((id, index) => [id, index]));
    return rows.sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
  };
  return { rowsOf, readFound };
}
