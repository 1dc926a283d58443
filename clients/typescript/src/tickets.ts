import type { ChangeTicket, CreateTicket, ListTicketsQuery, Reply, Ticket } from './api.js';
import { newKey } from './crypto.js';
import { Pages } from './pages.js';
import type { Answer, RequestOptions, Transport } from './transport.js';

/** What the API answers: the object, or a page of them. */
export interface Envelope<Data> {
  success: true;
  data: Data;
}

export interface PageEnvelope<Data> extends Envelope<Data[]> {
  page: { limit: number; next: string | null };
}

export interface WriteOptions extends RequestOptions {
  /**
   * Names this piece of work: however often it is sent with the same key, it is done once. One is made for each call unless you
   * give your own, which also holds across restarts of your program.
   */
  idempotencyKey?: string;
}

export interface ChangeOptions extends RequestOptions {
  /** Refuses the change (`PRECONDITION_FAILED`) if somebody changed the ticket since: `etagOf(ticket)`. */
  ifMatch?: string | undefined;
}

/** A ticket, or its `_id`. */
export type TicketRef = string | { _id: string };

const etags = new WeakMap<object, string>();

/** The entity tag that a ticket came with, for `ifMatch`. Tickets of lists have none. */
export function etagOf(ticket: Ticket): string | undefined {
  return etags.get(ticket);
}

function ticketOf({ body, headers }: Answer<Envelope<Ticket>>): Ticket {
  const etag = headers.get('etag');
  if (etag) etags.set(body.data, etag);
  return body.data;
}

const root = '/v2/support-tickets';
const pathOf = (ticket: TicketRef) => `${root}/${encodeURIComponent(typeof ticket === 'string' ? ticket : ticket._id)}`;

/** Tickets: file one, read it, answer it, change it. */
export class Tickets {
  constructor(private readonly transport: Transport) {}

  /** Files a ticket. Sent again when the connection fails, it is still filed once. */
  async create(ticket: CreateTicket, { idempotencyKey, ...options }: WriteOptions = {}): Promise<Ticket> {
    const headers = { 'idempotency-key': idempotencyKey ?? (await newKey()) };
    return ticketOf(await this.transport.json({ method: 'POST', path: root, body: ticket, headers, ...options }));
  }

  /** Reads one ticket whole, with its messages. */
  async get(ticket: TicketRef, options: RequestOptions = {}): Promise<Ticket> {
    return ticketOf(await this.transport.json({ method: 'GET', path: pathOf(ticket), ...options }));
  }

  /** The tickets that you may see, newest first, page by page as they are walked. */
  list({ cursor, ...query }: ListTicketsQuery = {}, options: RequestOptions = {}): Pages<Ticket> {
    const read = async (from: string | undefined) => {
      const call = { method: 'GET', path: root, query: { ...query, cursor: from }, ...options } as const;
      const { body } = await this.transport.json<PageEnvelope<Ticket>>(call);
      return { items: body.data, next: body.page.next };
    };
    return new Pages(read, cursor);
  }

  /** Adds a message that everybody on the ticket reads, once however often it has to be sent. */
  reply(ticket: TicketRef, message: string | Omit<Reply, 'internal'>, options: WriteOptions = {}): Promise<Ticket> {
    return this.write(ticket, { ...(typeof message === 'string' ? { message } : message), internal: false }, options);
  }

  /** Adds a note that only agents read, once however often it has to be sent. */
  note(ticket: TicketRef, message: string | Omit<Reply, 'internal'>, options: WriteOptions = {}): Promise<Ticket> {
    return this.write(ticket, { ...(typeof message === 'string' ? { message } : message), internal: true }, options);
  }

  /** Changes properties. Not sent again when it is unsure whether it was done. */
  async change(ticket: TicketRef, change: ChangeTicket, { ifMatch, ...options }: ChangeOptions = {}): Promise<Ticket> {
    const headers = { 'if-match': ifMatch };
    return ticketOf(
      await this.transport.json({ method: 'PATCH', path: pathOf(ticket), body: change, headers, ...options }),
    );
  }

  private async write(ticket: TicketRef, body: Reply, { idempotencyKey, ...options }: WriteOptions): Promise<Ticket> {
    const headers = { 'idempotency-key': idempotencyKey ?? (await newKey()) };
    const path = `${pathOf(ticket)}/threads`;
    return ticketOf(await this.transport.json({ method: 'POST', path, body, headers, ...options }));
  }
}
