import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { PHASE_PRODUCTION_SERVER } from 'next/constants.js';
import { closeHub } from '@/lib/events/hub';
import { env } from '@/lib/platform/env';
import { newId, toPublicId } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { answerAwayAs503, answering } from '@/lib/platform/own-response';
import { answerOn } from './server/answer-on';
import { boundSlowBody, boundUnreadBody, patienceFor } from './server/bodies';
import { compressPage } from './server/compress-pages';
import { boundConnections } from './server/connections';
import { type DirectRoutes, loadDirectRoutes } from './server/direct-routes';
import { type Leaving, leaving } from './server/leaving';
import { cleanRequest } from './server/request';
import { loadStaticFiles, type StaticFiles } from './server/static-files';
import { turnOf } from './server/turn';
import { viewerFiles } from './server/viewer-files';

export type ServerOptions = {
  /** 0 takes any free one. */
  port: number;
  host: string;
  /** Serves the sources, compiling on demand. */
  dev?: boolean;
  /** The build, relative to the root. */
  distDir?: string;
  /** False sends API requests through Next's router too, to compare. */
  direct?: boolean;
};

export type RunningServer = {
  url: string;
  /** Says so, takes no more requests, waits up to ten seconds for those in flight, then cuts them (server/leaving.ts). */
  close(): Promise<void>;
};

const GRACE_MS = 10_000;
/** What a proxy may still send on connections that it keeps. */
const LINGER_MS = 1_500;
/** Live reload never lets go by itself. */
const DEV_GRACE_MS = 500;
const IDLE_MS = 120_000;

type Handle = (req: IncomingMessage, res: ServerResponse) => Promise<unknown>;

function serverError(res: ServerResponse): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const body = { error: 'Internal error', message: 'INTERNAL_ERROR' };
  res.writeHead(500, { 'Content-Type': 'application/json', Connection: 'close' }).end(JSON.stringify(body));
}

/** Escapes that are no text (`%zz`, `%ff`) stand for themselves, so that they are merely not found. */
function readablePath(req: IncomingMessage): string {
  const url = req.url ?? '/';
  const end = url.indexOf('?');
  const pathname = end < 0 ? url : url.slice(0, end);
  if (!pathname.includes('%')) return pathname;
  try {
    decodeURIComponent(pathname);
    return pathname;
  } catch {
    const escaped = pathname.replaceAll('%', '%25');
    req.url = escaped + (end < 0 ? '' : url.slice(end));
    return escaped;
  }
}

const READS = new Set(['GET', 'HEAD']);
const KNOWN_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** What has handlers of its own; whatever else Next answers is a page. */
const isHandled = (pathname: string) => /^\/(?:v2|api\/auth)(?:\/|$)|^\/mcp$/.test(pathname);

/**
 * Methods that nothing here knows (TRACE, PROPFIND, …): Next would fail on some of them. Of a page, all but reading: for a body
 * that no page takes Next would keep ten million bytes, each as it came.
 */
function refuseMethod(res: ServerResponse, methods: Set<string>): void {
  const requestId = toPublicId('req', newId());
  const body = { error: 'Esta dirección no admite ese método', message: 'METHOD_NOT_ALLOWED', requestId };
  const allow = [...methods].join(', ');
  const headers = { 'Content-Type': 'application/json', 'X-Request-Id': requestId, Allow: allow, Connection: 'close' };
  res.writeHead(405, headers).end(JSON.stringify(body));
}

function createHandler(direct: DirectRoutes, files: StaticFiles, page: Handle, ending: Leaving, isDev: boolean) {
  // Whoever came by https once does so from then on, also by a link or a typed address without it.
  const viewer = viewerFiles();
  const isSecure = env().HILO_URL.startsWith('https:');
  const proxies = env().HILO_TRUST_PROXY;
  return async (req: IncomingMessage, res: ServerResponse) => {
    try {
      if (!res.socket) await turnOf(req, res);
      cleanRequest(req, proxies);
      boundUnreadBody(req, res);
      res.setHeader('X-Content-Type-Options', 'nosniff');
      if (isSecure) res.setHeader('Strict-Transport-Security', 'max-age=31536000');
      if (!KNOWN_METHODS.has(req.method ?? '')) return refuseMethod(res, KNOWN_METHODS);
      const pathname = readablePath(req);
      if (ending.handle(pathname, res)) return;
      boundSlowBody(req, res, patienceFor(req, pathname));
      if (files.handle(pathname, req, res) || viewer.handle(pathname, req, res)) return;
      await answering(res, () => {
        const answered = direct.handle(pathname, req, res);
        if (answered) return answered;
        // Next's own tools for development write.
        if (!isDev && !READS.has(req.method ?? '') && !isHandled(pathname)) return refuseMethod(res, READS);
        answerAwayAs503(res);
        compressPage(req, res);
        return page(req, res);
      });
    } catch (err) {
      // Whoever hangs up in the middle is no failure of ours.
      if (res.destroyed || req.destroyed) return;
      log().error({ err, method: req.method, url: req.url?.split('?')[0] }, 'request failed');
      serverError(res);
    }
  };
}

