import type { TicketObject } from '@/lib/tickets/schema';

/** Any answer of the API to a ticket's route: which half is there depends on the status. Other routes name their own. */
export interface TicketAnswer {
  success: boolean;
  data: TicketObject;
  error: string;
  message: string;
  requestId: string;
  details: { field: string; message: string; error: string }[];
}

export interface Answer<Body> {
  status: number;
  headers: Headers;
  /** The parsed JSON; undefined for an answer without a body. */
  body: Body;
  /** The body as it came. */
  text: string;
}

export interface Send {
  /** JSON is made of it, unless it is a text or bytes, which go as they are. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** The API as one caller: `api.get('/v2/support-tickets?limit=5')`. */
export interface Api {
  send<Body = TicketAnswer>(method: string, path: string, options?: Send): Promise<Answer<Body>>;
  get<Body = TicketAnswer>(path: string, headers?: Record<string, string>): Promise<Answer<Body>>;
  post<Body = TicketAnswer>(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer<Body>>;
  patch<Body = TicketAnswer>(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer<Body>>;
}

function bodyOf(body: unknown): string | Uint8Array<ArrayBuffer> | undefined {
  if (body === undefined || typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

/**
 * The API at `url` for one caller. `credentials` are the headers that say who: `{ authorization: 'Bearer …' }`, or a
 * session's `{ cookie, origin }`; none for a stranger. A header given with a request wins.
 */
export function apiAt(url: string, credentials: Record<string, string> = {}): Api {
  async function send<Body>(method: string, path: string, { body, headers = {} }: Send = {}): Promise<Answer<Body>> {
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(url + path, {
      method,
      headers: { ...type, ...credentials, ...headers },
      body: bodyOf(body),
      redirect: 'manual',
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : undefined) as Body,
      text,
    };
  }
  return {
    send,
    get: (path, headers) => send('GET', path, { headers }),
    post: (path, body, headers) => send('POST', path, { body, headers }),
    patch: (path, body, headers) => send('PATCH', path, { body, headers }),
  };
}
