import sql from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { record } from '@/lib/events/record';
import type { Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { type LinkRow, listLinks, otherTicketId } from '../queries/links';
import type { LinkKind } from '../schema';
import { inFamilyTransaction, shareFamilies } from './hold-family';

interface Ends {
  from: { id: string; number: number };
  to: { id: string; number: number };
}

/** Tells staff on both tickets of a link that there is now, or no longer. */
export async function recordLink(
  tx: Queryable,
  actor: Actor,
  name: 'ticket.linked' | 'ticket.unlinked',
  { kind, from, to }: Ends & { kind: LinkKind },
): Promise<void> {
  const event = { name, isInternal: true };
  const subject = (id: string) => ({ type: 'ticket' as const, id });
  await record(tx, actor, { ...event, subject: subject(from.id), data: { other: to, link: kind, side: 'source' } });
  await record(tx, actor, { ...event, subject: subject(to.id), data: { other: from, link: kind, side: 'target' } });
}

/** How many links a ticket may have, whichever of the two says them. */
const maxLinks = 200;

/** To be asked once both are held. Errors: `TOO_MANY_LINKS`. */
async function requireRoom(tx: Queryable, ids: string[]): Promise<void> {
  const full = await tx.query(
    sql`SELECT 1 FROM unnest(${ids}::uuid[]) AS e(id)
        WHERE (SELECT count(*) FROM ticket_links l WHERE l.from_id = e.id OR l.to_id = e.id) >= ${maxLinks}`,
  );
  if (full.length > 0) throw new AppError('TOO_MANY_LINKS');
}

/**
 * Links a ticket to another: it blocks it, is a duplicate of it, or has to do with it. Gives the link as read from the first.
 * Errors: `FORBIDDEN` for clients, `TICKET_NOT_FOUND`, `OTHER_TICKET_NOT_FOUND`, `LINK_TO_ITSELF`, `LINK_EXISTS` (either way),
 * `TOO_MANY_LINKS`.
 */
export async function linkTicket(
  actor: Actor,
  id: string,
  { kind, ticket }: { kind: LinkKind; ticket: string | number },
): Promise<LinkRow> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  return inFamilyTransaction(async (tx) => {
    await listLinks(actor, id, newId(), tx);
    const toId = await otherTicketId(tx, actor, id, ticket);
    if (toId === id) throw new AppError('LINK_TO_ITSELF');
    const linkId = newId();
    const userId = actor.kind === 'user' ? actor.userId : null;
    // Whoever links the same two at the same time waits here, and finds the first link.
    const numbers = await shareFamilies(tx, [id, toId]);
    await requireRoom(tx, [id, toId]);
    const made = await tx.query(
      sql`INSERT INTO ticket_links (id, from_id, to_id, kind, created_by_id)
          SELECT ${linkId}::uuid, ${id}::uuid, ${toId}::uuid, ${kind}, ${userId}::uuid
          WHERE NOT EXISTS (SELECT 1 FROM ticket_links l WHERE l.kind = ${kind}
            AND ((l.from_id = ${id}::uuid AND l.to_id = ${toId}::uuid) OR (l.from_id = ${toId}::uuid AND l.to_id = ${id}::uuid)))
          ON CONFLICT DO NOTHING RETURNING id`,
    );
    if (made.length === 0) throw new AppError('LINK_EXISTS');
    const mention = (ticketId: string) => ({ id: ticketId, number: numbers.get(ticketId) ?? 0 });
    await recordLink(tx, actor, 'ticket.linked', { kind, from: mention(id), to: mention(toId) });
    const [link] = await listLinks(actor, id, linkId, tx);
    return link as LinkRow;
  });
}