function tune(server: Server): void {
  server.headersTimeout = 20_000;
  // For each request by what it brings: server/bodies.ts.
  server.requestTimeout = 0;
  // Longer than the usual minute of load balancers, so that they never send into a closing connection.
  server.keepAliveTimeout = 65_000;
  // Nothing has moved either way: streams of events beat more often, and no answer takes as long.
  server.timeout = IDLE_MS;
  const answered = new WeakSet<object>();
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // What else comes of it is read and forgotten: what lies unread when a connection ends takes the answer with it.
    if (answered.has(socket)) return;
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    answered.add(socket);
    const answer = answerOn(socket);
    const isUnderWay = answer !== undefined && !answer.writableEnded;
    // A whole request came before it (a DELETE with a body that says no length): that is answered, and the connection ends with it.
    if (isUnderWay && answer.req.complete && !answer.headersSent) return void answer.setHeader('Connection', 'close');
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
    // Amid an answer these words would stand as a part of it: it has that long to come to its end.
    if (isUnderWay && answer.headersSent) return void answer.once('finish', () => socket.end());
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(isTaken ? new Error(`Port ${port} of ${host} is in use. Stop what uses it, or set PORT.`) : error);
    });
    server.listen({ port, host }, () => resolve(server.address() as AddressInfo));
  });
}

/** The address to open in a browser. */
function urlOf({ address, port, family }: AddressInfo): string {
  const isAny = address === '0.0.0.0' || address === '::';
  const isLoopback = address === '127.0.0.1' || address === '::1';
  const name = isAny || isLoopback ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${name}:${port}`;
}

/**
 * Loads Next and its pages. That needs no database, so `start` does it while that comes up; listen() then opens the port.
 */
export async function prepareServer(options: ServerOptions): Promise<{ listen(): Promise<RunningServer> }> {
  const { dev = false, host: hostname, port } = options;
  let handler: ((req: IncomingMessage, res: ServerResponse) => Promise<void>) | undefined;
  const server = createServer(
    // Node looks for heads that are too slow each 30 s, unless told.
    { maxHeaderSize: 16_384, connectionsCheckingInterval: 5_000 },
    (req, res) => void handler?.(req, res),
  );
  tune(server);
  boundConnections(server);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // Maps of all that Next loads from here on would stay in memory, a third of it, for lines of traces that functions' names tell too.
  if (!dev) process.setSourceMapsEnabled(false);
  const { default: next } = await import('next');
  // Read before, Next takes its configuration from a cache, and does not announce on our screen how long that took.
  if (!dev) await (await import('next/dist/server/config.js')).default(PHASE_PRODUCTION_SERVER, process.cwd());
  // Next takes over what asks to be upgraded, past all that stands here, and leaves it without an answer: of use to live reload
  // alone. Where nobody listens for that, such a request is one like any other.
  const upgrades = dev ? server : createServer();
  const app = next({ dev, dir: process.cwd(), hostname, port, httpServer: upgrades, quiet: !dev });
  await app.prepare();
  return {
    async listen() {
      const dist = path.resolve(options.distDir ?? env().HILO_DIST_DIR);
      const none: DirectRoutes = { methods: new Map(), handle: () => undefined };
      const ending = leaving(server, sockets, {
        announceMs: env().HILO_DRAIN_SECONDS * 1_000,
        lingerMs: env().HILO_TRUST_PROXY > 0 ? LINGER_MS : 0,
        graceMs: dev ? DEV_GRACE_MS : GRACE_MS,
        // Streams of events would go on for as long as their readers listen.
        endStreams: closeHub,
      });
      const noFiles: StaticFiles = { handle: () => false };
      const direct = dev || options.direct === false ? none : await loadDirectRoutes(dist, env().HILO_URL);
      handler = createHandler(direct, dev ? noFiles : loadStaticFiles(dist), app.getRequestHandler(), ending, dev);
      const url = urlOf(await listen(server, port, hostname));
      // Tells the next build that these files are in use (bin/steps.mjs).
      const mark = path.join(dist, `serving-${process.pid}`);
      if (!dev) writeFileSync(mark, url);
      return {
        url,
        async close() {
          await ending.leave();
          rmSync(mark, { force: true });
          await app.close();
        },
      };
    },
  };
}

/**
 * Starts the web server: pages through Next, the API and the probes straight to their compiled handlers.
 * @throws with a message for the operator when the port is taken
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  return (await prepareServer(options)).listen();
}
