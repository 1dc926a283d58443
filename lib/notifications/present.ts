import { toPublicId } from '@/lib/platform/ids';
import type { NotificationRow } from './queries';
import type { NotificationObject } from './schema';

/** A row as the API shows it. */
export function presentNotification(row: NotificationRow): NotificationObject {
  const { actorId, actorName, actorRole } = row;
  return {
    _id: toPublicId('notification', row.id),
    kind: row.kind,
    ticket: { _id: toPublicId('support_ticket', row.ticketId), number: row.number, title: row.title },
    actor:
      actorId && actorName
        ? { _id: toPublicId(actorRole === 'client' ? 'client' : 'agent', actorId), name: actorName }
        : null,
    text: row.text,
    createdAt: row.createdAt.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
  };
}
