import sql, { empty, type Sql } from 'sql-template-tag';
import type { Actor, Role, UserActor } from '@/lib/auth/actor';
import type { TicketEventName } from '@/lib/events/schema';
import { decodeCursor, encodeCursor } from '@/lib/platform/cursor';
import { db, type Queryable } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { visibleDeliveries, visibleWebhooks } from './policy';
import type { AttemptError, DeliveryObject, DeliveryStatus, ListDeliveries } from './schema';

/** What is read of a webhook: all but its secrets, and whose it is. */
export interface WebhookRow {
  id: string;
  url: string;
  events: TicketEventName[];
  isEnabled: boolean;
  disabledReason: 'gone' | 'failing' | null;
  disabledAt: Date | null;
  failingSince: Date | null;
  previousSecretUntil: Date | null;
  createdAt: Date;
  updatedAt: Date;
  user: { id: string; name: string; email: string; role: Role };
}

const webhookColumns = sql`w.id, w.url, w.events, w.is_enabled AS "isEnabled", w.disabled_reason AS "disabledReason",
  w.disabled_at AS "disabledAt", w.failing_since AS "failingSince", w.previous_secret_until AS "previousSecretUntil",
  w.created_at AS "createdAt", w.updated_at AS "updatedAt",
  json_build_object('id', u.id, 'name', u.name, 'email', u.email, 'role', u.role) AS "user"`;

/** The webhooks that the actor may see, newest first. One round trip. */
export function listWebhooks(actor: Actor): Promise<WebhookRow[]> {
  return db.query<WebhookRow>(
    sql`SELECT ${webhookColumns} FROM webhooks w JOIN users u ON u.id = w.user_id WHERE ${visibleWebhooks(actor)}
        ORDER BY w.created_at DESC, w.id DESC LIMIT 1000`,
  );
}

/** One webhook. Errors: `WEBHOOK_NOT_FOUND`, also for one that is not theirs. */
export async function getWebhook(actor: Actor, id: string): Promise<WebhookRow> {
  const [row] = await db.query<WebhookRow>(
    sql`SELECT ${webhookColumns} FROM webhooks w JOIN users u ON u.id = w.user_id
        WHERE w.id = ${id}::uuid AND ${visibleWebhooks(actor)}`,
  );
  if (!row) throw new AppError('WEBHOOK_NOT_FOUND');
  return row;
}

/** The same, held until the transaction ends: nobody else changes or sends by it meanwhile. Errors: `WEBHOOK_NOT_FOUND`. */
export async function holdWebhook(tx: Queryable, actor: Actor, id: string): Promise<WebhookRow> {
  const [row] = await tx.query<WebhookRow>(
    sql`SELECT ${webhookColumns} FROM webhooks w JOIN users u ON u.id = w.user_id
        WHERE w.id = ${id}::uuid AND ${visibleWebhooks(actor)} FOR NO KEY UPDATE OF w`,
  );
  if (!row) throw new AppError('WEBHOOK_NOT_FOUND');
  return row;
}

/** The UUID in a webhook's public id. Errors: `WEBHOOK_NOT_FOUND`. */
export function webhookKey(publicId: string): string {
  const id = fromPublicId(publicId, 'webhook');
  if (!id) throw new AppError('WEBHOOK_NOT_FOUND');
  return id;
}

/** The UUID in a delivery's public id. Errors: `DELIVERY_NOT_FOUND`. */
export function deliveryKey(publicId: string): string {
  const id = fromPublicId(publicId, 'msg');
  if (!id) throw new AppError('DELIVERY_NOT_FOUND');
  return id;
}

export interface AttemptRow {
  number: number;
  /** ISO 8601, as JSON carries it. */
  startedAt: string;
  durationMs: number | null;
  status: number | null;
  error: AttemptError | null;
  requestBytes: number;
  responseBytes: number | null;
  responseHead: string | null;
}

export interface DeliveryRow {
  id: string;
  type: DeliveryObject['type'];
  status: DeliveryStatus;
  isTest: boolean;
  ticketId: string | null;
  /** An attempt may be running. */
  isBusy: boolean;
  createdAt: Date;
  deliveredAt: Date | null;
  nextAttemptAt: Date | null;
  /** Oldest first; of very many the last hundred. */
  attempts: AttemptRow[];
}

