import { randomUUID } from 'node:crypto';
import { isDatabaseAway } from '@/lib/platform/db-away';
import { AppError } from '@/lib/platform/errors';
import { toPublicId } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { TextResponse } from '@/lib/platform/text-response';
import { pickLanguage, sentenceOf } from './sentences';

const privateJson = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'private, no-store' };

/** An answer of the API in the documents' envelope, `{success, data, …}`. */
export function reply(
  data: unknown,
  options: { status?: number; headers?: Record<string, string>; more?: object } = {},
): Response {
  const { status = 200, headers, more } = options;
  const body = JSON.stringify({ success: true, data, ...more });
  return new TextResponse(body, { status, headers: { ...privateJson, ...headers } });
}

/** A name for one request, in its answer and in the log. */
export function newRequestId(): string {
  // In no order, unlike what is kept: that costs a look at the source of chance each time.
  return toPublicId('req', randomUUID());
}

/** Whoever sent the request left amid it: Node says so with a code that a database's broken line has too. */
const isCallerGone = (error: unknown) => error instanceof Error && error.message === 'aborted' && 'code' in error;

function asAppError(error: unknown, requestId: string): AppError {
  if (error instanceof AppError) {
    // A full disk, a bucket that refuses the key: the caller is told to try again, the operator why.
    if (error.status >= 500 && error.cause) log().error({ err: error, requestId }, 'a request failed');
    return error;
  }
  if (isCallerGone(error)) {
    log().debug({ requestId }, 'the caller left amid the request');
    return new AppError('INVALID_JSON');
  }
  const isAway = isDatabaseAway(error);
  log().error({ err: error, requestId }, isAway ? 'the database is away' : 'a request failed');
  return isAway ? new AppError('SERVICE_UNAVAILABLE', { retryAfter: 2 }) : new AppError('INTERNAL_ERROR');
}

/**
 * An error as the documents' envelope: `error` is the sentence in the reader's language, `message` the stable code. What is
 * not an `AppError` is logged under the request's id and tells nothing. Source: docs/contract.md, section 2.
 */
export function replyError(
  request: Request,
  thrown: unknown,
  requestId: string,
  headers: Record<string, string> = {},
): Response {
  const error = asAppError(thrown, requestId);
  const language = pickLanguage(request.headers.get('accept-language'));
  const { problems, retryAfter, scope } = error.options;
  const body = {
    error: sentenceOf(error.code, language, retryAfter),
    message: error.code,
    requestId,
    ...(problems && {
      details: problems.map(({ field, code, path }) => ({
        field,
        message: code,
        error: sentenceOf(code, language),
        ...(path === undefined || path === field ? {} : { path }),
      })),
    }),
  };
  const more: Record<string, string> = { ...headers };
  if (error.status === 401) more['www-authenticate'] = 'Bearer';
  // RFC 6750, section 3: what the token lacks.
  if (scope) more['www-authenticate'] = `Bearer error="insufficient_scope", scope="${scope}"`;
  if (retryAfter !== undefined) more['retry-after'] = String(Math.max(1, Math.ceil(retryAfter)));
  return new TextResponse(JSON.stringify(body), { status: error.status, headers: { ...privateJson, ...more } });
}
