import sql from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { insertEchoes } from '@/lib/events/record';
import type { Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { enqueue } from '@/lib/platform/queue';
import { presentTicket, ticketEtag } from '../present';
import { getTicket } from '../queries/find';
import { isActive, statusAfterReply } from '../rules';
import type { TicketObject, TicketStatus } from '../schema';
import { checkPrecondition, type HeldTicket } from './apply';
import { echoedActor, readBeside } from './echo';
import { type Family, holdFamily, inFamilyTransaction } from './hold-family';
import type { BeforeMerge } from './merge';
import { tellBoth } from './tell-both';

interface MergeRow {
  id: string;
  before: BeforeMerge;
  target: { id: string; number: number; clientId: string };
  /** The ticket and all that were merged into it. */
  family: string[];
  /** A client has written on one of these since. */
  hasNews: boolean;
}

async function findMerge(tx: Queryable, id: string): Promise<MergeRow> {
  const [merge] = await tx.query<MergeRow>(
    sql`SELECT g.id, g.before, json_build_object('id', x.id, 'number', x.number, 'clientId', x.client_id) AS target, f.family,
          EXISTS (SELECT 1 FROM threads m WHERE m.ticket_id = ANY(f.family) AND m.type = 'user' AND m.created_at >= g.created_at) AS "hasNews"
        FROM ticket_merges g JOIN tickets x ON x.id = g.target_id CROSS JOIN LATERAL (
          WITH RECURSIVE down AS (
            SELECT g.source_id AS id
            UNION ALL SELECT c.source_id FROM down d JOIN ticket_merges c ON c.target_id = d.id AND c.undone_at IS NULL)
          SELECT array_agg(d.id) AS family FROM down d) f
        WHERE g.source_id = ${id}::uuid AND g.undone_at IS NULL`,
  );
  if (!merge) throw new AppError('NOT_MERGED');
  return merge;
}

/** As it stood before, unless its client has written since and would wait for nobody. */
function standing(held: HeldTicket, { before, hasNews }: MergeRow) {
  const status: TicketStatus = hasNews
    ? (statusAfterReply(before.status, 'client', held.assignedToId !== null) ?? 'open')
    : before.status;
  const until = before.snoozedUntil === null ? null : new Date(before.snoozedUntil);
  const snoozedUntil = !hasNews && isActive(status) && until && until > held.now ? until : null;
  return { status, snoozedUntil };
}

async function write(tx: Queryable, actor: Actor, { held, top }: Family): Promise<void> {
  const merge = await findMerge(tx, held.id);
  const at = held.now;
  const { status, snoozedUntil } = standing(held, merge);
  await tx.query(sql`UPDATE ticket_merges SET undone_at = ${at} WHERE id = ${merge.id}::uuid`);
  // Those above that hold messages of a client who has one among these read less from now on; of all others only staff do.
  await tx.query(
    sql`WITH RECURSIVE up AS (
          SELECT ${merge.target.id}::uuid AS id
          UNION ALL SELECT g.target_id FROM up u JOIN ticket_merges g ON g.source_id = u.id AND g.undone_at IS NULL
        ), above AS (
          SELECT u.id, EXISTS (SELECT 1 FROM tickets s JOIN tickets a ON a.id = u.id
            WHERE s.id = ANY(${merge.family}::uuid[]) AND s.client_id = a.client_id) AS is_told FROM up u)
        UPDATE tickets t SET staff_updated_at = ${at}, note_version = note_version + CASE WHEN a.is_told THEN 0 ELSE 1 END,
          version = version + CASE WHEN a.is_told THEN 1 ELSE 0 END,
          updated_at = CASE WHEN a.is_told THEN ${at} ELSE updated_at END
        FROM above a WHERE a.id = t.id`,
  );
  await tx.query(
    sql`UPDATE tickets t SET merged_into_id = NULLIF(${held.id}::uuid, t.id), version = version + 1, updated_at = ${at}, staff_updated_at = ${at}
        WHERE t.id = ANY(${merge.family}::uuid[])`,
  );
  const isOver = !isActive(status);
  await tx.query(
    sql`UPDATE tickets SET status = ${status}::ticket_status, snoozed_until = ${snoozedUntil}::timestamptz,
          resolution = CASE WHEN ${isOver || merge.before.status === status}::boolean THEN resolution END,
          resolved_at = CASE WHEN ${isOver}::boolean THEN resolved_at END WHERE id = ${held.id}::uuid`,
  );
  if (snoozedUntil)
    await enqueue(tx, 'tickets.wake', { ticketId: held.id }, { runAt: snoozedUntil, key: `snooze:${held.id}` });
  const isInternal = held.clientId !== merge.target.clientId;
  const { id, number } = merge.target;
  const reopens = status !== 'closed' && { changes: { status: { from: 'closed' as const, to: status } } };
  await tellBoth(tx, actor, { kind: 'unmerge', source: held, target: { id, number }, at, isInternal, ...reopens });
  if (status === top.status) return;
  const event = { name: 'ticket.changed' as const, data: { changes: { status: { from: top.status, to: status } } } };
  const from = sql`FROM tickets s WHERE s.id = ANY(${merge.family}::uuid[]) AND ${readBeside(top.clientId)}`;
  await tx.query(insertEchoes(echoedActor(actor, top), event, from));
}

/**
 * Takes a ticket back out of the one that it was merged into, at any time: it stands as it did before and takes along what had
 * been merged into it. Messages stay where they were written. Gives the ticket. `ifMatch` is its entity tag.
 * Errors: `FORBIDDEN` for clients, `TICKET_NOT_FOUND`, `NOT_MERGED`, `PRECONDITION_FAILED`.
 */
export async function unmergeTicket(
  actor: Actor,
  id: string,
  { ifMatch }: { ifMatch?: string } = {},
): Promise<{ ticket: TicketObject; etag: string }> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  return inFamilyTransaction(async (tx) => {
    const family = await holdFamily(tx, actor, id);
    checkPrecondition(family.held, actor, ifMatch);
    await write(tx, actor, family);
    const row = await getTicket(actor, { id }, tx);
    return { ticket: presentTicket(row), etag: ticketEtag(row, true) };
  });
}
