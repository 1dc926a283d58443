import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** An address without brackets, port, zone or IPv6's wrapping of IPv4; null when it is none. */
function plainAddress(text: string): string | null {
  const inner = /^\[(.*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const address = inner.replace(/%.*$/, '').replace(/^::ffff:(?=[\d.]+$)/i, '');
  return isIP(address) ? address : null;
}

/**
 * The address of whoever sent a request. Each trusted proxy appends to X-Forwarded-For the address that it saw, so
 * with `proxies` of them the client is the one that many from the end; what stands before is hearsay.
 */
export function clientAddress(req: Pick<IncomingMessage, 'headers' | 'socket'>, proxies: number): string {
  const peer = plainAddress(req.socket.remoteAddress ?? '') ?? '0.0.0.0';
  if (proxies === 0) return peer;
  const header = req.headers['x-forwarded-for'];
  const chain = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((part) => part.trim());
  return plainAddress(chain[Math.max(0, chain.length - proxies)] ?? '') ?? peer;
}
