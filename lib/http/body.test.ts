import { expect, test } from 'vitest';
import { readForm, readJsonObject } from './body';

const form = 'application/x-www-form-urlencoded';

function post(body: string | ReadableStream, type: string): Request {
  // Streams need `duplex`, which the types do not know yet.
  const init = { method: 'POST', headers: { 'content-type': type }, body, duplex: 'half' };
  return new Request('http://localhost/x', init);
}

/** Bytes without end; `taken` counts what was read of them. */
function endless(): { body: ReadableStream; taken: () => number } {
  let taken = 0;
  const body = new ReadableStream({
    pull(controller) {
      taken += 1024;
      controller.enqueue(new Uint8Array(1024).fill(97));
    },
  });
  return { body, taken: () => taken };
}

test('a form is read as text, whatever its charset parameter', async () => {
  expect(await readForm(post('email=ana%40test.example&x=%C3%B1', `${form}; charset=UTF-8`))).toBe(
    'email=ana%40test.example&x=%C3%B1',
  );
});

test('a form that never ends is left soon after its limit', async () => {
  const { body, taken } = endless();
  await expect(readForm(post(body, form))).rejects.toMatchObject({ code: 'BODY_TOO_LARGE', status: 413 });
  expect(taken()).toBeLessThan(64 * 1024);
});

test.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])('%s is no form', async (type) => {
  await expect(readForm(post('{}', type))).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE', status: 415 });
});

test.each([1, 7, 5_000])('a body that comes by %i bytes is the same, and takes no more room', async (bytes) => {
  const json = JSON.stringify({ text: 'ñ'.repeat(100_000) });
  const whole = Buffer.from(json);
  let at = 0;
  const body = new ReadableStream({
    pull(controller) {
      if (at >= whole.length) return controller.close();
      controller.enqueue(whole.subarray(at, at + bytes));
      at += bytes;
    },
  });
  expect(await readJsonObject(post(body, 'application/json'))).toEqual(JSON.parse(json));
});
