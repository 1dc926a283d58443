// Longer than most: every way in which one request is bent, beside each other.
import type { ApiDocument, Operation } from '@/e2e/support/document';
import { operationsOf } from '@/e2e/support/document';
import { samplesOf } from '@/e2e/support/from-schema';
import type { World } from '@/e2e/support/plan';
import { fill, plans } from '@/e2e/support/plans';
import { brokenJson, brokenMultipart, looselyEscaped, mutated } from './fuzz-mutate';
import type { Random } from './fuzz-random';
import type { Shot } from './fuzz-send';
import { nastyHeader, nastyNames, nastyTexts } from './fuzz-values';

type Json = Record<string, unknown>;

/** An operation, and requests that it takes. */
export interface Target {
  operation: Operation;
  who: string;
  right: {
    params: Record<string, string>;
    query: Json;
    headers: Record<string, string>;
    body?: Json;
    bytes?: Uint8Array;
  }[];
}

/** Makes `count` right requests of every operation, with whatever must exist for them. */
export async function targetsOf(document: ApiDocument, world: World, count: number): Promise<Target[]> {
  const targets: Target[] = [];
  for (const operation of operationsOf(document)) {
    const plan = plans[operation.operationId];
    if (!plan) throw new Error(`No plan for ${operation.operationId}: e2e/support/plans.ts`);
    const media = operation.requestBody?.content['application/json'];
    const bodies = media ? (samplesOf(media.schema, count) as Json[]) : [];
    const inQuery = (operation.parameters ?? []).filter((each) => each.in === 'query');
    const schema = {
      type: 'object',
      properties: Object.fromEntries(inQuery.map((each) => [each.name, each.schema])),
      required: [],
    };
    const queries = inQuery.length > 0 ? (samplesOf(schema, count) as Json[]) : [];
    const target: Target = { operation, who: plan.who, right: [] };
    for (let index = 0; index < Math.min(count, plan.most ?? count); index++) {
      const filled = await fill(plan, world, { body: bodies[index], query: queries[index] });
      target.right.push({
        params: filled.params ?? {},
        query: filled.query ?? {},
        headers: filled.headers ?? {},
        ...(filled.body instanceof Uint8Array
          ? { bytes: filled.body }
          : filled.body !== undefined && { body: filled.body as Json }),
      });
    }
    targets.push(target);
  }
  return targets;
}

/** Who may send a request, by name: the headers that say so. `right` is whoever the operation is for. */
export type Callers = Record<string, Record<string, string>>;

/** Addresses of pages and what lies beside the API. `{}` is something bent. */
const otherPaths: readonly string[] = [
  '/tickets?status={}&q={}&cursor={}&category={}',
  '/tickets/{}',
  '/tickets/new?{}={}',
  '/desk?queue={}&q={}&sort={}&view={}',
  '/desk/tickets/{}?queue={}',
  '/desk/clients/{}?status={}&cursor={}',
  '/settings/{}',
  '/settings/webhooks/{}?delivery={}',
  '/settings/tokens?{}={}',
  '/sign-in?callbackUrl={}&error={}',
  '/register?callbackUrl={}',
  '/docs?{}',
  '/{}',
  '/_next/{}',
  '/_next/static/{}',
  '/_next/image?url={}&w={}&q={}',
  '/_next/data/{}/index.json',
  '/api/auth/{}',
  '/api/auth/signin/{}?callbackUrl={}',
  '/api/auth/callback/{}?{}={}',
  '/api/auth/error?error={}',
  '/api/auth/session?{}',
  '/api/auth/csrf?{}',
  '/api/auth/signout?callbackUrl={}',
  '/v2/{}',
  '/v2/support-tickets/{}/{}',
  '/v2/support-tickets/{}/threads/{}',
  '/v2//support-tickets/{}',
  '/v2/../{}',
  '/v2/%2e%2e/{}',
  '/V2/support-tickets/{}',
  '/v2/support-tickets;x={}',
  '/viewer/{}',
  '/healthz/{}',
  '/mcp/{}',
];

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY', 'M-SEARCH'];

const bent = (random: Random, ids: readonly string[]) =>
  looselyEscaped(random, random.chance(0.4) && ids.length > 0 ? random.pick(ids) : random.pick(nastyTexts));

function queryText(random: Random, query: Json, ids: readonly string[]): string {
  const pairs = Object.entries(query).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(',') : String(value),
  ]);
  if (random.chance(0.5) && pairs.length > 0) {
    const at = random.below(pairs.length);
    const [name] = pairs[at] ?? ['q'];
    pairs[at] = [
      random.chance(0.9) ? name : `${name}[]`,
      random.chance(0.3) ? random.pick(ids) : random.pick(nastyTexts),
    ];
  }
  if (random.chance(0.1)) pairs.push([random.pick(nastyNames), random.pick(nastyTexts)]);
  if (random.chance(0.05) && pairs[0]) for (let time = 0; time < 200; time++) pairs.push(pairs[0]);
  const text = pairs
    .map(([name, value]) => `${looselyEscaped(random, name)}=${looselyEscaped(random, value)}`)
    .join('&');
  return text === '' ? '' : `?${text}`;
}

/** A call of an assistant's tool. */
function rpc(random: Random, args: Json): Json {
  const tools = ['search_tickets', 'read_ticket', 'file_ticket', 'reply_to_ticket', 'change_ticket', 'add_note', 'x'];
  const method = random.pick([
    'tools/call',
    'tools/call',
    'tools/call',
    'tools/list',
    'initialize',
    'ping',
    'x',
    '__proto__',
  ]);
  return {
    jsonrpc: '2.0',
    id: random.pick([1, 'x', null, 1.5, '']),
    method,
    params: { name: random.pick(tools), arguments: args },
  };
}

