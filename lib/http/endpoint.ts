// Longer than most: what an endpoint declares, and everything that its wrapper does with it, in the order in which it does it.
import { hash } from 'node:crypto';
import type { z } from 'zod';
import type { UserActor } from '@/lib/auth/actor';
import { hasReplica, readPosition, tellPosition } from '@/lib/auth/position';
import { ringBell } from '@/lib/events/bell';
import { AppError, invalid } from '@/lib/platform/errors';
import { textOf } from '@/lib/platform/text-response';
import type { Scope } from '@/lib/tokens/schema';
import { parse, queryOf, readJsonObject } from './body';
import {
  addressOf,
  forKnownCaller,
  payAnyway,
  payAsStranger,
  requireCaller,
  requireSameOrigin,
  type Visit,
  visitOf,
} from './caller';
import type { Doc } from './doc';
import { type CallerOrLink, callerOrLink, wayIn } from './linked';
import { rateLimitHeaders } from './rate-limit';
import { newRequestId, replyError } from './reply';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof methods)[number];

interface RouteContext {
  params: Promise<Record<string, string | string[]>>;
}

/** What an endpoint declares of itself, for the document of the API. */
export interface Declaration {
  body?: z.ZodObject;
  query?: z.ZodObject;
  caller?: 'anyone' | CallerOrLink;
  scope?: Scope;
  anyScope?: true;
  isAskedAlong?: true;
  doc?: Doc;
}

export interface RouteHandler {
  (request: Request, context: RouteContext): Promise<Response>;
  /** Absent where there is no endpoint: a refused method, a path that is no resource. */
  declared?: Declaration;
}

type Parsed<Schema> = Schema extends z.ZodObject ? z.output<Schema> : undefined;

interface Declared<Body, Query, Caller> {
  /** The schema of the JSON body; its messages are codes. */
  body?: Body;
  /** The schema of the query's parameters, each a text. */
  query?: Query;
  /**
   * `anyone` needs no session or token; writes must then be same-origin, as only our own pages make them. With `{link}` a
   * signed link stands in for both; browsers that lack all three are sent to sign in.
   */
  caller?: Caller;
  /** What a token must be for. Without one, the account itself: only tokens of all scopes. */
  scope?: Scope;
  /** Lets any token in: the endpoint itself looks what it is for. */
  anyScope?: true;
  /** Of a write: its statement asks for the caller along with what it writes (`takeProviso`). Reads do so by themselves. */
  isAskedAlong?: true;
  /** What the document of the API says of it. */
  doc: Doc;
}

/** What a handler is given: only what was declared and checked. */
export interface Call<Body, Query, Caller> {
  actor: Caller extends 'anyone' ? undefined : Caller extends CallerOrLink ? UserActor | undefined : UserActor;
  body: Parsed<Body>;
  query: Parsed<Query>;
  params: Record<string, string>;
  /** `Idempotency-Key`, 1 to 255 characters, where the caller sent one. Judged when it is asked for: to all others the header means nothing. */
  idempotencyKey(): string | undefined;
  ifMatch: string | undefined;
  ifNoneMatch: string | undefined;
  /** The client's address, as our own server saw it. */
  address: string;
  /** What the answer will call this request. */
  requestId: string;
  /** For what needs more than the above: other media types, an answer that streams. */
  request: Request;
}

