import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';

// What our own server (bin/server.ts) is answering just now. Next's bundles each load this file for themselves, so the one
// store is the process's. It is no header: nobody outside can send it or see it.
const shared = globalThis as typeof globalThis & {
  hiloResponses?: AsyncLocalStorage<ServerResponse>;
  hiloWithoutDatabase?: WeakSet<object>;
};
shared.hiloResponses ??= new AsyncLocalStorage();
const responses = shared.hiloResponses;
shared.hiloWithoutDatabase ??= new WeakSet();
const withoutDatabase = shared.hiloWithoutDatabase;

/** For the server: runs what answers a request, which may then say how long its answer is. */
export function answering<T>(response: ServerResponse, work: () => T): T {
  return responses.run(response, work);
}

/** Notes that what answers a request, this one unless said otherwise, could not have the database. */
export function noteDatabaseAway(request: object | undefined = responses.getStore()): void {
  if (request) withoutDatabase.add(request);
}

/**
 * For the server: a page that fails because the database is away is a 503 that says when to come again. Next knows of a page
 * that it failed, not why, and calls each a 500.
 */
export function answerAwayAs503(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    if (status !== 500 || !withoutDatabase.has(response)) return writeHead(status, ...rest);
    response.setHeader('Retry-After', '2');
    return writeHead(503, ...rest);
  };
}

/**
 * Says how many bytes the body of this answer will have. Next drops `Content-Length` from what a route answers, for it may
 * have been meant for other bytes; who reads a file wants to know how much is to come, and to notice when it was less.
 */
export function announceLength(bytes: number): void {
  const response = responses.getStore();
  if (response && !response.headersSent) response.setHeader('Content-Length', bytes);
}

/**
 * What stands for the request whose caller waits for the answer to begin, the same all through its work; undefined for jobs, for
 * streams that go on, and in development's server.
 */
export function requestBeingAnswered(): object | undefined {
  const response = responses.getStore();
  return response && !response.headersSent ? response : undefined;
}

/**
 * The request that is being answered, as our own server had it: its bytes come as they arrived, while a `Request`'s body copies each
 * of them, which costs more than all the rest of taking in a file. Undefined in development's server and where somebody reads it already.
 */
export function arrivingRequest(): IncomingMessage | undefined {
  const request = responses.getStore()?.req;
  return request && !request.readableDidRead ? request : undefined;
}
