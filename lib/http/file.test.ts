import { Readable } from 'node:stream';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '@/lib/platform/errors';
import { replyFile, type SentFile } from './file';

const error = vi.hoisted(() => vi.fn());
vi.mock('@/lib/platform/log', () => ({ log: () => ({ error, warn: error }) }));
beforeEach(() => error.mockClear());

const bytes = Buffer.from('0123456789');
const etag = `"${'ab'.repeat(32)}"`;
let opened: Readable[] = [];

function aFile(more: Partial<SentFile> = {}): SentFile {
  opened = [];
  return {
    filename: 'número.txt',
    type: 'text/plain; charset=utf-8',
    isInline: true,
    size: bytes.length,
    etag,
    cacheControl: 'private, no-cache',
    async open(range) {
      const stream = Readable.from(
        [...bytes.subarray(range?.start ?? 0, (range?.end ?? 9) + 1)].map((each) => Buffer.of(each)),
      );
      opened.push(stream);
      return stream;
    },
    ...more,
  };
}

function ask(headers: Record<string, string> = {}, method = 'GET', file = aFile(), signal?: AbortSignal) {
  return replyFile(new Request('http://x/v2/attachments/a/b', { method, headers, signal }), file, 'req_1');
}

describe('what is sent', () => {
  test('all of it, with headers that leave a file nothing to do', async () => {
    const answer = await ask();
    expect([answer.status, await answer.text()]).toEqual([200, '0123456789']);
    expect(Object.fromEntries(answer.headers)).toEqual({
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      'content-disposition': `inline; filename="numero.txt"; filename*=UTF-8''n%C3%BAmero.txt`,
      'content-security-policy': "sandbox; default-src 'none'",
      'content-type': 'text/plain; charset=utf-8',
      'cross-origin-resource-policy': 'same-origin',
      etag,
      'referrer-policy': 'no-referrer',
      vary: 'authorization, cookie',
      'x-content-type-options': 'nosniff',
    });
  });

  test('one stretch', async () => {
    const answer = await ask({ range: 'bytes=3-5' });
    expect([answer.status, answer.headers.get('content-range'), await answer.text()]).toEqual([
      206,
      'bytes 3-5/10',
      '345',
    ]);
  });

  test('a stretch that is not there', async () => {
    const answer = await ask({ range: 'bytes=10-' });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */10']);
    expect(await answer.json()).toMatchObject({ message: 'RANGE_NOT_SATISFIABLE', requestId: 'req_1' });
    expect(opened).toEqual([]);
  });

  test.each([
    ['the tag', etag, 206],
    ['another', `"${'cd'.repeat(32)}"`, 200],
    ['a weak one', `W/${etag}`, 200],
    ['a date', 'Sat, 21 Nov 2026 13:00:00 GMT', 200],
  ])('a stretch, if the file is still that of %s', async (_, condition, status) => {
    expect((await ask({ range: 'bytes=0-0', 'if-range': condition })).status).toBe(status);
  });

  test.each([etag, `W/${etag}`, '*', `"x", ${etag}`])('nothing to whom has %s', async (known) => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask({ 'if-none-match': known, range: 'bytes=0-0' }, method);
      expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([304, etag, '']);
    }
    expect(opened).toEqual([]);
  });

  test('HEAD opens nothing and knows of no range', async () => {
    const answer = await ask({ range: 'bytes=0-0' }, 'HEAD');
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([200, etag, '']);
    expect(opened).toEqual([]);
  });

  test('a file of nothing', async () => {
    const file = aFile({ size: 0, open: async () => Readable.from([]) });
    const answer = await ask({}, 'GET', file);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect((await ask({ range: 'bytes=0-' }, 'GET', file)).headers.get('content-range')).toBe('bytes */0');
  });

  test('elsewhere, what is a download', async () => {
    const elsewhere = vi.fn(async () => 'https://bucket.example/x?signature=1');
    const answer = await ask({}, 'GET', aFile({ isInline: false, elsewhere }));
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://bucket.example/x?signature=1']);
    expect(elsewhere).toHaveBeenCalledWith(expect.stringMatching(/^attachment; /));
    expect((await ask({}, 'GET', aFile({ elsewhere }))).status).toBe(200);
    expect((await ask({}, 'HEAD', aFile({ isInline: false, elsewhere }))).status).toBe(200);
  });
});

describe('when it cannot be', () => {
  test.each([
    ['is lost', async () => null],
    ['has fewer bytes', async () => Readable.from([])],
    ['has more', async () => Readable.from([Buffer.alloc(11)])],
    ['breaks at once', async () => Readable.from(broken())],
  ])('a file that %s is not available, and that is logged', async (_, open) => {
    await expect(ask({}, 'GET', aFile({ open }))).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      options: { retryAfter: 5 },
    });
    expect(error).toHaveBeenCalledOnce();
  });

  test('what the storage says is said on', async () => {
    const open = async () => {
      throw new AppError('STORAGE_UNAVAILABLE', { retryAfter: 9 });
    };
    await expect(ask({}, 'GET', aFile({ open }))).rejects.toMatchObject({ options: { retryAfter: 9 } });
  });

  test.each([
    ['breaks', () => Readable.from(broken('01234'))],
    ['ends too soon', () => Readable.from([Buffer.from('01234')])],
    ['goes on too long', () => Readable.from([Buffer.from('01234'), Buffer.from('567890')])],
  ])('a file that %s in the middle is cut, never short', async (_, stream) => {
    const source = stream();
    const answer = await ask({}, 'GET', aFile({ open: async () => source }));
    await expect(answer.arrayBuffer()).rejects.toThrow();
    expect(source.destroyed).toBe(true);
    expect(error).toHaveBeenCalledOnce();
  });

  test('whoever leaves, before the answer or in it, leaves nothing open', async () => {
    const answer = await ask();
    const reader = answer.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(opened.map((each) => each.destroyed)).toEqual([true]);

    const gone = new AbortController();
    await ask({}, 'GET', aFile(), gone.signal);
    gone.abort();
    expect(opened.map((each) => each.destroyed)).toEqual([true]);

    // Nor does whoever answers for it: an error without a cause is not logged.
    const left = ask({}, 'GET', aFile(), AbortSignal.abort());
    await expect(left).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE', cause: undefined });
    expect(opened.map((each) => each.destroyed)).toEqual([true]);
    expect(error).not.toHaveBeenCalled();
  });
});

function* broken(first?: string): Generator<Buffer> {
  if (first) yield Buffer.from(first);
  throw new Error('the disk is gone');
}
