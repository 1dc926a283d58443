import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';

/** A compiled route handler as Next's adapters call it (next/dist/docs, "Invoking entrypoints"). */
type Entry = (
  req: IncomingMessage,
  res: ServerResponse,
  context: { requestMeta: { relativeProjectDir: string; params?: Params; query: object; initURL: string } },
) => Promise<unknown>;

type Params = Record<string, string | string[]>;

/** What bin/next-adapter.mjs wrote at build time: files relative to the build, the most specific pattern first. */
type Manifest = { files: Record<string, string>; dynamic: string[] };

export type DirectRoutes = {
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

/**
 * Calls the compiled handlers of the API and the probes without Next's router in between, which costs more than the
 * rest of such a request. Paths that end in a slash are left to Next, which redirects them.
 * @param origin the public address, which handlers see in `request.url` whatever Host the client sent
 */
export function loadDirectRoutes(dist: string, origin: string): DirectRoutes {
  const file = path.join(dist, 'hilo-routes.json');
  if (!existsSync(file)) return { handle: () => undefined };
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const require = createRequire(path.join(dist, 'package.json'));
  const entries = new Map(
    Object.entries(manifest.files)
      .filter(([route]) => OURS.test(route))
      .map(([route, name]) => [route, (require(path.join(dist, name)) as { handler: Entry }).handler]),
  );
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
  return {
    handle(pathname, req, res) {
      const found = find(pathname);
      // With `query` given, Next does not read route parameters out of the query string (`?nxtPid=…`).
      const meta = { relativeProjectDir: '.', query: {}, initURL: `${origin}${req.url}` };
      return found?.entry(req, res, { requestMeta: found.params ? { ...meta, params: found.params } : meta });
    },
  };
}
