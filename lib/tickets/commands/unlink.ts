import sql from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { type LinkRow, listLinks } from '../queries/links';
import type { LinkKind } from '../schema';
import { recordLink } from './link';

/**
 * Takes a link of a ticket, or of one merged into it, away. Gives it as it was. Errors: `FORBIDDEN` for clients,
 * `TICKET_NOT_FOUND`, `LINK_NOT_FOUND`.
 */
export async function unlinkTicket(actor: Actor, id: string, publicLinkId: string): Promise<LinkRow> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  return inTransaction(async (tx) => {
    const linkId = fromPublicId(publicLinkId, 'link');
    const [link] = linkId ? await listLinks(actor, id, linkId, tx) : [];
    if (!link) throw new AppError('LINK_NOT_FOUND');
    const [gone] = await tx.query<{ from_id: string; to_id: string; kind: LinkKind }>(
      sql`DELETE FROM ticket_links WHERE id = ${link.id}::uuid RETURNING from_id, to_id, kind`,
    );
    if (!gone) throw new AppError('LINK_NOT_FOUND');
    const ends = await tx.query<{ id: string; number: number }>(
      sql`SELECT t.id, t.number FROM tickets t WHERE t.id IN (${gone.from_id}::uuid, ${gone.to_id}::uuid)`,
    );
    const mention = (ticketId: string) => ({
      id: ticketId,
      number: ends.find((end) => end.id === ticketId)?.number ?? 0,
    });
    const { kind, from_id: from, to_id: to } = gone;
    await recordLink(tx, actor, 'ticket.unlinked', { kind, from: mention(from), to: mention(to) });
    return link;
  });
}
