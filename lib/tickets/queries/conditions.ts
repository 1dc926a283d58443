import sql, { join, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { invalid } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { visibleTickets } from '../policy';
import type { ListTickets } from '../schema';

export type TicketFilter = Partial<Omit<ListTickets, 'limit' | 'cursor' | 'include'>>;

function idsOf(actor: Actor, values: string[], field: 'client' | 'assignedTo', code: string) {
  const ids: string[] = [];
  for (const value of values) {
    if (value === 'none' && field === 'assignedTo') continue;
    const id = value === 'me' && actor.kind === 'user' ? actor.userId : fromPublicId(value, 'client', 'agent');
    if (!id) throw invalid({ field, code });
    ids.push(id);
  }
  return ids;
}

function searchCondition(actor: Actor, q: string): Sql {
  // Staff go by the index; a client's few tickets are found first, and their own words alone are looked at.
  return isStaff(actor)
    ? sql`t.id IN (SELECT s.ticket_id FROM ticket_search s WHERE s.staff_vector @@ hilo_query(${q}))`
    : sql`EXISTS (SELECT 1 FROM ticket_search s WHERE s.ticket_id = t.id AND s.client_vector @@ hilo_query(${q}))`;
}

/** The conditions of a filter on `tickets t`, the actor's own visibility first. Errors: 400 for an id that is none. */
export function ticketConditions(actor: Actor, filter: TicketFilter): Sql {
  const updated = isStaff(actor) ? sql`t.staff_updated_at` : sql`t.updated_at`;
  const all: (Sql | undefined)[] = [
    visibleTickets(actor),
    filter.status && sql`t.status = ANY(${filter.status}::ticket_status[])`,
    filter.priority && sql`t.priority = ANY(${filter.priority}::ticket_priority[])`,
    filter.category && sql`t.category = ANY(${filter.category}::ticket_category[])`,
    filter.tag && sql`t.tags && ${filter.tag}::text[]`,
    filter.client && sql`t.client_id = ANY(${idsOf(actor, filter.client, 'client', 'INVALID_CLIENT')}::uuid[])`,
    filter.assignedTo && assigneeCondition(actor, filter.assignedTo),
    filter.q ? searchCondition(actor, filter.q) : undefined,
    filter.createdAfter && sql`t.created_at > ${filter.createdAfter}`,
    filter.createdBefore && sql`t.created_at < ${filter.createdBefore}`,
    filter.updatedAfter && sql`${updated} > ${filter.updatedAfter}`,
  ];
  return join(
    all.filter((each) => each !== undefined),
    ' AND ',
  );
}

function assigneeCondition(actor: Actor, values: string[]): Sql {
  const ids = idsOf(actor, values, 'assignedTo', 'INVALID_ASSIGNED_TO');
  const isAny = sql`t.assigned_to_id = ANY(${ids}::uuid[])`;
  if (!values.includes('none')) return isAny;
  return ids.length === 0 ? sql`t.assigned_to_id IS NULL` : sql`(t.assigned_to_id IS NULL OR ${isAny})`;
}
