import type { ServerResponse } from 'node:http';
import { textOf } from '@/lib/platform/text-response';

/** Of bytes as they are on the wire, which is ours to say (`announceLength` for the length of a stream). */
const framing = new Set(['content-length', 'content-encoding', 'transfer-encoding']);

/** Resolves when what was written has gone out, or nobody takes it any more. Leaves no listener: a file waits thousands of times. */
const room = (res: ServerResponse) =>
  new Promise<void>((resolve) => {
    const go = () => {
      res.off('drain', go).off('close', go);
      resolve();
    };
    res.on('drain', go).on('close', go);
  });

async function pipe(body: ReadableStream<Uint8Array>, res: ServerResponse): Promise<void> {
  const reader = body.getReader();
  // Whoever reads for us learns at once that nobody listens any more.
  const leave = () => void reader.cancel().catch(() => undefined);
  res.once('close', leave);
  // They may have left before there was anything to send.
  if (res.destroyed) leave();
  try {
    res.flushHeaders();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || res.destroyed) break;
      if (!res.write(value)) await room(res);
    }
    res.end();
  } catch (error) {
    // The status is out: a body that broke off must not look whole.
    res.destroy(error instanceof Error ? error : undefined);
  } finally {
    res.off('close', leave);
  }
}

/** Sends what a route handler answered: a text with its head in one write, a stream as it comes. */
export async function sendResponse(response: Response, isHead: boolean, res: ServerResponse): Promise<void> {
  res.statusCode = response.status;
  response.headers.forEach((value, name) => {
    if (framing.has(name)) return;
    // What the server itself said before stays (`X-Content-Type-Options`).
    if (name === 'set-cookie' || !res.hasHeader(name)) res.appendHeader(name, value);
  });
  const text = textOf(response);
  const body = text === undefined && !isHead ? response.body : null;
  if (body) return pipe(body, res);
  res.end(isHead ? undefined : text);
}
