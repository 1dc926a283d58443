import sql, { empty } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { toPublicId } from '@/lib/platform/ids';
import { numbersOfTickets } from '@/lib/tickets/queries/find';
import { activities, type PresenceObject, presenceSeconds } from '../schema';

interface Row {
  ticketId: string;
  number: number;
  /** Absent where nobody has the ticket open. */
  people: { userId: string; name: string; activities: (typeof activities)[number][] }[];
}

function present({ ticketId, number, people }: Row): PresenceObject {
  return {
    ticket: toPublicId('support_ticket', ticketId),
    number,
    people: people.map(({ userId, name, activities: all }) => ({
      agent: toPublicId('agent', userId),
      userId,
      name,
      activity: activities.findLast((each) => all.includes(each)) ?? 'viewing',
    })),
  };
}

/** Who has which ticket open, by the ticket's key; of these tickets alone where they are named. For those who work here. */
export async function readPresences(ticketIds?: string[]): Promise<Map<string, PresenceObject>> {
  const rows = await db.query<Row>(
    sql`SELECT t.id AS "ticketId", t.number,
          json_agg(json_build_object('userId', p.user_id, 'name', u.name, 'activities', p.activities) ORDER BY u.name, u.id) AS people
        FROM (SELECT ticket_id, user_id, array_agg(activity) AS activities FROM presences
            WHERE seen_at > now() - make_interval(secs => ${presenceSeconds})
              ${ticketIds ? sql`AND ticket_id = ANY(${ticketIds}::uuid[])` : empty}
            GROUP BY ticket_id, user_id) p
          JOIN tickets t ON t.id = p.ticket_id JOIN users u ON u.id = p.user_id AND u.is_staff AND u.disabled_at IS NULL
        GROUP BY t.id`,
  );
  return new Map(rows.map((row) => [row.ticketId, present(row)]));
}

/** Who has a ticket open. Errors: `FORBIDDEN` for clients, `TICKET_NOT_FOUND`. */
export async function getPresence(actor: Actor, id: string): Promise<PresenceObject> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const [presences, numbers] = await Promise.all([readPresences([id]), numbersOfTickets(actor, [id])]);
  const number = numbers.get(id);
  if (number === undefined) throw new AppError('TICKET_NOT_FOUND');
  return presences.get(id) ?? { ticket: toPublicId('support_ticket', id), number, people: [] };
}
