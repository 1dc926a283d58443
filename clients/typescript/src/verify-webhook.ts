import type { Thread, Ticket, TicketEvent } from './api.js';
import { webCrypto } from './crypto.js';

/** What a webhook is sent. */
export interface WebhookPayload {
  type: TicketEvent['type'];
  /** When it happened. RFC 3339 in UTC. */
  timestamp: string;
  data: {
    /** The ticket as the webhook's owner sees it now, without its messages. */
    ticket: Ticket;
    /** What was written, where the event is a reply or a note. */
    message?: Thread;
    /** What each changed property was and became. */
    changes?: TicketEvent['changes'];
    /** Who did it: `client_…`, `agent_…`, or `system`. */
    actor: string;
    /** The event's id, which is a cursor of `changes`. */
    event: string;
    /** Texts and lists were cut to keep the message small: read the ticket for all of it. */
    truncated?: true;
  };
}

/** Sent by `webhooks.test`. */
export interface WebhookTestPayload {
  type: 'webhook.test';
  timestamp: string;
  data: Record<string, never>;
}

/** A message that the desk did not sign, or not now: answer it with 400 and do nothing. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
}

/** The headers of a request, as `fetch` or Node's server gives them. */
export type HeadersLike = Headers | Record<string, string | string[] | undefined>;

export interface VerifyOptions {
  /** How many seconds a message may be old, or ahead of this clock; 300 unless said. */
  tolerance?: number;
  /** The time to hold the message against; now unless said. */
  now?: Date;
}

function headerOf(headers: HeadersLike, name: string): string {
  const isHeaders = typeof (headers as Headers).get === 'function';
  const value = isHeaders
    ? (headers as Headers).get(name)
    : Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1];
  const text = Array.isArray(value) ? value.join(' ') : value;
  if (!text) throw new WebhookVerificationError(`The header ${name} is missing`);
  return text;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function keyOf(secret: string): Uint8Array<ArrayBuffer> {
  const key = bytesOf(secret.replace(/^whsec_/, ''));
  if (!key?.length) throw new TypeError('The secret of a webhook looks like whsec_…');
  return key;
}

function join(head: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const start = new TextEncoder().encode(head);
  const all = new Uint8Array(start.length + body.length);
  all.set(start);
  all.set(body, start.length);
  return all;
}

/** Whether any of the signatures is one of the secrets' over the bytes. Each comparison is Web Crypto's own, in constant time. */
async function isSigned(bytes: Uint8Array<ArrayBuffer>, secrets: string[], signatures: string): Promise<boolean> {
  const { subtle } = await webCrypto();
  const given = signatures.split(' ').filter((each) => each.startsWith('v1,'));
  for (const secret of secrets) {
    const key = await subtle.importKey('raw', keyOf(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
    for (const each of given) {
      const signature = bytesOf(each.slice('v1,'.length));
      if (signature && (await subtle.verify('HMAC', key, signature, bytes))) return true;
    }
  }
  return false;
}

/**
 * Checks that a message to your webhook comes from the desk, and now, and gives what it says (Standard Webhooks 1.0).
 * @param secret `whsec_…`, or several while one takes the other's place
 * @param body as it came, byte for byte: not parsed and written again
 * @throws WebhookVerificationError; SyntaxError for a signed body that is not JSON
 */
export async function verifyWebhook(
  secret: string | string[],
  headers: HeadersLike,
  body: string | Uint8Array | ArrayBuffer,
  { tolerance = 300, now = new Date() }: VerifyOptions = {},
): Promise<WebhookPayload | WebhookTestPayload> {
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const signatures = headerOf(headers, 'webhook-signature');
  if (!/^\d{1,12}$/.test(timestamp)) throw new WebhookVerificationError('The timestamp is not one');
  const age = now.getTime() / 1000 - Number(timestamp);
  if (age > tolerance) throw new WebhookVerificationError('The message is too old');
  if (age < -tolerance) throw new WebhookVerificationError('The message is from the future');
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body);
  if (!(await isSigned(join(`${id}.${timestamp}.`, bytes), [secret].flat(), signatures)))
    throw new WebhookVerificationError('No signature fits');
  return JSON.parse(new TextDecoder().decode(bytes)) as WebhookPayload | WebhookTestPayload;
}
