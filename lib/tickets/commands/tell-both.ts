import sql, { bulk } from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import { record } from '@/lib/events/record';
import type { Queryable } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { newId } from '@/lib/platform/ids';
import { changeSentence, type FamilyChange } from '../rules';
import type { TicketStatus } from '../schema';

interface Mentioned {
  id: string;
  number: number;
}

/** What two tickets have to do with each other from now on. */
interface Tidings {
  kind: FamilyChange['kind'];
  source: Mentioned;
  target: Mentioned;
  at: Date;
  /** Their clients are not to know of each other. */
  isInternal: boolean;
  /** What became of the source. */
  changes?: { status: { from: TicketStatus; to: TicketStatus } };
}

/** Writes the system message of each of the two tickets. */
async function writeLines(tx: Queryable, actor: Actor, tidings: Tidings): Promise<void> {
  const { kind, source, target, at, isInternal } = tidings;
  const by = actor.kind === 'user' ? actor.name : 'Hilo';
  const lines: [Mentioned, FamilyChange][] = [
    [source, { kind, side: 'source', ticket: target.id, number: target.number }],
    [target, { kind, side: 'target', ticket: source.id, number: source.number }],
  ];
  const rows = lines.map(([{ id }, change]) => [
    newId(),
    id,
    actor.kind === 'user' ? actor.userId : null,
    'system',
    isInternal,
    changeSentence(change, { by }, env().HILO_LOCALE),
    JSON.stringify(change),
    at,
  ]);
  await tx.query(
    sql`INSERT INTO threads (id, ticket_id, author_id, type, is_internal, message, change, created_at) VALUES ${bulk(rows)}`,
  );
}

const names = { merge: 'ticket.merged', unmerge: 'ticket.unmerged', split: 'ticket.split' } as const;

/** Writes the system message and the event of each of the two tickets. */
export async function tellBoth(tx: Queryable, actor: Actor, tidings: Tidings): Promise<void> {
  await writeLines(tx, actor, tidings);
  const { kind, source, target, isInternal, changes } = tidings;
  const event = { name: names[kind], isInternal };
  const data = { other: target, side: 'source', ...(changes && { changes }) };
  await record(tx, actor, { ...event, subject: { type: 'ticket', id: source.id }, data });
  const back = { other: source, side: 'target' };
  await record(tx, actor, { ...event, subject: { type: 'ticket', id: target.id }, data: back });
}
