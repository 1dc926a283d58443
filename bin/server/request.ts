import type { IncomingMessage } from 'node:http';
import { log } from '@/lib/platform/log';
import { clientAddress } from './client-address';

/** Headers by which Next's own parts talk to each other: from outside they could skip or bend its routing. */
const INTERNAL =
  /^(x-middleware-|x-invoke-|x-matched-path$|x-now-|x-next-|x-prerender-|x-nextjs-(?!html-request-id$|request-id$)|next-resume|x-hilo-)/;
const FORWARDED = /^(x-forwarded-|forwarded$|x-real-ip$|x-original-)/;

let hasWarned = false;

/** Says once that all who come through a proxy count as one address, since nobody said that the proxy may be believed. */
function warnOfProxy(): void {
  if (hasWarned) return;
  hasWarned = true;
  const advice = 'set HILO_TRUST_PROXY to how many proxies are in front, or all their visitors count as one address';
  log().warn(`Requests come through a proxy that is not trusted: ${advice}`);
}

/**
 * Makes a request from outside fit to be believed: internal headers go, forwarded ones too unless a proxy is trusted,
 * and `x-hilo-address` becomes the client's address.
 */
export function cleanRequest(req: IncomingMessage, proxies: number): void {
  const address = clientAddress(req, proxies);
  const { headers } = req;
  const isForwarded = Object.keys(headers).some((name) => FORWARDED.test(name));
  if (isForwarded && proxies === 0) warnOfProxy();
  for (const name of Object.keys(headers)) {
    if (INTERNAL.test(name) || (proxies === 0 && FORWARDED.test(name))) delete headers[name];
  }
  headers['x-hilo-address'] = address;
  // That a proxy was in between is worth knowing even when nothing that it says is believed.
  if (isForwarded) headers['x-hilo-forwarded'] = '1';
  // "GET http://host/path" is meant for proxies; only the path is ours to serve.
  const url = req.url ?? '/';
  if (!url.startsWith('/')) req.url = /^[a-z]+:\/\/[^/?#]*(\/[^#]*)?/i.exec(url)?.[1] ?? '/';
}
