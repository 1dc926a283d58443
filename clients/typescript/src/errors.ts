import type { ErrorBody, ErrorCode } from './api.js';

/** Why there was no answer of the API at all, or none that could be read. */
export type ClientErrorCode = 'NETWORK_ERROR' | 'TIMEOUT' | 'REDIRECTED' | 'INVALID_RESPONSE';

/** What was wrong with one field. */
export type Problem = NonNullable<ErrorBody['details']>[number];

export interface HiloErrorFields {
  status?: number;
  requestId?: string;
  details?: Problem[];
  retryAfter?: number;
  cause?: unknown;
}

/**
 * A request that did not succeed. `code` is stable and for programs; `message` is a sentence for people, in the language that
 * was asked for.
 */
export class HiloError extends Error {
  override readonly name = 'HiloError';
  /** The API's code or, where there was no answer of the API, one of the client's own. */
  readonly code: ErrorCode | ClientErrorCode | (string & {});
  /** The HTTP status, or 0 without an answer. */
  readonly status: number;
  /** Names the request in the desk's log. */
  readonly requestId: string | undefined;
  /** Every problem of a request that was not valid. */
  readonly details: Problem[];
  /** Seconds to wait, where the desk said so. */
  readonly retryAfter: number | undefined;

  constructor(code: HiloError['code'], message: string, fields: HiloErrorFields = {}) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.code = code;
    this.status = fields.status ?? 0;
    this.requestId = fields.requestId;
    this.details = fields.details ?? [];
    this.retryAfter = fields.retryAfter;
  }
}

/** `Retry-After` in seconds, from either of its forms. */
function retryAfterOf(headers: Headers): number | undefined {
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  const seconds = /^\s*\d+\s*$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

function envelopeOf(text: string): Partial<ErrorBody> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    // A proxy's page, or nothing.
    return {};
  }
}

/** What an answer other than a success says. */
export function errorOfAnswer({ status, headers }: Response, text: string): HiloError {
  const body = envelopeOf(text);
  const code = body.message ?? `HTTP_${status}`;
  return new HiloError(code, body.error ?? `The desk answered with status ${status}`, {
    status,
    requestId: body.requestId ?? headers.get('x-request-id') ?? undefined,
    ...(body.details && { details: body.details }),
    ...(retryAfterOf(headers) !== undefined && { retryAfter: retryAfterOf(headers) }),
  });
}
