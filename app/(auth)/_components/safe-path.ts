const anyHost = 'https://hilo.invalid';

/**
 * Where to go after signing in: the path in `callbackUrl` when it is one of this site, else `/`. Browsers read `//host`,
 * `/\host` and paths with tabs in them as other sites, so the path is judged after the URL parser has had its say.
 */
export function safePath(callbackUrl: string | string[] | undefined): string {
  if (typeof callbackUrl !== 'string' || !callbackUrl.startsWith('/') || !URL.canParse(callbackUrl, anyHost))
    return '/';
  const url = new URL(callbackUrl, anyHost);
  const path = url.pathname + url.search + url.hash;
  const isHere = url.origin === anyHost && !path.startsWith('//');
  // The door itself would only send back again.
  return isHere && !/^\/(sign-in|register)(\/|$)/.test(url.pathname) ? path : '/';
}