const deliveryColumns = sql`d.id, d.type, d.status, d.event_id IS NULL AS "isTest", e.subject_id AS "ticketId",
  d.busy_until IS NOT NULL AND d.busy_until > now() AS "isBusy", d.created_at AS "createdAt", d.delivered_at AS "deliveredAt",
  d.next_attempt_at AS "nextAttemptAt", COALESCE((
    SELECT json_agg(json_build_object('number', a.number, 'startedAt', a.started_at, 'durationMs', a.duration_ms,
        'status', a.status, 'error', a.error, 'requestBytes', a.request_bytes, 'responseBytes', a.response_bytes,
        'responseHead', a.response_head) ORDER BY a.number)
    FROM (SELECT * FROM webhook_attempts a WHERE a.delivery_id = d.id ORDER BY a.number DESC LIMIT 100) a), '[]') AS attempts`;

function after(cursor: string | undefined): Sql {
  if (cursor === undefined) return empty;
  const [at, id] = decodeCursor(cursor) ?? [];
  const isMoment = Number.isSafeInteger(at) && Number(at) >= 0 && Number(at) < 8.64e15;
  if (!isMoment || typeof id !== 'string' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw invalid({ field: 'cursor', code: 'INVALID_CURSOR' });
  return sql`AND (d.created_at, d.id) < (${new Date(Number(at))}::timestamptz, ${id}::uuid)`;
}

/** A page of a webhook's ledger, newest first, by keyset. Errors: `WEBHOOK_NOT_FOUND`, `INVALID_CURSOR`. */
export async function listDeliveries(
  actor: Actor,
  webhookId: string,
  { limit, cursor, status }: ListDeliveries,
): Promise<{ rows: DeliveryRow[]; next: string | null }> {
  await getWebhook(actor, webhookId);
  const rows = await db.query<DeliveryRow>(
    sql`SELECT ${deliveryColumns}
        FROM (SELECT * FROM webhook_deliveries d WHERE d.webhook_id = ${webhookId}::uuid AND ${visibleDeliveries(actor)}
            ${status ? sql`AND d.status = ${status}::delivery_status` : empty} ${after(cursor)}
            ORDER BY d.created_at DESC, d.id DESC LIMIT ${limit + 1}) d
          LEFT JOIN events e ON e.id = d.event_id
        ORDER BY d.created_at DESC, d.id DESC`,
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), next: last ? encodeCursor([last.createdAt, last.id]) : null };
}

/** One delivery with its payload. Errors: `WEBHOOK_NOT_FOUND`, `DELIVERY_NOT_FOUND`. */
export async function getDelivery(
  actor: Actor,
  webhookId: string,
  id: string,
): Promise<DeliveryRow & { payload: string }> {
  await getWebhook(actor, webhookId);
  const [row] = await db.query<DeliveryRow & { payload: string }>(
    sql`SELECT ${deliveryColumns}, d.payload FROM webhook_deliveries d LEFT JOIN events e ON e.id = d.event_id
        WHERE d.id = ${id}::uuid AND d.webhook_id = ${webhookId}::uuid AND ${visibleDeliveries(actor)}`,
  );
  if (!row) throw new AppError('DELIVERY_NOT_FOUND');
  return row;
}

/** How many deliveries a webhook had, by what became of them. */
export interface DeliveryTally {
  delivered: number;
  failed: number;
  pending: number;
}

/** The last 24 hours of webhooks that the actor has been shown: for each, hour by hour, the latest last. */
export async function tallyDeliveries(
  actor: Actor,
  webhookIds: string[],
  now: Date,
): Promise<Map<string, DeliveryTally[]>> {
  const rows = await db.query<{ id: string; ago: number; status: DeliveryStatus; count: number }>(
    sql`SELECT d.webhook_id AS id, d.status, count(*)::int AS count,
          greatest(0, floor(extract(epoch FROM ${now}::timestamptz - d.created_at) / 3600))::int AS ago
        FROM webhook_deliveries d
        WHERE d.webhook_id = ANY(${webhookIds}::uuid[]) AND d.created_at > ${now}::timestamptz - interval '24 hours'
          AND ${visibleDeliveries(actor)}
        GROUP BY 1, 2, 4`,
  );
  const empty = () => Array.from({ length: 24 }, () => ({ delivered: 0, failed: 0, pending: 0 }));
  const all = new Map(webhookIds.map((id) => [id, empty()]));
  for (const { id, ago, status, count } of rows) {
    const hour = all.get(id)?.[23 - ago];
    if (hour) hour[status] += count;
  }
  return all;
}

/** The actor's own webhooks that Hilo turned off, the latest first: what they are to be told of. */
export function listStopped(actor: UserActor): Promise<{ id: string; url: string }[]> {
  return db.query(
    sql`SELECT w.id, w.url FROM webhooks w
        WHERE w.user_id = ${actor.userId}::uuid AND NOT w.is_enabled AND w.disabled_reason IS NOT NULL
        ORDER BY w.disabled_at DESC`,
  );
}
