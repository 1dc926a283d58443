import { presentEvent } from '@/lib/events/present';
import { toPublicId } from '@/lib/platform/ids';
import type { HistoryRow } from './queries';
import type { HistoryObject } from './schema';

const mention = ({ id, number }: { id: string; number: number }) => ({
  _id: toPublicId('support_ticket', id),
  number,
});

/** Names by the ids that `changes` has. */
function presentNames({ names, data }: HistoryRow): Record<string, string> {
  const isTeam = (id: string) => data.changes?.teamId?.from === id || data.changes?.teamId?.to === id;
  return Object.fromEntries(
    Object.entries(names).map(([id, name]) => [toPublicId(isTeam(id) ? 'team' : 'agent', id), name]),
  );
}

/** An event as a ticket's history shows it. */
export function presentHistory(row: HistoryRow): HistoryObject {
  const { id, type, timestamp, actor, changes, rating } = presentEvent(row);
  const { other, side, link, macro, rule, bulk } = row.data;
  return {
    _id: id,
    type,
    timestamp,
    ticket: mention({ id: row.ticketId, number: row.number }),
    actor,
    actorName: row.actorName,
    ...(row.isInternal && { internal: true as const }),
    ...(changes && { changes }),
    ...(row.message && { message: { _id: toPublicId('thread', row.message.id), text: row.message.text } }),
    ...(other && { other: mention(other) }),
    ...(other && side && { side }),
    ...(link && { link }),
    ...(rating && { rating }),
    ...(macro && { macro: { _id: macro.id, name: macro.name } }),
    ...(rule && { rule: { _id: rule.id, name: rule.name } }),
    ...(bulk && { bulk: { _id: bulk.id, ...(bulk.isUndo && { undo: true as const }) } }),
    names: presentNames(row),
  };
}
