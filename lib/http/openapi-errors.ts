import { z } from 'zod';
import type { ZodOpenApiExampleObject, ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { AppError } from '@/lib/platform/errors';
import type { Declaration } from './endpoint';
import { codesOf } from './openapi-codes';
import { headersOf } from './openapi-headers';
import { sentenceOf } from './sentences';

const requestId = 'req_01h455vb4pex5vsknk084sn02q';

/** The envelope of every error. Source: docs/contract.md, section 2. */
export const errorObject = z
  .object({
    error: z.string().meta({ description: 'A sentence for people.', example: 'El título es requerido' }),
    message: z.string().meta({ description: 'The stable code, for programs.', example: 'TITLE_REQUIRED' }),
    requestId: z.string().meta({ description: 'As in `X-Request-Id`.', example: requestId }),
    details: z
      .array(
        z.object({
          field: z.string().meta({ description: 'The field, parameter or header.', example: 'attachments' }),
          message: z.string().meta({ description: 'The code.', example: 'INVALID_ATTACHMENTS' }),
          error: z.string().meta({ description: 'The sentence.' }),
          path: z.string().optional().meta({ description: 'Where in the field.', example: 'attachments.0.url' }),
        }),
      )
      .optional()
      .meta({ description: 'Every problem found, in the order of the fields; the envelope’s own pair is the first.' }),
  })
  .meta({ id: 'Error', description: 'What went wrong.' });

const titles: Record<number, string> = {
  400: 'The request is not valid.',
  401: 'No token, or one that is unknown, expired or revoked; the same for all.',
  403: 'Known, but not allowed to do this.',
  404: 'There is no such thing, or none that the caller may see.',
  405: 'The address does not take the method.',
  409: 'It does not go with how things stand.',
  412: 'Somebody changed it meanwhile, or it is another version of tus.',
  413: 'The body is larger than it may be.',
  415: 'The body is of another media type.',
  423: 'All bytes have come, but cannot be put away just now. `Retry-After` says how long to wait.',
  416: 'The file has no such bytes. `Content-Range` says how many it has.',
  422: 'The key was used before with another request.',
  429: 'Too many requests. `Retry-After` says how long to wait.',
  500: 'Something failed on our side.',
  503: 'Not available right now. `Retry-After` says how long to wait.',
};

const waits = new Set([
  'RATE_LIMITED',
  'TOO_MANY_STREAMS',
  'SERVICE_UNAVAILABLE',
  'STORAGE_UNAVAILABLE',
  'STORAGE_FULL',
  'ATTACHMENT_NOT_SCANNED',
  'UPLOAD_NOT_KEPT',
  'IDEMPOTENCY_KEY_IN_USE',
]);

/** Headers that the answers of some errors have beyond every answer's. */
function headersOfError(status: number, codes: string[]): string[] {
  return [
    ...(codes.some((code) => waits.has(code)) ? ['Retry-After'] : []),
    ...(status === 401 || status === 403 ? ['WWW-Authenticate'] : []),
    ...(status === 405 ? ['Allow'] : []),
    ...(status === 416 ? ['Content-Range'] : []),
  ];
}

/** Codes with their fields; the field is empty where the code is of no field. */
type Codes = Map<string, string>;

/** Every code that an operation can answer with: those of its kind, of its schemas, and its own. */
export function codesOfOperation(method: string, { body, query, caller, doc }: Declaration): Codes {
  const isWrite = method !== 'get';
  const kind = [
    ...(caller === 'anyone' ? [] : ['UNAUTHORIZED']),
    ...(caller === 'anyone' && !isWrite ? [] : ['FORBIDDEN']),
    ...(body ? ['INVALID_JSON', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] : []),
    ...(doc?.takes?.includes('Idempotency-Key') ? ['IDEMPOTENCY_KEY_MISMATCH', 'IDEMPOTENCY_KEY_IN_USE'] : []),
    ...(doc?.takes?.includes('If-Match') ? ['PRECONDITION_FAILED'] : []),
    'RATE_LIMITED',
    'INTERNAL_ERROR',
    'SERVICE_UNAVAILABLE',
  ].filter((code) => !doc?.never?.includes(code));
  return new Map([
    ...[...kind, ...(doc?.errors ?? [])].map((code) => [code, ''] as const),
    ...(query ? codesOf(query, 'texts') : []),
    ...(body ? codesOf(body) : []),
    ...(doc?.takes?.includes('Idempotency-Key') ? [['INVALID_IDEMPOTENCY_KEY', 'Idempotency-Key'] as const] : []),
  ]);
}

/** The answer to one or several errors of a status. Its examples are those of `errorExamples`. */
function errorReply(status: number, codes: string[]): ZodOpenApiResponseObject {
  const schema = {
    allOf: [
      { $ref: '#/components/schemas/Error' },
      { type: 'object' as const, properties: { message: { type: 'string' as const, enum: codes } } },
    ],
  };
  const examples = Object.fromEntries(
    codes.flatMap((code) =>
      ['es', 'en'].map((language) => [`${code}.${language}`, { $ref: `#/components/examples/${code}.${language}` }]),
    ),
  );
  return {
    description: `${titles[status]} ${codes.map((code) => `\`${code}\``).join(' ')}`,
    headers: headersOf(headersOfError(status, codes)),
    content: { 'application/json': { schema, examples } },
  };
}

function replyOf(status: number, codes: string[], hasBody: boolean): ZodOpenApiResponseObject | { $ref: string } {
  if (hasBody && codes.length === 1) return { $ref: `#/components/responses/${codes[0]}` };
  const { content, ...rest } = errorReply(status, codes);
  return hasBody ? { ...rest, content } : rest;
}

/** The answers to an operation's errors, by status. Those to HEAD have no body. */
export function errorReplies(codes: Codes, hasBodies = true): ZodOpenApiResponsesObject {
  const byStatus = Map.groupBy(codes.keys(), (code) => new AppError(code).status);
  return Object.fromEntries(
    [...byStatus].sort(([a], [b]) => a - b).map(([status, own]) => [String(status), replyOf(status, own, hasBodies)]),
  );
}

/** The answer to each code by itself, by code: most operations share theirs. */
export function sharedReplies(codes: Codes): Record<string, ZodOpenApiResponseObject> {
  return Object.fromEntries([...codes.keys()].map((code) => [code, errorReply(new AppError(code).status, [code])]));
}

/** A whole body for each code in each language, named as `TITLE_REQUIRED.es`. */
export function errorExamples(codes: Codes): Record<string, ZodOpenApiExampleObject> {
  return Object.fromEntries(
    [...codes].flatMap(([code, field]) =>
      (['es', 'en'] as const).map((language) => {
        const error = sentenceOf(code, language);
        const details = field ? { details: [{ field, message: code, error }] } : {};
        return [`${code}.${language}`, { summary: error, value: { error, message: code, requestId, ...details } }];
      }),
    ),
  );
}
