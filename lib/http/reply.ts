import { AppError } from '@/lib/platform/errors';
import { newId, toPublicId } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { pickLanguage, sentenceOf } from './sentences';

const privateJson = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'private, no-store' };

// What an answer of ours says, so that it need not be read back to be named by its tag.
const texts = new WeakMap<Response, string>();

/** The body of an answer that `reply` made; undefined of another. */
export function textOf(response: Response): string | undefined {
  return texts.get(response);
}

/** An answer of the API in the documents' envelope, `{success, data, …}`. */
export function reply(
  data: unknown,
  options: { status?: number; headers?: Record<string, string>; more?: object } = {},
): Response {
  const body = JSON.stringify({ success: true, data, ...options.more });
  const { status = 200, headers } = options;
  const response = new Response(body, { status, headers: { ...privateJson, ...headers } });
  texts.set(response, body);
  return response;
}

/** A name for one request, in its answer and in the log. */
export function newRequestId(): string {
  return toPublicId('req', newId());
}

// How a database that is away, full, too busy or shutting down shows itself: `pg`, Prisma, Postgres and the network, each in
// their own words. What failed so was rolled back and may be tried again.
const awayCodes =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|EPIPE|ENOENT|57P0[1-3]|57014|53\d{3}|08\w{3}|55P03|25P03|40001|40P01|P1\d{3}|P2024|P2028|P2034)$/;
const awayWords = /timeout exceeded when trying to connect|Connection terminated|Can't reach database server/;

function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return awayCodes.test(code) || awayWords.test(error.message) || isDatabaseAway(error.cause);
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
  return new Response(JSON.stringify(body), { status: error.status, headers: { ...privateJson, ...more } });
}
