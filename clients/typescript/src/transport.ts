import { Attempt } from './attempt.js';
import { errorOfAnswer, HiloError } from './errors.js';
import { mayRepeat, sleep, waitBefore } from './retry.js';

export interface HiloOptions {
  /** The desk's address, such as `https://help.example.com`. */
  url: string;
  /** A token of the API, `hilo_…`. */
  token: string;
  /** How often a request that failed is sent again; 3 unless said. */
  retries?: number;
  /** Milliseconds before the second try; 500 unless said. Later ones wait longer. */
  backoff?: number;
  /** Milliseconds that one try may take; 30,000 unless said. */
  timeout?: number;
  /** The language of the sentences of errors: Spanish unless said. */
  language?: 'es' | 'en';
  /** What sends requests, in place of the platform's `fetch`. */
  fetch?: typeof fetch;
}

export interface RequestOptions {
  /** Ends the call, its waits included, with the signal's reason. */
  signal?: AbortSignal;
  /** Milliseconds that one try may take. */
  timeout?: number;
}

/** A value of a query: lists mean "any of", null and undefined are left out. */
export type QueryValue = string | number | boolean | Date | readonly (string | number)[] | null | undefined;

export interface Call extends RequestOptions {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From `/v2` on. */
  path: string;
  query?: object | undefined;
  body?: unknown;
  headers?: Record<string, string | undefined>;
}

/** An answer whose body has been read. */
export interface Answer<Body> {
  body: Body;
  headers: Headers;
}

function textOf(value: QueryValue): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.join(',') : String(value);
}

function queryText(query: object = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query) as [string, QueryValue][]) {
    const text = textOf(value);
    if (text !== undefined) params.set(name, text);
  }
  const all = params.toString();
  return all && `?${all}`;
}

const isHarmless = ({ method, headers }: Call) => method === 'GET' || headers?.['idempotency-key'] !== undefined;

function parsed(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HiloError('INVALID_RESPONSE', 'The answer is not JSON: is this the desk’s address?', { status, cause });
  }
}

/** Sends requests, and sends them again where that is safe. */
export class Transport {
  readonly retries: number;
  readonly backoff: number;
  private readonly base: string;

  constructor(private readonly options: HiloOptions) {
    this.base = new URL(options.url).href.replace(/\/+(v2\/*)?$/, '');
    if (!options.token) throw new TypeError('Hilo needs a token: new Hilo({ url, token })');
    this.retries = options.retries ?? 3;
    this.backoff = options.backoff ?? 500;
  }

  /** The answer of a call whose body is JSON. Errors: `HiloError`; the reason of the caller's signal. */
  async json<Body>(call: Call): Promise<Answer<Body>> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.once<Body>(call);
      } catch (error) {
        if (!(error instanceof HiloError) || tries >= this.retries || !mayRepeat(error, isHarmless(call))) throw error;
        await sleep(waitBefore(tries, this.backoff, error), call.signal);
      }
    }
  }

  /**
   * The lines of an answer as they come, without a limit of time but between two of them. Sent once.
   * Errors: as `json`; one that was cut ends with `NETWORK_ERROR`.
   */
  async *lines(call: Call, idle: number): AsyncGenerator<string, void, undefined> {
    const attempt = this.begin(call);
    let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
    try {
      const response = await this.fetch(call, attempt.signal);
      if (!response.ok) throw errorOfAnswer(response, await response.text());
      reader = response.body?.getReader();
      const decoder = new TextDecoder();
      let rest = '';
      for (;;) {
        attempt.allow(idle);
        const chunk = await reader?.read();
        if (!chunk || chunk.done) break;
        attempt.pause();
        const parts = (rest + decoder.decode(chunk.value, { stream: true })).split('\n');
        rest = parts.pop() ?? '';
        for (const line of parts) yield line.endsWith('\r') ? line.slice(0, -1) : line;
      }
      if (rest) yield rest;
    } catch (cause) {
      throw attempt.explain(cause);
    } finally {
      attempt.end();
      // Whoever stops in the middle lets go of the connection; what was cut already has nothing to cancel.
      reader?.cancel().catch(() => undefined);
    }
  }

  private begin({ signal, timeout = this.options.timeout ?? 30_000 }: Call): Attempt {
    signal?.throwIfAborted();
    return new Attempt(signal, timeout);
  }

  private async once<Body>(call: Call): Promise<Answer<Body>> {
    const attempt = this.begin(call);
    try {
      const response = await this.fetch(call, attempt.signal);
      const text = await response.text();
      if (!response.ok) throw errorOfAnswer(response, text);
      return { body: parsed(text, response.status) as Body, headers: response.headers };
    } catch (cause) {
      throw attempt.explain(cause);
    } finally {
      attempt.end();
    }
  }

  private async fetch(call: Call, signal: AbortSignal): Promise<Response> {
    const { token, language, fetch: send = globalThis.fetch } = this.options;
    const headers = new Headers({ accept: 'application/json', authorization: `Bearer ${token}` });
    if (language) headers.set('accept-language', language);
    if (call.body !== undefined) headers.set('content-type', 'application/json');
    for (const [name, value] of Object.entries(call.headers ?? {})) if (value !== undefined) headers.set(name, value);
    const response = await send(this.base + call.path + queryText(call.query), {
      method: call.method,
      headers,
      signal,
      // A redirected POST would become a GET, and the token is not for other addresses.
      redirect: 'manual',
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    });
    if (
      response.type === 'opaqueredirect' ||
      (response.status >= 300 && response.status < 400 && response.status !== 304)
    ) {
      const to = response.headers.get('location') ?? 'another address';
      throw new HiloError('REDIRECTED', `The desk is not at this address: it leads to ${to}`, {
        status: response.status,
      });
    }
    return response;
  }
}
