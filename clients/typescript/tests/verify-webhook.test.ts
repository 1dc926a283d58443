import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { newKey } from '../src/crypto';
import { type HeadersLike, verifyWebhook, WebhookVerificationError } from '../src/hilo';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const other = `whsec_${btoa('otro secreto de la prueba')}`;
const body = JSON.stringify({ type: 'ticket.created', timestamp: '2026-01-15T10:30:00.000Z', data: { a: 'ñ €' } });

/** The headers of a message, signed by the published package. */
function headersOf(text = body, { at = new Date(), by = [secret] } = {}) {
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': by.map((each) => new Webhook(each).sign('msg_1', at, text)).join(' '),
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('what the published package signs is taken, in every form that servers have it', async () => {
  const headers = headersOf();
  const payload = JSON.parse(body);
  const shouted = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
  const bytes = new TextEncoder().encode(body);
  const forms: [HeadersLike, string | Uint8Array | ArrayBuffer][] = [
    [headers, body],
    [new Headers(headers), body],
    [shouted, bytes],
    [{ ...headers, 'x-more': ['a', 'b'] }, bytes.buffer],
    [headers, Buffer.from(body)],
  ];
  for (const [form, raw] of forms) {
    expect(await verifyWebhook(secret, form, raw)).toEqual(payload);
  }
});

test('the vector of the specification', async () => {
  const headers = {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };
  const now = new Date(1614265330_000);
  expect(await verifyWebhook(secret, headers, '{"test": 2432232314}', { now })).toEqual({ test: 2432232314 });
});

test('while a secret is replaced, either side may be ahead', async () => {
  const both = headersOf(body, { by: [other, secret] });
  for (const known of [secret, other, [other, secret], [secret, 'whsec_eHh4']]) {
    expect(await verifyWebhook(known, both, body)).toMatchObject({ type: 'ticket.created' });
  }
  const mixed = { ...headersOf(), 'webhook-signature': `v1a,x v2,y v1,!! v1, ${headersOf()['webhook-signature']}` };
  expect(await verifyWebhook(secret, mixed, body)).toMatchObject({ type: 'ticket.created' });
});

describe('is refused:', () => {
  const fresh = headersOf();
  const at = (seconds: number) => headersOf(body, { at: new Date(Date.now() + seconds * 1000) });
  test.each([
    ['another body', fresh, body.replace('ñ', 'n')],
    ['another secret', headersOf(body, { by: [other] }), body],
    ['another id', { ...fresh, 'webhook-id': 'msg_2' }, body],
    ['another time', { ...fresh, 'webhook-timestamp': String(Number(fresh['webhook-timestamp']) + 1) }, body],
    ['an old message', at(-310), body],
    ['a message from the future', at(310), body],
    ['a time that is none', { ...fresh, 'webhook-timestamp': '1e9' }, body],
    ['no id', { ...fresh, 'webhook-id': undefined }, body],
    ['no signature', { ...fresh, 'webhook-signature': '' }, body],
    [
      'a signature of another version',
      { ...fresh, 'webhook-signature': fresh['webhook-signature'].replace('v1', 'v2') },
      body,
    ],
    ['half a signature', { ...fresh, 'webhook-signature': fresh['webhook-signature'].slice(0, -9) }, body],
  ])('%s', async (_, headers, text) => {
    await expect(verifyWebhook(secret, headers, text)).rejects.toThrow(WebhookVerificationError);
  });
});

test('the clock may differ by five minutes, or as much as is said', async () => {
  const now = new Date();
  for (const seconds of [-300, 300]) {
    const at = new Date(Math.floor(now.getTime() / 1000) * 1000 + seconds * 1000);
    const whole = new Date(Math.floor(now.getTime() / 1000) * 1000);
    await expect(verifyWebhook(secret, headersOf(body, { at }), body, { now: whole })).resolves.toBeTruthy();
  }
  const late = headersOf(body, { at: new Date(now.getTime() - 3000_000) });
  await expect(verifyWebhook(secret, late, body, { tolerance: 4000 })).resolves.toBeTruthy();
});

test('a secret that is none is the caller’s mistake, not a message to be refused', async () => {
  for (const wrong of ['', 'whsec_', 'whsec_?']) {
    await expect(verifyWebhook(wrong, headersOf(), body)).rejects.toThrow(TypeError);
  }
});

test('Node 18, which has no global crypto, does as well', async () => {
  vi.stubGlobal('crypto', undefined);
  expect(await verifyWebhook(secret, headersOf(), body)).toMatchObject({ type: 'ticket.created' });
  expect(await newKey()).toMatch(/^[0-9a-f-]{36}$/);
});
