import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { sendResponse } from './send-response';
import { webRequest } from './web-request';

/** A compiled route as Next's adapters call it (next/dist/docs, "Invoking entrypoints"). */
type Handler = (
  req: IncomingMessage,
  res: ServerResponse,
  context: { requestMeta: { relativeProjectDir: string; params?: Params; query: object; initURL: string } },
) => Promise<unknown>;

/** A method of a route file, by Next's convention for these (next/dist/docs, "route.js"). */
type Method = (request: Request, context: { params: Promise<Params> }) => Promise<Response> | Response;

/**
 * What the compiled file of a route exports: `handler`, and the route module (`AppRouteRouteModule`), which has the route
 * file's own exports as `userland`.
 */
interface Compiled {
  handler: Handler;
  routeModule?: { ensureUserland?(): Promise<void>; userland?: Record<string, unknown> };
}

interface Entry {
  handler: Handler;
  methods: Record<string, unknown>;
}

type Params = Record<string, string | string[]>;

/** What bin/next-adapter.mjs wrote at build time: files relative to the build, the most specific pattern first. */
type Manifest = { files: Record<string, string>; dynamic: string[] };

export type DirectRoutes = {
  /** Each route that is ours, and which methods of it are called directly: of a compiled file that does not tell them none are. */
  methods: ReadonlyMap<string, string[]>;
  /** Answers the request and resolves, or gives undefined when the path is not one of ours. */
  handle(pathname: string, req: IncomingMessage, res: ServerResponse): Promise<unknown> | undefined;
};

const OURS = /^\/(v2(\/|$)|mcp$|healthz$|readyz$)/;

/** `/v2/support-tickets/[id]` as a matcher that gives `{ id }`; `[...path]` matches one segment or more. */
export function compileRoute(route: string): (pathname: string) => Params | null {
  const names: { name: string; isRest: boolean }[] = [];
  const source = route.replace(/[.*+?^${}()|\\]/g, '\\$&').replace(/\[(\\\.\\\.\\\.)?(\w+)\]/g, (_, rest, name) => {
    names.push({ name, isRest: Boolean(rest) });
    return rest ? '(.+)' : '([^/]+)';
  });
  const pattern = new RegExp(`^${source}$`);
  return (pathname) => {
    const match = pattern.exec(pathname);
    if (!match) return null;
    return Object.fromEntries(
      names.map(({ name, isRest }, index) => {
        const text = match[index + 1] ?? '';
        return [name, isRest ? text.split('/').map(decodeURIComponent) : decodeURIComponent(text)];
      }),
    );
  };
}

interface Arrived {
  req: IncomingMessage;
  res: ServerResponse;
  origin: string;
  params: Params | undefined;
}

async function answer(method: Method, { req, res, origin, params = {} }: Arrived): Promise<void> {
  const response = await method(webRequest(req, res, origin), { params: Promise.resolve(params) });
  await sendResponse(response, req.method === 'HEAD', res);
}

/** The route file's own exports; without them each request takes Next's way. */
async function methodsOf({ routeModule }: Compiled): Promise<Entry['methods']> {
  await routeModule?.ensureUserland?.();
  return routeModule?.userland ?? {};
}

/**
 * Calls the route files of the API and the probes with a light `Request` and sends what they answer, without Next's router and
 * what it wraps around a handler in between, which cost more than the rest of such a request. None of it is used here: these
 * files import nothing of Next's. A method that a file has not is left to Next's handler, and paths that end in a slash to its
 * router, which redirects them.
 * @param origin the public address, which handlers see in `request.url` whatever Host the client sent
 */
export async function loadDirectRoutes(dist: string, origin: string): Promise<DirectRoutes> {
  const file = path.join(dist, 'hilo-routes.json');
  if (!existsSync(file)) return { methods: new Map(), handle: () => undefined };
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const require = createRequire(path.join(dist, 'package.json'));
  const entries = new Map<string, Entry>();
  for (const [route, name] of Object.entries(manifest.files)) {
    if (!OURS.test(route)) continue;
    const compiled = require(path.join(dist, name)) as Compiled;
    entries.set(route, { handler: compiled.handler, methods: await methodsOf(compiled) });
  }
  const dynamic = manifest.dynamic.flatMap((route) => {
    const entry = entries.get(route);
    return entry ? [{ entry, match: compileRoute(route) }] : [];
  });
  const find = (pathname: string) => {
    if (!OURS.test(pathname) || pathname.endsWith('/')) return undefined;
    const fixed = entries.get(pathname);
    if (fixed) return { entry: fixed, params: undefined };
    for (const { entry, match } of dynamic) {
      const params = match(pathname);
      if (params) return { entry, params };
    }
    return undefined;
  };
  const known = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
  const methodsIn = ({ methods }: Entry) => known.filter((name) => typeof methods[name] === 'function');
  return {
    methods: new Map([...entries].map(([route, entry]) => [route, methodsIn(entry)])),
    handle(pathname, req, res) {
      const found = find(pathname);
      if (!found) return undefined;
      const { entry, params } = found;
      const method = entry.methods[req.method ?? ''];
      if (typeof method === 'function') return answer(method as Method, { req, res, origin, params });
      // With `query` given, Next does not read route parameters out of the query string (`?nxtPid=…`).
      const meta = { relativeProjectDir: '.', query: {}, initURL: `${origin}${req.url}` };
      return entry.handler(req, res, { requestMeta: params ? { ...meta, params } : meta });
    },
  };
}
