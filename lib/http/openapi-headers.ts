import { z } from 'zod';
import type { ZodOpenApiHeaderObject } from 'zod-openapi';
import type { Doc, DocReply } from './doc';

const text = (description: string, example: string): ZodOpenApiHeaderObject => ({
  description,
  schema: { type: 'string' },
  example,
});

const count = (description: string, example: number): ZodOpenApiHeaderObject => ({
  description,
  schema: { type: 'integer', minimum: 0 },
  example,
});

/** Every header of an answer, by name. */
export const replyHeaders: Record<string, ZodOpenApiHeaderObject> = {
  'X-Request-Id': {
    ...text('Names the request: tell it when you ask for help.', 'req_01h455vb4pex5vsknk084sn02q'),
    required: true,
  },
  'RateLimit-Policy': text('The limit: requests (`q`) in a window of seconds (`w`).', '"minute";q=600;w=60'),
  RateLimit: text('What is left of it (`r`), and the seconds until it starts anew (`t`).', '"minute";r=599;t=60'),
  'X-RateLimit-Limit': count('Requests a minute.', 600),
  'X-RateLimit-Remaining': count('Requests left in this minute.', 599),
  'X-RateLimit-Reset': count('Seconds until the minute is over.', 60),
  ETag: text('The entity tag of what is answered: for `If-None-Match` and `If-Match`.', '"7"'),
  Location: text('Where the new thing is.', '/v2/support-tickets/support_ticket_01h455vb4pex5vsknk084sn02q'),
  'Idempotency-Replayed': {
    description: 'Present where the answer is that of an earlier request with the same key.',
    schema: { const: 'true' },
  },
  'Content-Disposition': text(
    'Whether it may be shown, and its name.',
    'inline; filename="plano.pdf"; filename*=UTF-8\'\'plano.pdf',
  ),
  'Content-Range': text('Which bytes these are, and of how many.', 'bytes 0-1023/48213'),
  'Tus-Resumable': text('The version of tus.', '1.0.0'),
  'Upload-Offset': count('How many bytes have come.', 524_288),
  'Upload-Length': count('How many there will be.', 1_048_576),
  'Upload-Metadata': text('The name and type of the file, each in base64.', 'filename cGxhbm8ucGRm'),
  'Upload-Expires': text('When what has come will be thrown away.', 'Wed, 21 Oct 2026 07:28:00 GMT'),
  'Retry-After': { ...count('Seconds to wait before trying again.', 12), schema: { type: 'integer', minimum: 1 } },
  'WWW-Authenticate': text('`Bearer`; where a token lacks a scope, with the one that it lacks.', 'Bearer'),
  Allow: text('The methods that the address takes.', 'GET, HEAD, POST, OPTIONS'),
};

const onEveryReply = [
  'X-Request-Id',
  'RateLimit-Policy',
  'RateLimit',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
];

/** The headers of one answer, as references: those that every answer has, and `more`. */
export function headersOf(more: readonly string[] = []): Record<string, { $ref: string }> {
  return Object.fromEntries([...onEveryReply, ...more].map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

// Without examples: try-it and the samples would send them, and a key of everybody's would replay everybody's first.
const taken = {
  'Idempotency-Key': z.string().min(1).max(255).meta({
    description:
      'Makes a retry safe: the same key and body give the first answer again. A UUID will do. Kept for 24 hours.',
  }),
  'If-Match': z.string().meta({
    description: 'The `ETag` read before, as in `"7"`: 412 where somebody changed it meanwhile.',
  }),
  'If-None-Match': z.string().meta({
    description: 'The `ETag` read before, as in `"7"`: 304, without a body, where nothing has changed.',
  }),
  Range: z.string().meta({ description: 'One stretch of bytes, as in `bytes=0-1023`: 206 with those alone.' }),
  'If-Range': z.string().meta({
    description: 'The `ETag` read before: all bytes where the file is another one by now.',
  }),
  'Tus-Resumable': z.literal('1.0.0').meta({ description: 'The version of tus. Required.' }),
  'Upload-Offset': z.string().meta({ description: 'Where the bytes begin: how many have come already. Required.' }),
  'Upload-Length': z.string().meta({ description: 'How many bytes there will be. Required.' }),
  'Upload-Metadata': z.string().meta({
    description:
      '`filename` (required) and `filetype`, each followed by a blank and its value in base64, with a comma between.',
  }),
  'Content-Disposition': z.string().meta({
    description: 'The name of the file, where the body is the file itself: `attachment; filename="plano.pdf"`.',
  }),
  'Last-Event-ID': z.string().meta({ description: 'The `id` of the last event read: the stream goes on after it.' }),
} satisfies Record<NonNullable<Doc['takes']>[number], z.ZodType>;

/** The request's headers of an operation. */
export function takenHeaders(names: NonNullable<Doc['takes']>): z.ZodObject {
  const language = z.string().meta({
    description: 'The language of the sentences in errors: Spanish, unless English weighs more (`en`).',
  });
  const own = Object.fromEntries(names.map((name) => [name, taken[name].optional()]));
  return z.object({ ...own, 'Accept-Language': language.optional() });
}

/** The headers that a success declares of itself, with those that follow from what the operation takes. */
export function successHeaders(reply: DocReply, doc: Doc): string[] {
  const replayed = doc.takes?.includes('Idempotency-Key') ? ['Idempotency-Replayed'] : [];
  return [...new Set([...(reply.headers ?? []), ...replayed])];
}
