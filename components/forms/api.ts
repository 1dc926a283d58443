/** One problem of one field, as the API reports it. `message` is the code, `error` the sentence in the reader's language. */
export interface ApiDetail {
  field: string;
  message: string;
  error: string;
  /** Where inside the field, as in `fields.region`; absent where it is the field as a whole. */
  path?: string;
}

export interface ApiFailure {
  ok: false;
  /** HTTP status; 0 when the server could not be reached. */
  status: number;
  /** The stable code; `NETWORK` when the server could not be reached. */
  code: string;
  /** A sentence for people, from the server; empty for `NETWORK`. */
  message: string;
  details: ApiDetail[];
  requestId?: string;
  /** Seconds to wait before trying again (429, 503). */
  retryAfter?: number;
}

export interface ApiSuccess<Data> {
  ok: true;
  status: number;
  data: Data;
  etag: string | null;
  /** The server's clock in milliseconds, to the second. */
  serverTime?: number;
  /** Where a list goes on; only of a page of one. */
  page?: { next: string | null };
}

/** Whether the request was told to come again as it is: it is at work still, or too many came at once. */
export function mustWait({ code }: ApiFailure): boolean {
  return code === 'IDEMPOTENCY_KEY_IN_USE' || code === 'RATE_LIMITED';
}

export type ApiResult<Data> = ApiSuccess<Data> | ApiFailure;

export interface ApiInit {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Lets it arrive though the page is being left. The browser takes 64 KiB of such bodies at a time. */
  keepalive?: boolean;
}

interface Envelope {
  data?: unknown;
  page?: { next: string | null };
  error?: string;
  message?: string;
  details?: ApiDetail[];
  requestId?: string;
}

/**
 * Calls our own API with the session's cookie and never throws: what went wrong is a value. `data` is the envelope's `data`
 * (or the whole body where there is none), trusted to be what the route documents.
 */
export async function apiFetch<Data = unknown>(url: string, init: ApiInit = {}): Promise<ApiResult<Data>> {
  const hasBody = init.body !== undefined;
  let response: Response;
  let body: Envelope = {};
  try {
    response = await fetch(url, {
      method: init.method ?? (hasBody ? 'POST' : 'GET'),
      headers: {
        accept: 'application/json',
        'accept-language': document.documentElement.lang,
        ...(hasBody && { 'content-type': 'application/json' }),
        ...init.headers,
      },
      body: hasBody ? JSON.stringify(init.body) : undefined,
      signal: init.signal,
      keepalive: init.keepalive,
      credentials: 'same-origin',
    });
    const text = await response.text();
    if (text) body = JSON.parse(text) as Envelope;
  } catch (error) {
    // A reply that is no JSON comes from something between us and the server: to the reader it is the same.
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    return { ok: false, status: 0, code: 'NETWORK', message: '', details: [] };
  }
  if (response.ok) {
    const etag = response.headers.get('etag');
    const serverTime = Date.parse(response.headers.get('date') ?? '') || undefined;
    const data = (body.data ?? body) as Data;
    return { ok: true, status: response.status, data, etag, serverTime, page: body.page };
  }
  return {
    ok: false,
    status: response.status,
    code: body.message ?? 'INTERNAL_ERROR',
    message: body.error ?? '',
    details: body.details ?? [],
    requestId: body.requestId ?? response.headers.get('x-request-id') ?? undefined,
    retryAfter: Number(response.headers.get('retry-after')) || undefined,
  };
}
