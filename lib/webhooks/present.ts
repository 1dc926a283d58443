import { toPublicId } from '@/lib/platform/ids';
import type { AttemptRow, DeliveryRow, WebhookRow } from './queries';
import type { DeliveryObject, DeliveryWithPayloadObject, WebhookObject, WebhookWithSecretObject } from './schema';

/** A row as the API shows a webhook. */
export function presentWebhook(row: WebhookRow): WebhookObject {
  const { id, name, email, role } = row.user;
  const isRotating = row.previousSecretUntil !== null && row.previousSecretUntil > new Date();
  return {
    _id: toPublicId('webhook', row.id),
    url: row.url,
    events: row.events,
    enabled: row.isEnabled,
    disabledReason: row.disabledReason,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    failingSince: row.failingSince?.toISOString() ?? null,
    secretRotatesUntil: isRotating ? (row.previousSecretUntil?.toISOString() ?? null) : null,
    user: { _id: toPublicId(role === 'client' ? 'client' : 'agent', id), name, email },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** As `presentWebhook`, with the secret: only in the answer that made it. */
export function presentWithSecret({ row, secret }: { row: WebhookRow; secret: string }): WebhookWithSecretObject {
  return { ...presentWebhook(row), secret };
}

/** An attempt without an end is running if it is the last and its time is not over; else the process died over it. */
function presentAttempt(attempt: AttemptRow, isRunning: boolean): DeliveryObject['attempts'][number] {
  const hasEnded = attempt.durationMs !== null;
  const error = hasEnded || isRunning ? attempt.error : 'INTERRUPTED';
  return { ...attempt, startedAt: new Date(attempt.startedAt).toISOString(), error };
}

/** A row as the ledger shows a delivery. */
export function presentDelivery(row: DeliveryRow): DeliveryObject {
  return {
    _id: toPublicId('msg', row.id),
    type: row.type,
    status: row.status,
    isTest: row.isTest,
    ticket: row.ticketId && toPublicId('support_ticket', row.ticketId),
    createdAt: row.createdAt.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    attempts: row.attempts.map((attempt, index) =>
      presentAttempt(attempt, row.isBusy && index === row.attempts.length - 1),
    ),
  };
}

/** As `presentDelivery`, with what is sent. */
export function presentWithPayload(row: DeliveryRow & { payload: string }): DeliveryWithPayloadObject {
  return { ...presentDelivery(row), payload: row.payload };
}
