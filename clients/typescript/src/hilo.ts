import type { ExportedTicket, ExportTicketsQuery } from './api.js';
import { Changes, type ChangesQuery, Events, type EventsQuery, exportTickets } from './feed.js';
import { Tickets } from './tickets.js';
import { Tokens } from './tokens.js';
import { type Call, type HiloOptions, type RequestOptions, Transport } from './transport.js';
import { Webhooks } from './webhooks.js';

/** A desk, as the owner of a token: `new Hilo({ url, token })`. */
export class Hilo {
  readonly tickets: Tickets;
  readonly webhooks: Webhooks;
  readonly tokens: Tokens;
  private readonly transport: Transport;

  constructor(options: HiloOptions) {
    this.transport = new Transport(options);
    this.tickets = new Tickets(this.transport);
    this.webhooks = new Webhooks(this.transport);
    this.tokens = new Tokens(this.transport);
  }

  /** What happened to tickets, up to now. Its `cursor` then says where to go on. */
  changes(query: ChangesQuery = {}, options: RequestOptions = {}): Changes {
    return new Changes(this.transport, query, options);
  }

  /** What happens to tickets, as it happens, without end. */
  events(query: EventsQuery = {}, options: RequestOptions = {}): Events {
    return new Events(this.transport, query, options);
  }

  /** All tickets with their messages, oldest first, as they are read. */
  export(
    query: ExportTicketsQuery = {},
    options: RequestOptions = {},
  ): AsyncGenerator<ExportedTicket, void, undefined> {
    return exportTickets(this.transport, query, options);
  }

  /** Any other request of the API; gives the answer's body. Sent again as all are, if it is a read or carries a key. */
  async request<Body = unknown>(
    method: Call['method'],
    path: string,
    call: Omit<Call, 'method' | 'path'> = {},
  ): Promise<Body> {
    return (await this.transport.json<Body>({ ...call, method, path })).body;
  }
}

export type {
  Attachment,
  ChangeTicket,
  ChangeWebhook,
  CreateTicket,
  CreateToken,
  CreateWebhook,
  Delivery,
  DeliveryWithPayload,
  ErrorCode,
  ExportedTicket,
  ExportTicketsQuery,
  ListDeliveriesQuery,
  ListTicketsQuery,
  NewAttachment,
  NewToken,
  Reply,
  ResendDeliveries,
  Thread,
  Ticket,
  TicketEvent,
  Token,
  User,
  Webhook,
  WebhookWithSecret,
} from './api.js';
export { type ClientErrorCode, HiloError, type Problem } from './errors.js';
export type { Changes, ChangesQuery, Events, EventsQuery } from './feed.js';
export type { ListPage, Pages } from './pages.js';
export { type ChangeOptions, etagOf, type TicketRef, type WriteOptions } from './tickets.js';
export type { HiloOptions, RequestOptions } from './transport.js';
export {
  type HeadersLike,
  type VerifyOptions,
  verifyWebhook,
  type WebhookPayload,
  type WebhookTestPayload,
  WebhookVerificationError,
} from './verify-webhook.js';
