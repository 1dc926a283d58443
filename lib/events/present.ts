import { toPublicId } from '@/lib/platform/ids';
import type { FeedRow } from './feed';
import { sealPlace } from './place';
import type { TicketEventObject } from './schema';

function presentActor({ actorId, actorRole, type, clientId }: FeedRow): string {
  if (!actorId) return 'system';
  // Whoever files a ticket of their own does so as its client, as the ticket's first message says too.
  const isClient = actorRole === 'client' || (type === 'ticket.created' && actorId === clientId);
  return toPublicId(isClient ? 'client' : 'agent', actorId);
}

const publicAgent = (id: unknown) => (typeof id === 'string' ? toPublicId('agent', id) : null);

const publicTeam = (id: unknown) => (typeof id === 'string' ? toPublicId('team', id) : null);

function presentChanges(changes: NonNullable<FeedRow['data']['changes']>): TicketEventObject['changes'] {
  const { assignedToId, teamId, ...rest } = changes;
  const assigned = assignedToId && {
    assignedTo: { from: publicAgent(assignedToId.from), to: publicAgent(assignedToId.to) },
  };
  const team = teamId && { team: { from: publicTeam(teamId.from), to: publicTeam(teamId.to) } };
  // As the command wrote them: the same words that the schema has.
  return { ...rest, ...assigned, ...team } as TicketEventObject['changes'];
}

/** An event as the feed tells it, the same to everybody who may know of it. Source: docs/contract.md, "Changes and events". */
export function presentEvent(row: FeedRow): TicketEventObject {
  return {
    id: sealPlace(row),
    type: row.type,
    timestamp: row.createdAt.toISOString(),
    ticket: toPublicId('support_ticket', row.ticketId),
    number: row.number,
    actor: presentActor(row),
    ...(row.data.changes && { changes: presentChanges(row.data.changes) }),
    ...(row.data.rating && { rating: row.data.rating }),
    ...(row.data.other && { other: toPublicId('support_ticket', row.data.other.id) }),
    ...(row.data.imported && { imported: true as const }),
  };
}
