import type { ExportedTicket, ExportTicketsQuery, ListEventsQuery, StreamEventsQuery, TicketEvent } from './api.js';
import { HiloError } from './errors.js';
import { mayRepeat, sleep, waitBefore } from './retry.js';
import type { RequestOptions, Transport } from './transport.js';

/** Only events of these types, as a list. */
type Chosen<Query> = Omit<Query, 'types'> & { types?: TicketEvent['type'][] };

export type ChangesQuery = Chosen<ListEventsQuery>;
export type EventsQuery = Chosen<StreamEventsQuery>;

/** The desk says something every 25 seconds. */
const silence = 60_000;

interface ChangesPage {
  data: TicketEvent[];
  page: { next: string; more: boolean };
}

/** What happened up to now: `for await (const event of changes)`. Keep `cursor` and come back with it. */
export class Changes implements AsyncIterable<TicketEvent> {
  /** The place after the last event that you are done with. */
  cursor: string | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly query: ChangesQuery,
    private readonly options: RequestOptions,
  ) {
    this.cursor = query.cursor;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TicketEvent, void, undefined> {
    for (let hasMore = true; hasMore; ) {
      const query = { ...this.query, cursor: this.cursor };
      const call = { method: 'GET', path: '/v2/changes', query, ...this.options } as const;
      const { data, page } = (await this.transport.json<ChangesPage>(call)).body;
      for (const event of data) {
        yield event;
        this.cursor = event.id;
      }
      this.cursor = page.next;
      hasMore = page.more;
    }
  }
}

/**
 * What happens from now on, or from a cursor on: without end, through lost connections and restarts of the desk, each event
 * once. It ends when you leave the loop, by your signal, or when the token does (`HiloError`).
 */
export class Events implements AsyncIterable<TicketEvent> {
  /** The place after the last event that you are done with. */
  cursor: string | undefined;
  /** Where the connection stands: ahead of `cursor` while you work on an event. */
  private place: string | undefined;
  /** Before the next connection: as the desk said last; what ends without a word is not asked again at once. */
  private wait: number;
  private failures = 0;
  private hasBegun = false;

  constructor(
    private readonly transport: Transport,
    private readonly query: EventsQuery,
    private readonly options: RequestOptions,
  ) {
    this.wait = transport.backoff;
    this.cursor = query.cursor;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TicketEvent, void, undefined> {
    for (;;) {
      try {
        yield* this.connection();
      } catch (error) {
        const isLost = error instanceof HiloError && mayRepeat(error, true);
        if (!isLost || (!this.hasBegun && this.failures >= this.transport.retries)) throw error;
        this.wait = waitBefore(this.failures, this.transport.backoff, error);
        this.failures += 1;
      }
      await sleep(this.wait, this.options.signal);
    }
  }

  /** The events of one connection, until it ends. */
  private async *connection(): AsyncGenerator<TicketEvent, void, undefined> {
    const headers = { accept: 'text/event-stream', 'last-event-id': this.place };
    const { cursor, ...query } = this.query;
    const from = this.place ? query : { ...query, cursor };
    const call = { method: 'GET', path: '/v2/events', query: from, headers, ...this.options } as const;
    let [id, data] = [this.place, ''];
    for await (const line of this.transport.lines(call, silence)) {
      this.hasBegun = true;
      this.failures = 0;
      const [, name, value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      if (name === 'id') id = value;
      if (name === 'retry') this.wait = Number(value) || this.transport.backoff;
      if (name === 'data') data += value;
      if (line !== '') continue;
      // An empty line ends an event, and only then has it come; one without data only tells the place.
      this.place = id;
      if (data) yield JSON.parse(data) as TicketEvent;
      data = '';
      this.cursor = this.place;
    }
  }
}

type ExportLine = ExportedTicket | { end: true; count: number };

function lineOf(line: string): ExportLine {
  try {
    return JSON.parse(line) as ExportLine;
  } catch (cause) {
    throw new HiloError('NETWORK_ERROR', 'The export was cut', { cause });
  }
}

/** Every ticket that the caller may see, oldest first. Where the connection is cut, it goes on after the last whole ticket. */
export async function* exportTickets(
  transport: Transport,
  query: ExportTicketsQuery,
  options: RequestOptions,
): AsyncGenerator<ExportedTicket, void, undefined> {
  let { cursor } = query;
  for (let failures = 0; ; failures += 1) {
    const headers = { accept: 'application/x-ndjson' };
    const call = { method: 'GET', path: '/v2/export', query: { ...query, cursor }, headers, ...options } as const;
    try {
      for await (const line of transport.lines(call, silence)) {
        if (line === '') continue;
        const ticket = lineOf(line);
        if ('end' in ticket) return;
        yield ticket;
        cursor = ticket._id;
        failures = 0;
      }
      throw new HiloError('NETWORK_ERROR', 'The export was cut');
    } catch (error) {
      if (!(error instanceof HiloError) || failures >= transport.retries || !mayRepeat(error, true)) throw error;
      await sleep(waitBefore(failures, transport.backoff, error), options.signal);
    }
  }
}
