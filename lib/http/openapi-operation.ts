import { z } from 'zod';
import type {
  ZodOpenApiContentObject,
  ZodOpenApiOperationObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { scopes } from '@/lib/tokens/schema';
import type { Doc, DocReply } from './doc';
import type { Declaration } from './endpoint';
import { codesOfOperation, errorReplies } from './openapi-errors';
import { headersOf, successHeaders, takenHeaders } from './openapi-headers';

const page = z
  .object({
    limit: z.int().meta({ description: 'How many to a page.', example: 25 }),
    next: z
      .string()
      .nullable()
      .meta({ description: 'The `cursor` of the next page; null on the last.', example: null }),
  })
  .meta({ id: 'Page' });

function named(examples: Record<string, unknown> | undefined) {
  if (!examples) return {};
  return { examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])) };
}

function byType(schemas: Record<string, z.ZodType>): ZodOpenApiContentObject {
  return Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [type, { schema }]));
}

function contentOf(reply: DocReply): ZodOpenApiContentObject | undefined {
  if (reply.body) {
    const examples = named(reply.examples);
    return Object.fromEntries(Object.entries(reply.body).map(([type, schema]) => [type, { schema, ...examples }]));
  }
  if (!reply.data) return undefined;
  const envelope = z.object({ success: z.literal(true), data: reply.data, ...(reply.isPage && { page }) });
  return { 'application/json': { schema: envelope, ...named(reply.examples) } };
}

function success(reply: DocReply, doc: Doc): ZodOpenApiResponseObject {
  const content = contentOf(reply);
  const headers = headersOf(successHeaders(reply, doc));
  return { description: reply.description, headers, ...(content && { content }) };
}

function successes(doc: Doc): ZodOpenApiResponsesObject {
  const unchanged: DocReply = { description: 'Nothing has changed since that `ETag`.', headers: ['ETag'] };
  const all = { ...doc.replies, ...(doc.takes?.includes('If-None-Match') && { 304: doc.replies[304] ?? unchanged }) };
  return Object.fromEntries(Object.entries(all).map(([status, reply]) => [status, success(reply, doc)]));
}

/** `/v2/support-tickets/[id]` names one parameter. */
function paramsOf(route: string, doc: Doc): z.ZodObject | undefined {
  const names = [...route.matchAll(/\[(\w+)\]/g)].map((match) => match[1] ?? '');
  if (names.length === 0) return undefined;
  return z.object(Object.fromEntries(names.map((name) => [name, doc.params?.[name] ?? z.string()])));
}

/** The scopes that a token needs; of an operation without one, all of them. */
function scopesOf({ scope, anyScope }: Declaration): string[] {
  if (anyScope) return [];
  return scope ? [scope] : [...scopes];
}

function securityOf(declared: Declaration): Record<string, string[]>[] {
  if (declared.caller === 'anyone') return [];
  const token = { token: scopesOf(declared) };
  if (declared.doc?.onlyTokens) return [token];
  return [token, { session: [] }, ...(declared.caller ? [{ link: [] }] : [])];
}

function whoOf({ caller, scope, anyScope }: Declaration, method: string): string {
  if (caller === 'anyone' && method === 'get') return 'Needs no token.';
  if (caller === 'anyone') return 'Needs no token, and takes requests from this desk’s own pages only.';
  if (anyScope) return 'A token of any scope; each use of it needs its own.';
  if (caller) return `Scope: \`${scope}\`. A signed link stands in for a token.`;
  return scope ? `Scope: \`${scope}\`.` : 'For sessions, and for tokens of all scopes.';
}

/** The wrapper gives an entity tag to whatever is read in the envelope. */
function withTag(method: string, doc: Doc): Doc {
  const read = doc.replies[200];
  if (method !== 'get' || !read?.data) return doc;
  const headers = [...new Set([...(read.headers ?? []), 'ETag' as const])];
  const takes = [...new Set([...(doc.takes ?? []), 'If-None-Match' as const])];
  return { ...doc, takes, replies: { ...doc.replies, 200: { ...read, headers } } };
}

/** What the document says of one endpoint. `method` is in lower case, `route` as in the folders of `app`. */
export function operationOf(method: string, route: string, declared: Declaration, own: Doc): ZodOpenApiOperationObject {
  const { body, query } = declared;
  const doc = withTag(method, own);
  const path = paramsOf(route, doc);
  return {
    operationId: doc.id,
    tags: [doc.tag],
    summary: doc.summary,
    description: [doc.description, whoOf(declared, method)].filter(Boolean).join('\n\n'),
    security: securityOf(declared),
    requestParams: { ...(path && { path }), ...(query && { query }), header: takenHeaders(doc.takes ?? []) },
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: body, ...named(doc.examples) } } },
    }),
    ...(doc.bodies && { requestBody: { content: byType(doc.bodies) } }),
    responses: { ...successes(doc), ...errorReplies(codesOfOperation(method, declared), method !== 'head') },
  };
}
