import { toPublicId } from '@/lib/platform/ids';
import type { OutgoingRow } from './queries';
import type { OutgoingObject } from './schema';

/** A row as the API shows it to its author. Source: docs/contract.md, "Drafts and the outbox". */
export function presentOutgoing(row: OutgoingRow): OutgoingObject {
  const { message, internal, attachments, after } = row.reply;
  return {
    _id: toPublicId('outgoing', row.id),
    ticket: toPublicId('support_ticket', row.ticketId),
    number: row.number,
    message,
    internal,
    attachments,
    after,
    state: row.state,
    problem: row.problem,
    newer: row.newer && { _id: toPublicId('thread', row.newer.id), name: row.newer.name, type: row.newer.type },
    sendAt: row.sendAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
  };
}
