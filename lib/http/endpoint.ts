import type { z } from 'zod';
import type { UserActor } from '@/lib/auth/actor';
import { AppError, invalid } from '@/lib/platform/errors';
import { parse, queryOf, readJsonObject } from './body';
import { requireCaller, requireSameOrigin } from './caller';
import { newRequestId, replyError } from './reply';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof methods)[number];

interface RouteContext {
  params: Promise<Record<string, string | string[]>>;
}

export type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>;

type Parsed<Schema> = Schema extends z.ZodObject ? z.output<Schema> : undefined;

interface Declared<Body, Query, Caller> {
  /** The schema of the JSON body; its messages are codes. */
  body?: Body;
  /** The schema of the query's parameters, each a text. */
  query?: Query;
  /** `anyone` needs no session or token; writes must then be same-origin, as only our own pages make them. */
  caller?: Caller;
}

/** What a handler is given: only what was declared and checked. */
export interface Call<Body, Query, Caller> {
  actor: Caller extends 'anyone' ? undefined : UserActor;
  body: Parsed<Body>;
  query: Parsed<Query>;
  params: Record<string, string>;
  /** `Idempotency-Key`, 1 to 255 characters, where the caller sent one. */
  idempotencyKey: string | undefined;
  ifMatch: string | undefined;
  ifNoneMatch: string | undefined;
  /** The client's address, as our own server saw it. */
  address: string;
}

function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key');
  if (key === null) return undefined;
  if (key.length < 1 || key.length > 255) throw invalid({ field: 'Idempotency-Key', code: 'INVALID_IDEMPOTENCY_KEY' });
  return key;
}

async function paramsOf(context: RouteContext): Promise<Record<string, string>> {
  const all = await context.params;
  return Object.fromEntries(Object.entries(all ?? {}).map(([name, value]) => [name, String(value)]));
}

/**
 * One endpoint: says who may call and what it takes, then does it. The wrapper finds the caller, reads and parses, turns
 * errors into the documents' envelope and names the request (`X-Request-Id`).
 */
export function endpoint<
  Body extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Caller extends 'anyone' | undefined = undefined,
>(
  declared: Declared<Body, Query, Caller>,
  handle: (call: Call<Body, Query, Caller>) => Promise<Response>,
): RouteHandler {
  return async (request, context) => {
    const requestId = newRequestId();
    let response: Response;
    try {
      if (declared.caller === 'anyone') requireSameOrigin(request);
      const actor = declared.caller === 'anyone' ? undefined : await requireCaller(request);
      const call = {
        actor,
        idempotencyKey: idempotencyKeyOf(request),
        query: declared.query ? parse(declared.query, queryOf(request)) : undefined,
        body: declared.body ? parse(declared.body, await readJsonObject(request)) : undefined,
        params: await paramsOf(context),
        ifMatch: request.headers.get('if-match') ?? undefined,
        ifNoneMatch: request.headers.get('if-none-match') ?? undefined,
        address: request.headers.get('x-hilo-address') ?? 'unknown',
      };
      // The checks above are what the types say; TypeScript cannot follow them through the generics.
      response = await handle(call as Call<Body, Query, Caller>);
    } catch (error) {
      response = replyError(request, error, requestId);
    }
    response.headers.set('x-request-id', requestId);
    return response;
  };
}

/** The exports of a route file: its endpoints, and for every other method a 405 that names those that are there. */
export function resource(
  endpoints: Partial<Record<Method, RouteHandler>>,
): Record<Method | 'HEAD' | 'OPTIONS', RouteHandler> {
  const allowed = methods.filter((method) => endpoints[method]);
  const allow = [
    ...(endpoints.GET ? ['GET', 'HEAD'] : []),
    ...allowed.filter((method) => method !== 'GET'),
    'OPTIONS',
  ].join(', ');
  const refuse: RouteHandler = async (request) => {
    const requestId = newRequestId();
    return replyError(request, new AppError('METHOD_NOT_ALLOWED'), requestId, { allow, 'x-request-id': requestId });
  };
  const options: RouteHandler = async () =>
    new Response(null, { status: 204, headers: { allow, 'x-request-id': newRequestId() } });
  return {
    GET: endpoints.GET ?? refuse,
    HEAD: endpoints.GET ?? refuse,
    POST: endpoints.POST ?? refuse,
    PUT: endpoints.PUT ?? refuse,
    PATCH: endpoints.PATCH ?? refuse,
    DELETE: endpoints.DELETE ?? refuse,
    OPTIONS: options,
  };
}

/** The exports of a route file for paths that are no resource: 404 to every method. */
export function nowhere(): Record<Method | 'HEAD' | 'OPTIONS', RouteHandler> {
  const answer: RouteHandler = async (request) => {
    const requestId = newRequestId();
    return replyError(request, new AppError('NOT_FOUND'), requestId, { 'x-request-id': requestId });
  };
  return { GET: answer, HEAD: answer, POST: answer, PUT: answer, PATCH: answer, DELETE: answer, OPTIONS: answer };
}

/** Whether `If-None-Match` names this entity tag, so that the reader already has what we would send. */
export function isUnchanged(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
