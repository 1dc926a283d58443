import { toPublicId } from '@/lib/platform/ids';
import { statuses } from '@/lib/tickets/schema';
import type { ClientRow, NoteRow } from './queries';
import type { ClientNoteObject, ClientObject } from './schema';

/** A row as the API shows it. */
export function presentClient(row: ClientRow): ClientObject {
  const counts = Object.fromEntries(statuses.map((status) => [status, row.counts[status] ?? 0])) as Omit<
    ClientObject['tickets'],
    'total'
  >;
  return {
    _id: toPublicId('client', row.id),
    name: row.name,
    email: row.email,
    disabled: row.disabledAt !== null,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    tickets: { total: Object.values(counts).reduce((a, b) => a + b, 0), ...counts },
    ratings: { good: row.good, bad: row.bad },
    notes: row.notes,
  };
}

/** A note as the API shows it. */
export function presentNote({ id, text, authorId, authorName, mayChange, ...times }: NoteRow): ClientNoteObject {
  return {
    _id: toPublicId('note', id),
    text,
    author: authorId && authorName ? { _id: toPublicId('agent', authorId), name: authorName } : null,
    mayChange,
    createdAt: times.createdAt.toISOString(),
    updatedAt: times.updatedAt.toISOString(),
  };
}