/** Makes requests of what it was given; the same ones for the same source of chance. */
export class Shooter {
  /** Things that answers told of, by the collection that made them. */
  private readonly made = new Map<string, string[]>();
  private readonly ids: string[];

  constructor(
    private readonly targets: readonly Target[],
    private readonly callers: Callers,
    /** What people's forms of sign-in send. */
    private readonly form: string,
  ) {
    this.ids = [...new Set(targets.flatMap(({ right }) => right.flatMap(({ params }) => Object.values(params))))];
  }

  /** Remembers what an answer made, so that later requests are about things that exist. */
  learn(shot: Shot, text: string): void {
    const id = /"_id":"([a-z_]+_[0-9a-z]{26})"/.exec(text)?.[1];
    if (!id || !shot.operationId) return;
    const target = this.targets.find(({ operation }) => operation.operationId === shot.operationId);
    if (!target || target.operation.path.includes('{')) return;
    const known = this.made.get(target.operation.path) ?? [];
    known.push(id);
    if (known.length > 20) known.shift();
    this.made.set(target.operation.path, known);
  }

  private headersOf(random: Random, who: string): Record<string, string> {
    const names = Object.keys(this.callers);
    const name = random.chance(0.65) && who in this.callers ? who : random.pick(names);
    const headers = { ...this.callers[name] };
    while (random.chance(0.25)) {
      const [header, value] = nastyHeader(random);
      headers[header] = value;
    }
    return headers;
  }

  private pathOf(random: Random, { operation, right }: Target, params: Record<string, string>): string {
    const made = this.made.get(operation.path.replace(/\/\{.*$/, ''));
    // Whoever is bent here must not be one of those by whom the fuzz itself calls.
    const isOfPeople = operation.path.startsWith('/v2/users') || operation.path.startsWith('/v2/tokens');
    const others = isOfPeople ? right.flatMap((each) => Object.values(each.params)) : this.ids;
    return operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
      if (made && made.length > 0 && name === 'id' && random.chance(0.4)) return random.pick(made);
      if (random.chance(0.8)) return encodeURIComponent(params[name] ?? 'x');
      return random.chance(0.5) && others.length > 0 ? encodeURIComponent(random.pick(others)) : bent(random, []);
    });
  }

  private bodyOf(random: Random, target: Target, right: Target['right'][number]): { type?: string; body?: Buffer } {
    const { operation } = target;
    if (right.bytes) {
      if (operation.operationId === 'uploadFile' && random.chance(0.6)) return brokenMultipart(random);
      return { body: random.chance(0.7) ? Buffer.from(right.bytes) : Buffer.alloc(random.pick([0, 1, 70_000])) };
    }
    if (!right.body) return random.chance(0.1) ? { body: brokenJson(random, {}) } : {};
    const start =
      operation.operationId === 'callMcp' ? rpc(random, random.pick(this.targets).right[0]?.body ?? {}) : right.body;
    const type = 'application/json';
    if (random.chance(0.12)) return { type, body: brokenJson(random, start) };
    let body: unknown = start;
    while (random.chance(0.6)) body = mutated(random, body);
    return { type, body: Buffer.from(JSON.stringify(body) ?? 'null') };
  }

  private atOperation(random: Random): Shot {
    const target = random.pick(this.targets);
    const { operation } = target;
    const right = random.pick(target.right);
    const { type, body } = this.bodyOf(random, target, right);
    const headers = {
      ...right.headers,
      ...(type !== undefined && { 'content-type': type }),
      ...this.headersOf(random, target.who),
    };
    const isSameMethod = random.chance(0.96);
    const method = isSameMethod ? operation.method : random.pick(methods);
    const query = random.chance(0.85) ? right.query : random.pick(this.targets).right[0]?.query;
    return {
      method,
      path: this.pathOf(random, target, right.params) + queryText(random, query ?? {}, this.ids),
      headers,
      // A length of nothing would be said all the same.
      ...(body && method !== 'GET' && method !== 'HEAD' && { body }),
      ...(isSameMethod && { operationId: operation.operationId }),
      isInDocument: isSameMethod,
    };
  }

  private elsewhere(random: Random): Shot {
    const path = random.pick(otherPaths).replace(/\{\}/g, () => bent(random, this.ids));
    const isForm = path.startsWith('/api/auth/') && random.chance(0.5);
    const method = isForm ? 'POST' : random.chance(0.9) ? 'GET' : random.pick(methods);
    const names = ['clientCookie', 'agentCookie', 'adminCookie', 'client', 'stranger'];
    const headers = this.headersOf(random, random.pick(names));
    const form = random.chance(0.5)
      ? this.form
      : brokenJson(random, { csrfToken: 'x', email: 'a', password: 'b' }).toString();
    return {
      method,
      path,
      headers: { ...headers, ...(isForm && { 'content-type': 'application/x-www-form-urlencoded' }) },
      ...(isForm && { body: Buffer.from(form) }),
      isInDocument: false,
    };
  }

  /** One request. */
  shoot(random: Random): Shot {
    const shot = random.chance(0.88) ? this.atOperation(random) : this.elsewhere(random);
    // The line's own words are for the raw sockets.
    for (const name of ['transfer-encoding', 'connection', 'content-length', 'expect', 'upgrade'])
      delete shot.headers[name];
    return shot;
  }
}
