import sql, { raw, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { visibleThreads, visibleTickets } from '../policy';
import { statuses } from '../schema';

// Merges that hold form trees: each ticket and the one that it was merged into. `tickets.merged_into_id` is the top of its
// tree, where its life goes on. See docs/decisions/0012-a-merged-ticket-keeps-its-messages.md.

/** The tickets above `tickets` under an alias, as a recursive `up(id, depth, since)`: since when it is part of each. */
const up = (below: Sql) => sql`up AS (
    SELECT g.target_id AS id, 1 AS depth, g.created_at AS since FROM ticket_merges g
    WHERE g.source_id = ${below}.id AND g.undone_at IS NULL
    UNION ALL SELECT g.target_id, u.depth + 1, greatest(u.since, g.created_at)
    FROM up u JOIN ticket_merges g ON g.source_id = u.id AND g.undone_at IS NULL)`;

// Looked up one by one: the planner expects far more of these than there ever are, and would read all tickets instead.
const ownerOf = (each: Sql) => sql`(SELECT x.client_id FROM tickets x WHERE x.id = ${each}.id)`;

/** Whether a ticket was merged into one of the same client's, who reads it there. */
export function isReadElsewhere(ticket: Sql): Sql {
  return sql`(${ticket}.merged_into_id IS NOT NULL AND EXISTS (WITH RECURSIVE ${up(ticket)}
    SELECT 1 FROM up u WHERE ${ownerOf(sql`u`)} = ${ticket}.client_id))`;
}

function ofTop(actor: Actor, column: Sql): Sql {
  if (isStaff(actor)) return sql`t.${column}`;
  return sql`CASE WHEN t.merged_into_id IS NULL OR ${isReadElsewhere(sql`t`)} THEN t.${column}
    ELSE (SELECT r.${column} FROM tickets r WHERE r.id = t.merged_into_id) END`;
}

/** How `tickets t` stands as far as the actor is concerned: to its client a ticket merged into another's stands as that one. */
export function statusOf(actor: Actor): Sql {
  return ofTop(actor, sql`status`);
}

// Clients' conditions name no column of a ticket that stands for itself but those of the index of their tickets, which then
// answers alone; the few that were merged are looked up before.
const theirMerged = (actor: Actor, which: Sql) =>
  sql`ARRAY(SELECT t.number FROM tickets t WHERE ${visibleTickets(actor)} AND t.merged_into_id IS NOT NULL AND ${which})`;

/** The condition on `tickets t` that it stands in one of these statuses, as far as the actor is concerned. */
export function hasStatus(actor: Actor, any: string[]): Sql {
  // In the text, so that the plan is made for them and can be kept (list.ts). One value by itself: then an index that begins
  // with the column gives the order of the next.
  const known = statuses.filter((each) => any.includes(each));
  const values = known.length === 1 ? `= '${known[0]}'::ticket_status` : `= ANY('{${known}}'::ticket_status[])`;
  const isOne = (column: Sql) => sql`${column} ${raw(values)}`;
  if (isStaff(actor)) return isOne(sql`t.status`);
  return sql`((t.merged_into_id IS NULL AND ${isOne(sql`t.status`)})
    OR t.number = ANY(${theirMerged(actor, isOne(statusOf(actor)))}))`;
}

/** The condition on `tickets t` that it is not read on another of the same client's. */
export function isReadHere(actor: Actor): Sql {
  if (isStaff(actor)) return sql`NOT ${isReadElsewhere(sql`t`)}`;
  return sql`(t.merged_into_id IS NULL OR t.number <> ALL(${theirMerged(actor, isReadElsewhere(sql`t`))}))`;
}

/** Who has `tickets t`, likewise. */
export function assigneeOf(actor: Actor): Sql {
  return ofTop(actor, sql`assigned_to_id`);
}

/** A column of `tickets t` that tells of its resolution, likewise: what was said before the merge was said to another. */
export function resolutionOf(actor: Actor, column: Sql): Sql {
  if (isStaff(actor)) return sql`t.${column}`;
  return sql`CASE WHEN t.merged_into_id IS NULL OR ${isReadElsewhere(sql`t`)} THEN t.${column}
    ELSE (SELECT r.${column} FROM tickets r WHERE r.id = t.merged_into_id
      AND r.resolved_at >= (WITH RECURSIVE ${up(sql`t`)} SELECT max(u.since) FROM up u)) END`;
}

/** Where `tickets t` is read instead, `{id, number}` or null: for staff where it goes on, for its client the last of their own. */
export function mergedInto(actor: Actor): Sql {
  if (isStaff(actor)) {
    return sql`(SELECT json_build_object('id', r.id, 'number', r.number) FROM tickets r WHERE r.id = t.merged_into_id)`;
  }
  return sql`CASE WHEN t.merged_into_id IS NOT NULL THEN (WITH RECURSIVE ${up(sql`t`)}
    SELECT (SELECT json_build_object('id', a.id, 'number', a.number) FROM tickets a WHERE a.id = u.id)
    FROM up u WHERE ${ownerOf(sql`u`)} = t.client_id ORDER BY u.depth DESC LIMIT 1) END`;
}

// What a client reads on a ticket beside its own messages: those of their tickets below it and, of others' tickets that these
// were merged into, what agents have answered since, resolutions too.
const clientsFamily = (down: Sql) => sql`SELECT f.* FROM (
    WITH RECURSIVE down AS (
      SELECT t.id WHERE t.merged_into_id IS NOT NULL OR EXISTS (SELECT 1 FROM tickets c WHERE c.merged_into_id = t.id)
      ${down}
    ), own AS (
      SELECT d.id FROM down d WHERE ${ownerOf(sql`d`)} = t.client_id
    ), up AS (
      SELECT o.id, '-infinity'::timestamptz AS since FROM own o
      UNION ALL SELECT g.target_id, greatest(u.since, g.created_at)
      FROM up u JOIN ticket_merges g ON g.source_id = u.id AND g.undone_at IS NULL
    )
    SELECT o.id, NULL::timestamptz AS since, NULL::uuid AS owner_id, 
      (SELECT json_build_object('id', x.id, 'number', x.number) FROM tickets x WHERE x.id = o.id) AS origin
    FROM own o WHERE o.id <> t.id
    UNION ALL
    SELECT u.id, u.since, u.owner_id, NULL FROM (
      SELECT u.id, min(u.since) AS since, ${ownerOf(sql`u`)} AS owner_id FROM up u GROUP BY u.id) u
    WHERE u.owner_id <> t.client_id) f`;

const below = sql`UNION ALL SELECT g.source_id FROM down d JOIN ticket_merges g ON g.target_id = d.id AND g.undone_at IS NULL`;

/**
 * Where the messages of `tickets t` stand that the actor may see, as `p(id, origin, …)` to be joined with `seenMessages`:
 * itself, and those that are read with it. `origin` is `{id, number}` of another of their tickets, else null. `alone` leaves
 * out those merged into it, each of which is listed by itself.
 */
export function parts(actor: Actor, alone = false): Sql {
  if (!isStaff(actor)) {
    return sql`(SELECT t.id, NULL::timestamptz AS since, NULL::uuid AS owner_id, NULL::json AS origin
      UNION ALL ${clientsFamily(alone ? sql`` : below)}) p`;
  }
  const merged = sql`UNION ALL SELECT c.id, json_build_object('id', c.id, 'number', c.number) FROM tickets c
    WHERE c.merged_into_id = t.id`;
  return sql`(SELECT t.id, NULL::json AS origin ${alone ? sql`` : merged}) p`;
}

/** The condition on `threads m` of a part `p` that lets the actor see a message. */
export function seenMessages(actor: Actor): Sql {
  if (isStaff(actor)) return visibleThreads(actor);
  return sql`${visibleThreads(actor)} AND (p.since IS NULL
    OR ((m.type = 'agent' OR (m.type = 'system' AND m.change->>'kind' = 'status' AND m.change->>'to' = 'resolved'))
      AND m.created_at >= p.since AND m.author_id IS DISTINCT FROM p.owner_id))`;
}

/** The condition on `threads m` that a client reads it on a ticket of theirs that was merged into the message's own. */
export function isAnswerTo(clientId: string): Sql {
  return sql`m.type = 'agent' AND NOT m.is_internal AND m.author_id <> (SELECT o.client_id FROM tickets o WHERE o.id = m.ticket_id)
    AND EXISTS (WITH RECURSIVE down AS (
        SELECT m.ticket_id AS id, '-infinity'::timestamptz AS since
        UNION ALL SELECT g.source_id, greatest(d.since, g.created_at)
        FROM down d JOIN ticket_merges g ON g.target_id = d.id AND g.undone_at IS NULL)
      SELECT 1 FROM down d
      WHERE d.id <> m.ticket_id AND m.created_at >= d.since AND ${ownerOf(sql`d`)} = ${clientId}::uuid)`;
}

/** The tickets merged into `tickets t` that the actor may know of, as `{id, number, title, clientId, clientName}`, oldest first. */
export function mergedHere(actor: Actor): Sql {
  const isTheirs = isStaff(actor)
    ? sql`c.merged_into_id = t.id`
    : sql`c.merged_into_id = coalesce(t.merged_into_id, t.id)
    AND c.id <> t.id AND c.client_id = t.client_id AND EXISTS (WITH RECURSIVE ${up(sql`c`)} SELECT 1 FROM up u WHERE u.id = t.id)`;
  return sql`COALESCE((SELECT json_agg(json_build_object('id', c.id, 'number', c.number, 'title', c.title,
      'clientId', c.client_id, 'clientName', u.name) ORDER BY c.number)
    FROM tickets c JOIN users u ON u.id = c.client_id WHERE ${isTheirs}), '[]')`;
}
