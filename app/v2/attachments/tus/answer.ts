import { Server } from '@tus/server';
import type { UserActor } from '@/lib/auth/actor';
import { replyError } from '@/lib/http/reply';
import { env } from '@/lib/platform/env';
import { AppError, invalid } from '@/lib/platform/errors';
import { newId, toPublicId } from '@/lib/platform/ids';
import { locker } from './locker';
import { parseMetadata } from './metadata';
import { UploadStore } from './store';

const path = '/v2/attachments/tus';
const version = '1.0.0';

/** How long a request that another one waits for may still take to put away what it has, in milliseconds. */
const drainMs = 1_000;

/** What OPTIONS tells of the protocol. */
export function tusOptions(): Record<string, string> {
  return {
    'tus-resumable': version,
    'tus-version': version,
    'tus-extension': 'creation,creation-with-upload,termination,expiration',
    'tus-max-size': String(env().HILO_UPLOAD_MAX),
  };
}

const offsetStream = 'application/offset+octet-stream';

/** Refuses what the protocol does not allow, or we do not offer. */
function check({ method, headers }: Request): void {
  if (headers.get('tus-resumable') !== version) throw new AppError('UNSUPPORTED_TUS_VERSION');
  const wrong = (field: string) => invalid({ field, code: 'INVALID_UPLOAD' });
  const isCount = (name: string) => /^(0|[1-9]\d{0,14})$/.test(headers.get(name) ?? '');
  if (method === 'PATCH') {
    if (headers.get('content-type') !== offsetStream) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
    if (!isCount('upload-offset')) throw wrong('Upload-Offset');
  }
  if (method === 'POST') {
    for (const name of ['Upload-Defer-Length', 'Upload-Concat']) if (headers.has(name)) throw wrong(name);
    if (!isCount('upload-length')) throw wrong('Upload-Length');
    parseMetadata(headers.get('upload-metadata'));
  }
}

/** What comes until the connection is cut: then it ends, as if that were all, so that it is kept. */
function untilCut(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await reader.read().catch(() => null);
        if (!next || next.done) controller.close();
        else controller.enqueue(next.value);
      },
      // The rest stays unread but the connection whole, so that the answer goes out on it.
      cancel: () => reader.releaseLock(),
    },
    { highWaterMark: 0 },
  );
}

/** The request as the protocol knows it: nothing else of ours or a proxy's is @tus/server's to judge. */
function plainRequest(request: Request, id: string): Request {
  const isSent = request.method === 'POST' || request.method === 'PATCH';
  // Of a request without bytes nothing else means anything, and it would be judged all the same.
  const own = isSent ? /^(tus-resumable|upload-\w+|content-length|content-type)$/ : /^tus-resumable$/;
  const url = new URL(id ? `${path}/${encodeURIComponent(id)}` : path, env().HILO_URL);
  const body = request.body && untilCut(request.body);
  // Streams need `duplex`, which the types do not know yet.
  const init = {
    method: request.method,
    headers: [...request.headers].filter(([name]) => own.test(name)),
    body,
    duplex: 'half',
  };
  return new Request(url, init);
}

const codes: Record<number, string> = {
  404: 'ATTACHMENT_NOT_FOUND',
  409: 'UPLOAD_OFFSET_MISMATCH',
  410: 'ATTACHMENT_NOT_FOUND',
  413: 'BODY_TOO_LARGE',
};

/** An error of @tus/server as one of ours; what is neither stays as it is. */
function asOurs(error: unknown, method: string): unknown {
  // To a HEAD whose file cannot be put away just now, clients answer 503 by sending all again, and 423 by asking again.
  if (error instanceof AppError && method === 'HEAD' && error.code.startsWith('STORAGE_'))
    return new AppError('UPLOAD_NOT_KEPT', { retryAfter: 5, cause: error });
  const status = (error as { status_code?: number }).status_code;
  return status && !(error instanceof AppError) ? new AppError(codes[status] ?? 'INVALID_UPLOAD') : error;
}

async function handle(actor: UserActor, request: Request, id: string): Promise<Response> {
  check(request);
  let failure: unknown;
  const server = new Server({
    path,
    relativeLocation: true,
    datastore: new UploadStore(actor),
    locker,
    lockDrainTimeout: drainMs,
    namingFunction: () => toPublicId('attachment', newId()),
    onResponseError(_, error) {
      failure = error;
      return undefined;
    },
  });
  const { status, headers } = await server.handleWeb(plainRequest(request, id));
  if (failure || status >= 400) throw asOurs(failure ?? { status_code: status }, request.method);
  const kept = [...headers].filter(([name]) => !/^(access-control-|content-)/.test(name));
  return new Response(null, { status, headers: [...kept, ['cache-control', 'private, no-store']] });
}

/**
 * Answers a request of tus, the protocol of resumable uploads, by @tus/server; errors are in our envelope. `id` is the
 * upload's public id, empty for a new one. Source: docs/contract.md, "Resumable uploads".
 */
export async function answerTus(
  call: { actor: UserActor; request: Request; requestId: string },
  id = '',
): Promise<Response> {
  const { actor, request, requestId } = call;
  return handle(actor, request, id).catch((error: unknown) =>
    replyError(request, error, requestId, { 'tus-resumable': version, 'tus-version': version }),
  );
}