/** What is known of a request when it is let in. */
interface Admitted {
  actor: UserActor | undefined;
  params: Record<string, string>;
  requestId: string;
  /** The JSON body, however often it is asked for. Errors: those of `readJsonObject`. */
  readBody(): Promise<object>;
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
 * Answers a request and names it; what is thrown becomes the documents' envelope, or a browser is shown the way in. Says how
 * who paid stands in their minute.
 */
async function answer(
  request: Request,
  work: (visit: Visit, requestId: string) => Promise<Response>,
  { isForBrowsers = false } = {},
): Promise<Response> {
  const requestId = newRequestId();
  const visit = await visitOf(request);
  const response = await work(visit, requestId).catch(
    (error: unknown) => (isForBrowsers ? wayIn(visit, error) : undefined) ?? replyError(request, error, requestId),
  );
  response.headers.set('x-request-id', requestId);
  for (const [name, value] of Object.entries(visit.standing ? rateLimitHeaders(visit.standing) : {}))
    response.headers.set(name, value);
  return response;
}

/** What is read gets an entity tag of what it says, unless it has one already; whoever has that already is told so. */
function withTag(response: Response, ifNoneMatch: string | undefined): Response {
  const text = textOf(response);
  if (text === undefined || response.status !== 200 || response.headers.has('etag')) return response;
  const etag = `"${hash('sha1', text, 'base64url')}"`;
  if (isUnchanged(ifNoneMatch, etag)) return new Response(null, { status: 304, headers: { etag } });
  response.headers.set('etag', etag);
  return response;
}

const isRead = (method: string) => method === 'GET' || method === 'HEAD';

/** Who calls, as far as the endpoint asks for somebody; the visit is paid for. Errors: those of lib/http/caller.ts. */
async function actorOf(
  visit: Visit,
  { caller, scope, anyScope }: Declaration,
  params: Record<string, string>,
): Promise<UserActor | undefined> {
  if (caller === undefined) return requireCaller(visit, anyScope ? 'any' : scope);
  if (caller !== 'anyone') return callerOrLink(visit, caller, { params, scope });
  await payAsStranger(visit);
  if (!isRead(visit.request.method)) requireSameOrigin(visit.request);
  return undefined;
}

/**
 * One endpoint: says who may call and what it takes, then does it. The wrapper finds the caller, reads and parses, turns
 * errors into the documents' envelope and names the request (`X-Request-Id`).
 */
export function endpoint<
  Body extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Caller extends 'anyone' | CallerOrLink | undefined = undefined,
>(
  declared: Declared<Body, Query, Caller>,
  handle: (call: Call<Body, Query, Caller>) => Promise<Response>,
): RouteHandler {
  const work = (request: Request, context: RouteContext) => async (visit: Visit, requestId: string) => {
    const params = await paramsOf(context);
    let reading: Promise<object> | undefined;
    const readBody = () => {
      reading ??= readJsonObject(request);
      return reading;
    };
    const known = { params, requestId, readBody };
    if ((isRead(request.method) || declared.isAskedAlong) && declared.caller === undefined) {
      let made: Response | undefined;
      let done: { value: Response } | undefined;
      try {
        done = await forKnownCaller(visit, declared.anyScope ? 'any' : declared.scope, async (actor) => {
          made = await act(request, { actor, ...known });
          return made;
        });
        if (done) return done.value;
      } finally {
        // It was made for nobody, or nobody can say for whom: an answer that goes on would do so without a reader.
        if (!done) await made?.body?.cancel();
      }
    }
    return act(request, { actor: await actorOf(visit, declared, params), ...known });
  };
  const act = async (request: Request, { actor, params, requestId, readBody }: Admitted) => {
    if (actor && hasReplica()) readPosition(request.headers, actor);
    const call = {
      actor,
      // No getter: an object with one that is made anew has a shape of its own, which outlives it and keeps all that the getter sees.
      idempotencyKey: () => idempotencyKeyOf(request),
      query: declared.query ? parse(declared.query, queryOf(request)) : undefined,
      body: declared.body ? parse(declared.body, await readBody()) : undefined,
      params,
      ifMatch: request.headers.get('if-match') ?? undefined,
      ifNoneMatch: request.headers.get('if-none-match') ?? undefined,
      address: addressOf(request),
      requestId,
      request,
    };
    // The checks above are what the types say; TypeScript cannot follow them through the generics.
    const response = await handle(call as Call<Body, Query, Caller>);
    if (isRead(request.method)) return withTag(response, call.ifNoneMatch);
    ringBell();
    if (actor && hasReplica()) await tellPosition(response, actor);
    return response;
  };
  const isForBrowsers = typeof declared.caller === 'object';
  const respond = (request: Request, context: RouteContext) =>
    answer(request, work(request, context), { isForBrowsers });
  return Object.assign(respond, { declared });
}

/** Answers whoever asks in the same way, and counts it against who asks. */
function always(reply: (request: Request, requestId: string) => Response): RouteHandler {
  return (request) =>
    answer(request, async (visit, requestId) => {
      await payAnyway(visit);
      return reply(request, requestId);
    });
}

function refusal(code: string, headers: Record<string, string> = {}): RouteHandler {
  return always((request, requestId) => replyError(request, new AppError(code), requestId, headers));
}

/**
 * The exports of a route file: its endpoints, and for every other method a 405 that names those that are there. HEAD is GET's,
 * where it has no endpoint of its own. `options` are headers that OPTIONS tells besides `Allow`.
 */
export function resource(
  endpoints: Partial<Record<Method | 'HEAD', RouteHandler>>,
  options: () => Record<string, string> = () => ({}),
): Record<Method | 'HEAD' | 'OPTIONS', RouteHandler> {
  const head = endpoints.HEAD ?? endpoints.GET;
  const allowed = methods.filter((method) => endpoints[method] && method !== 'GET');
  const allow = [...(endpoints.GET ? ['GET'] : []), ...(head ? ['HEAD'] : []), ...allowed, 'OPTIONS'].join(', ');
  const refuse = refusal('METHOD_NOT_ALLOWED', { allow });
  return {
    GET: endpoints.GET ?? refuse,
    HEAD: head ?? refuse,
    POST: endpoints.POST ?? refuse,
    PUT: endpoints.PUT ?? refuse,
    PATCH: endpoints.PATCH ?? refuse,
    DELETE: endpoints.DELETE ?? refuse,
    OPTIONS: always(() => new Response(null, { status: 204, headers: { allow, ...options() } })),
  };
}

/** The exports of a route file for paths that are no resource: 404 to every method. */
export function nowhere(): Record<Method | 'HEAD' | 'OPTIONS', RouteHandler> {
  const absent = refusal('NOT_FOUND');
  return { GET: absent, HEAD: absent, POST: absent, PUT: absent, PATCH: absent, DELETE: absent, OPTIONS: absent };
}

/** Whether `If-None-Match` names this entity tag, so that the reader already has what we would send. */
export function isUnchanged(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
