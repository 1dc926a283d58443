import type {
  ChangeWebhook,
  CreateWebhook,
  Delivery,
  DeliveryWithPayload,
  ListDeliveriesQuery,
  ResendDeliveries,
  Webhook,
  WebhookWithSecret,
} from './api.js';
import { Pages } from './pages.js';
import type { Envelope, PageEnvelope } from './tickets.js';
import type { Call, RequestOptions, Transport } from './transport.js';

const root = '/v2/webhooks';
const pathOf = (id: string, ...more: string[]) => [root, ...[id, ...more].map(encodeURIComponent)].join('/');

/** Webhooks: addresses of yours that hear what happens to tickets. Check what they are sent with `verifyWebhook`. */
export class Webhooks {
  constructor(private readonly transport: Transport) {}

  /** Makes a webhook. Its secret stands only in this answer. */
  create(webhook: CreateWebhook, options: RequestOptions = {}): Promise<WebhookWithSecret> {
    return this.call('POST', root, options, webhook);
  }

  list(options: RequestOptions = {}): Promise<Webhook[]> {
    return this.call('GET', root, options);
  }

  get(id: string, options: RequestOptions = {}): Promise<Webhook> {
    return this.call('GET', pathOf(id), options);
  }

  /** Moves it, chooses its events, turns it on or off. */
  change(id: string, change: ChangeWebhook, options: RequestOptions = {}): Promise<Webhook> {
    return this.call('PATCH', pathOf(id), options, change);
  }

  delete(id: string, options: RequestOptions = {}): Promise<Webhook> {
    return this.call('DELETE', pathOf(id), options);
  }

  /** A new secret, which stands only in this answer. The old one signs as well for a day. */
  rotateSecret(id: string, options: RequestOptions = {}): Promise<WebhookWithSecret> {
    return this.call('POST', pathOf(id, 'secret'), options);
  }

  /** Sends a test now, and tells what came of it. */
  test(id: string, options: RequestOptions = {}): Promise<Delivery> {
    return this.call('POST', pathOf(id, 'test'), options);
  }

  /** The ledger: what was sent and how it went, newest first, page by page as it is walked. */
  deliveries(
    id: string,
    { cursor, ...query }: ListDeliveriesQuery = {},
    options: RequestOptions = {},
  ): Pages<Delivery> {
    const read = async (from: string | undefined) => {
      const path = pathOf(id, 'deliveries');
      const call = { method: 'GET', path, query: { ...query, cursor: from }, ...options } as const;
      const { body } = await this.transport.json<PageEnvelope<Delivery>>(call);
      return { items: body.data, next: body.page.next };
    };
    return new Pages(read, cursor);
  }

  /** One delivery with what is sent. */
  delivery(id: string, delivery: string, options: RequestOptions = {}): Promise<DeliveryWithPayload> {
    return this.call('GET', pathOf(id, 'deliveries', delivery), options);
  }

  /** Sends one delivery again, under the same id. */
  resend(id: string, delivery: string, options: RequestOptions = {}): Promise<Delivery> {
    return this.call('POST', pathOf(id, 'deliveries', delivery, 'resend'), options);
  }

  /** Sends again what was made since a moment, or of that what failed. */
  resendSince(id: string, what: ResendDeliveries, options: RequestOptions = {}): Promise<{ count: number }> {
    return this.call('POST', pathOf(id, 'deliveries', 'resend'), options, what);
  }

  private async call<Data>(method: Call['method'], path: string, options: RequestOptions, body?: unknown) {
    return (await this.transport.json<Envelope<Data>>({ method, path, body, ...options })).body.data;
  }
}
