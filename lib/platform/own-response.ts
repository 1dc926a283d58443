import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';

// What our own server (bin/server.ts) is answering just now. Next's bundles each load this file for themselves, so the one
// store is the process's. It is no header: nobody outside can send it or see it.
const shared = globalThis as typeof globalThis & { hiloResponses?: AsyncLocalStorage<ServerResponse> };
shared.hiloResponses ??= new AsyncLocalStorage();
const responses = shared.hiloResponses;

/** For the server: runs what answers a request, which may then say how long its answer is. */
export function answering<T>(response: ServerResponse, work: () => T): T {
  return responses.run(response, work);
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
 * The request that is being answered, as our own server had it: its bytes come as they arrived, while a `Request`'s body copies each
 * of them, which costs more than all the rest of taking in a file. Undefined in development's server and where somebody reads it already.
 */
export function arrivingRequest(): IncomingMessage | undefined {
  const request = responses.getStore()?.req;
  return request && !request.readableDidRead ? request : undefined;
}
