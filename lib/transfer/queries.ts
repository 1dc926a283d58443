import sql from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { invalid } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { findTicket } from '@/lib/tickets/queries/find';
import { listWholeTickets, type WholeTicketRow } from '@/lib/tickets/queries/whole';
import { mentionsOf, type PersonRow, presentExported } from './present';

/** What an export is to hold. `cursor` is the id of the ticket after which it goes on. */
export interface ExportOptions {
  cursor?: string;
  updatedAfter?: Date;
}

/** Longer texts would stay in memory until the rarer kind of garbage collection. */
const pieceLength = 50_000;

async function peopleOf(rows: WholeTicketRow[]): Promise<Map<string, PersonRow>> {
  const ids = [...new Set(rows.flatMap((row) => mentionsOf(row).map((mention) => mention.id)))];
  const people = await db.query<PersonRow>(
    sql`SELECT id, name, email, is_staff AS "isStaff" FROM users WHERE id = ANY(${ids}::uuid[])`,
  );
  return new Map(people.map((person) => [person.id, person]));
}

/**
 * All tickets that the actor may see as lines of JSON, oldest first, each text some of them; the very last line tells how
 * many there were. It reads a few tickets at a time and holds no connection in between, so whoever reads slowly, or stops,
 * costs nothing. A ticket is whole and as it stood at one moment; one that changes meanwhile is told as before or after.
 * Errors: `INVALID_CURSOR`, before the first text.
 */
export async function* exportLines(actor: Actor, { cursor, updatedAfter }: ExportOptions): AsyncGenerator<string> {
  const id = cursor === undefined ? undefined : fromPublicId(cursor, 'support_ticket');
  const first = id ? await findTicket(actor, { id }) : undefined;
  if (cursor !== undefined && !first) throw invalid({ field: 'cursor', code: 'INVALID_CURSOR' });
  const reader = { isStaff: isStaff(actor), userId: actor.kind === 'user' ? actor.userId : undefined };
  let after: Pick<WholeTicketRow, 'createdAt' | 'number'> | undefined = first ?? undefined;
  let count = 0;
  for (;;) {
    const rows = await listWholeTickets(actor, { after, updatedAfter });
    if (rows.length === 0) break;
    const people = await peopleOf(rows);
    count += rows.length;
    after = { createdAt: rows.at(-1)?.createdAt as Date, number: rows.at(-1)?.number as number };
    let text = '';
    for (const row of rows) {
      text += `${JSON.stringify(presentExported(row, people, reader))}\n`;
      if (text.length < pieceLength) continue;
      yield text;
      text = '';
    }
    if (text) yield text;
  }
  yield `${JSON.stringify({ end: true, count })}\n`;
}
