import { log } from '@/lib/platform/log';

/**
 * An answer that is sent as it is made: the next text is asked for when the one before has gone out, and no more once the
 * reader has left. What is thrown before the first text is thrown here, to be answered as any error; after it, the
 * connection is cut, for the status is out already.
 */
export async function replyStream(
  request: Request,
  texts: AsyncGenerator<string>,
  contentType: string,
): Promise<Response> {
  const headers = { 'content-type': contentType, 'cache-control': 'private, no-store' };
  let next = await texts.next();
  if (request.method === 'HEAD') {
    await texts.return(undefined);
    return new Response(null, { headers });
  }
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        if (next.done) return controller.close();
        controller.enqueue(encoder.encode(next.value));
        try {
          next = await texts.next();
        } catch (error) {
          log().error({ err: error, url: new URL(request.url).pathname }, 'an answer was cut');
          controller.error(error);
        }
      },
      async cancel() {
        await texts.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers });
}
