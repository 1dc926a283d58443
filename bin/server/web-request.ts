import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

// A `Request` costs more to make than most requests need of it: they ask for some headers, the method and the address. These
// two answer that from what Node has read already, and make the whole object when anything else of it is asked for.

const whole = Symbol('whole');

/** Gives `light` whatever else `full` has, asked of the whole object. */
function borrow(light: object, full: object): void {
  for (const name of Reflect.ownKeys(full)) {
    const descriptor = Object.getOwnPropertyDescriptor(full, name);
    if (Object.hasOwn(light, name) || name === Symbol.toStringTag || !descriptor) continue;
    const borrowed = descriptor.get
      ? {
          get(this: { [whole]: object }) {
            return Reflect.get(this[whole], name);
          },
        }
      : {
          value(this: { [whole]: object }, ...values: unknown[]) {
            return (Reflect.get(this[whole], name) as (...values: unknown[]) => unknown).apply(this[whole], values);
          },
        };
    Object.defineProperty(light, name, { ...borrowed, configurable: true });
  }
  // So that it is an instance of what it stands for.
  Object.setPrototypeOf(light, full);
}

/** The headers that came, by names in any case. */
class LightHeaders {
  readonly #of: IncomingMessage['headers'];
  #whole: Headers | undefined;

  constructor(headers: IncomingMessage['headers']) {
    this.#of = headers;
  }

  get [whole](): Headers {
    this.#whole ??= new Headers(
      Object.entries(this.#of).flatMap(([name, value]) =>
        value === undefined ? [] : [value].flat().map((each): [string, string] => [name, each]),
      ),
    );
    return this.#whole;
  }

  get(name: string): string | null {
    if (this.#whole) return this.#whole.get(name);
    const value = this.#of[name] ?? this.#of[name.toLowerCase()];
    return value === undefined ? null : typeof value === 'string' ? value : value.join(', ');
  }

  has(name: string): boolean {
    return this.#whole ? this.#whole.has(name) : this.get(name) !== null;
  }
}
borrow(LightHeaders.prototype, Headers.prototype);

class LightRequest {
  readonly #req: IncomingMessage;
  readonly #res: ServerResponse;
  readonly #origin: string;
  readonly headers: LightHeaders;
  readonly method: string;
  #url: string | undefined;
  #signal: AbortSignal | undefined;
  #whole: Request | undefined;

  constructor(req: IncomingMessage, res: ServerResponse, origin: string) {
    this.#req = req;
    this.#res = res;
    this.#origin = origin;
    this.headers = new LightHeaders(req.headers);
    this.method = req.method ?? 'GET';
  }

  get [whole](): Request {
    if (!this.#whole) {
      const { method, url, signal } = this;
      const hasBody = method !== 'GET' && method !== 'HEAD';
      const body = hasBody ? { body: Readable.toWeb(this.#req) as ReadableStream, duplex: 'half' as const } : {};
      this.#whole = new Request(url, { method, headers: this.headers[whole], signal, ...body });
    }
    return this.#whole;
  }

  get url(): string {
    this.#url ??= new URL(`${this.#origin}${this.#req.url}`).href;
    return this.#url;
  }

  /** Aborted when the connection ends before the answer does. */
  get signal(): AbortSignal {
    if (!this.#signal) {
      const controller = new AbortController();
      const res = this.#res;
      const leave = () => {
        if (!res.writableFinished) controller.abort();
      };
      if (res.destroyed) leave();
      else res.once('close', leave);
      this.#signal = controller.signal;
    }
    return this.#signal;
  }
}
borrow(LightRequest.prototype, Request.prototype);

/** What came in as the `Request` that a route handler takes. Its `url` has the public address, whatever Host was sent. */
export function webRequest(req: IncomingMessage, res: ServerResponse, origin: string): Request {
  return new LightRequest(req, res, origin) as unknown as Request;
}
