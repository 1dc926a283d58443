import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Api } from '@/e2e/support/api';
import type { Operation } from '@/e2e/support/document';

/** A page or route of the build, `[…]` for what is named in its address. */
export interface Built {
  /** Where it is served. */
  pathname: string;
  /** Its place among the sources, which Next's router names in the state of a browser: `/(desk)/desk/page`. */
  source: string;
  isPage: boolean;
}

/** Everything that a build serves at an address, by its own manifest. */
export function builtPaths(dist: string): Built[] {
  const manifest = JSON.parse(readFileSync(path.join(dist, 'app-path-routes-manifest.json'), 'utf8'));
  return Object.entries(manifest as Record<string, string>).map(([source, pathname]) => ({
    source,
    pathname,
    isPage: source.endsWith('/page'),
  }));
}

/** What anybody may see, so that nothing of it is a secret. */
export const openPages = new Set(['/', '/docs', '/register', '/sign-in', '/_global-error', '/_not-found']);

/** Routes of the build that the document of the API does not name, and what each is. */
const undocumented: Record<string, string> = {
  '/api/auth/[...nextauth]': 'signing in: attack/logins.ts, attack/csrf.ts',
  '/favicon.ico': 'a picture',
  '/icon.svg': 'a picture',
  '/v2': 'NOT_FOUND',
  '/v2/[...path]': 'NOT_FOUND',
};

/** Routes of the build that neither the document nor the table above knows. */
export function unknownRoutes(built: Built[], operations: Operation[]): string[] {
  const shape = (text: string) => text.replaceAll(/\{\w+\}|\[[.\w]+\]/g, '*');
  const documented = new Set(operations.map(({ path: place }) => shape(place)));
  const routes = built.filter(({ isPage }) => !isPage).map(({ pathname }) => pathname);
  return routes.filter((each) => !(each in undocumented) && !documented.has(shape(each)));
}

/** What the browser of Next asks for when it moves within a page that it shows already, and plainly. */
export const askings: Record<string, Record<string, string>> = {
  document: { accept: 'text/html' },
  'Next’s router': { accept: '*/*', rsc: '1' },
};

/** Asks for a page as a browser, without following. */
export function getPage(api: Api, place: string, headers: Record<string, string> = {}) {
  return api.send<unknown>('GET', place, { headers: { accept: 'text/html', ...headers } });
}
