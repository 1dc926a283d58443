import { expect, test } from 'vitest';
import { etagOf, Hilo, HiloError } from '../src/hilo';
import { mayRepeat, waitBefore } from '../src/retry';
import { type Answer, clientOf, cut, deskOf, failure, json, newTicket, ticket } from './server';

const filed = json(201, { success: true, data: ticket });
const keysOf = (seen: { headers: Record<string, unknown> }[]) => seen.map((each) => each.headers['idempotency-key']);

test.each<[string, Answer]>([
  ['a cut connection', cut],
  ['503', failure(503, 'SERVICE_UNAVAILABLE', { 'retry-after': '0' })],
  ['429', failure(429, 'RATE_LIMITED', { 'retry-after': '0' })],
  ['500', failure(500, 'INTERNAL_ERROR')],
  ['a proxy’s 502', (response) => void response.writeHead(502).end('<h1>Bad gateway</h1>')],
  ['a key in use', failure(409, 'IDEMPOTENCY_KEY_IN_USE', { 'retry-after': '0' })],
])('after %s a ticket is filed again, with the one key of the call', async (_, problem) => {
  const { hilo, seen } = await clientOf([problem, problem, filed]);
  expect(await hilo.tickets.create(newTicket)).toEqual(ticket);
  const keys = keysOf(seen);
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
});

test('each call has a key of its own, unless it is given one', async () => {
  const { hilo, seen } = await clientOf([filed]);
  await hilo.tickets.create(newTicket);
  await hilo.tickets.reply(ticket, 'Hola');
  await hilo.tickets.note('support_ticket_1', { message: 'Nota' });
  await hilo.tickets.create(newTicket, { idempotencyKey: 'mío-1'.normalize('NFD').replace(/\W/g, '') });
  const keys = keysOf(seen);
  expect(new Set(keys).size).toBe(4);
  expect(keys.at(-1)).toBe('mio1');
  expect(seen.map((each) => JSON.parse(each.body).internal)).toEqual([undefined, false, true, undefined]);
});

test('a change, which has no key, is not sent again when it may have been done', async () => {
  for (const problem of [cut, failure(503, 'SERVICE_UNAVAILABLE'), failure(500, 'INTERNAL_ERROR')]) {
    const { hilo, seen } = await clientOf([problem, json(200, { success: true, data: ticket })]);
    await expect(hilo.tickets.change(ticket, { title: 'x' })).rejects.toThrow(HiloError);
    expect(seen).toHaveLength(1);
  }
  const { hilo, seen } = await clientOf([failure(429, 'RATE_LIMITED'), json(200, { success: true, data: ticket })]);
  await hilo.tickets.change(ticket, { title: 'x' });
  expect(seen).toHaveLength(2);
});

test('tries end: the last error is thrown, with all that it says', async () => {
  const problem = failure(503, 'SERVICE_UNAVAILABLE', { 'retry-after': '0' });
  const { hilo, seen } = await clientOf([problem], { retries: 2 });
  const error = await hilo.tickets.get(ticket).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(HiloError);
  expect(error).toMatchObject({
    status: 503,
    code: 'SERVICE_UNAVAILABLE',
    message: 'La frase de SERVICE_UNAVAILABLE',
    requestId: 'req_1',
    details: [],
    retryAfter: 0,
  });
  expect(seen).toHaveLength(3);
});

test('refusals are not sent again', async () => {
  const details = [{ field: 'title', message: 'TITLE_REQUIRED', error: 'El título es requerido' }];
  const refusal = json(400, {
    error: 'El título es requerido',
    message: 'TITLE_REQUIRED',
    requestId: 'req_2',
    details,
  });
  const { hilo, seen } = await clientOf([refusal]);
  await expect(hilo.tickets.create(newTicket)).rejects.toMatchObject({ status: 400, code: 'TITLE_REQUIRED', details });
  expect(seen).toHaveLength(1);
});

test('no call waits for longer than a minute: the error says how long', async () => {
  const { hilo, seen } = await clientOf([failure(429, 'RATE_LIMITED', { 'retry-after': '61' })]);
  await expect(hilo.tickets.get(ticket)).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfter: 61 });
  const date = new Date(Date.now() + 3600_000).toUTCString();
  const later = await clientOf([failure(503, 'SERVICE_UNAVAILABLE', { 'retry-after': date })]);
  const error = await later.hilo.tickets.get(ticket).catch((thrown: HiloError) => thrown);
  expect((error as HiloError).retryAfter).toBeGreaterThan(3500);
  expect([seen.length, later.seen.length]).toEqual([1, 1]);
});

test('waits grow, are scattered, and are never shorter than asked for', () => {
  const wanted = new HiloError('RATE_LIMITED', '', { status: 429, retryAfter: 2 });
  for (let tries = 0; tries < 6; tries += 1) {
    const wait = waitBefore(tries, 500);
    const most = Math.min(8000, 500 * 2 ** tries);
    expect(wait).toBeGreaterThanOrEqual(most / 2);
    expect(wait).toBeLessThanOrEqual(most);
    expect(waitBefore(tries, 500, wanted)).toBeGreaterThanOrEqual(2000);
  }
  expect(mayRepeat(wanted, false)).toBe(true);
});

test('a desk that says nothing in time is a TIMEOUT, and tried again where that is safe', async () => {
  const silent: Answer = () => undefined;
  const { hilo, seen } = await clientOf([silent, json(200, { success: true, data: ticket })], { timeout: 50 });
  expect(await hilo.tickets.get(ticket)).toEqual(ticket);
  expect(seen).toHaveLength(2);
  const mute = await clientOf([silent]);
  await expect(mute.hilo.tickets.change(ticket, {}, { timeout: 50 })).rejects.toMatchObject({
    code: 'TIMEOUT',
    status: 0,
  });
});

test('a body that stops half-way is a cut connection', async () => {
  const half: Answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"success":', () => response.destroy());
  };
  const { hilo, seen } = await clientOf([half, json(200, { success: true, data: ticket })]);
  expect(await hilo.tickets.get(ticket)).toEqual(ticket);
  expect(seen).toHaveLength(2);
});

test('a signal ends a call, while it is under way and while it waits, with its own reason', async () => {
  const controller = new AbortController();
  const { hilo } = await clientOf([() => controller.abort(new Error('basta'))]);
  await expect(hilo.tickets.get(ticket, { signal: controller.signal })).rejects.toThrow('basta');
  await expect(hilo.tickets.get(ticket, { signal: controller.signal })).rejects.toThrow('basta');

  const later = new AbortController();
  const busy: Answer = (response, seen) => {
    failure(503, 'SERVICE_UNAVAILABLE', { 'retry-after': '50' })(response, seen);
    setImmediate(() => later.abort(new Error('ya no')));
  };
  const waiting = await clientOf([busy]);
  await expect(waiting.hilo.tickets.get(ticket, { signal: later.signal })).rejects.toThrow('ya no');
  expect(waiting.seen).toHaveLength(1);
});

test('a redirect is not followed: a POST would turn into a GET, and the token is for the desk alone', async () => {
  const elsewhere = await deskOf(json(200, { success: true, data: ticket }));
  const moved: Answer = (response) => void response.writeHead(301, { location: elsewhere.url }).end();
  const { hilo } = await clientOf([moved]);
  await expect(hilo.tickets.create(newTicket)).rejects.toMatchObject({ code: 'REDIRECTED', status: 301 });
  expect(elsewhere.seen).toEqual([]);
});

test('what is not the API is told apart', async () => {
  const page: Answer = (response) => void response.writeHead(200).end('<html>');
  const { hilo } = await clientOf([page]);
  await expect(hilo.tickets.get(ticket)).rejects.toMatchObject({ code: 'INVALID_RESPONSE', status: 200 });
  const absent = await clientOf([(response) => void response.writeHead(404).end('<html>')]);
  await expect(absent.hilo.tickets.get(ticket)).rejects.toMatchObject({ code: 'HTTP_404', status: 404 });
  expect(() => new Hilo({ url: 'desk', token: 'x' })).toThrow(TypeError);
  expect(() => new Hilo({ url: 'https://desk.example', token: '' })).toThrow(TypeError);
});

test('what is sent: the token, the language, the address with or without its end', async () => {
  const { seen, url } = await clientOf([json(200, { success: true, data: ticket }, { etag: '"7"' })]);
  for (const address of [url, `${url}/`, `${url}/v2`, `${url}/v2/`]) {
    const hilo = new Hilo({ url: address, token: 'hilo_x', language: 'en' });
    const read = await hilo.tickets.get('support_ticket_á/b');
    expect(etagOf(read)).toBe('"7"');
    await hilo.tickets.change(read, { status: 'closed' }, { ifMatch: etagOf(read) });
  }
  expect(new Set(seen.filter((each) => each.method === 'GET').map((each) => each.path))).toEqual(
    new Set(['/v2/support-tickets/support_ticket_%C3%A1%2Fb']),
  );
  expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer hilo_x', 'accept-language': 'en' });
  expect(seen[1]?.headers['if-match']).toBe('"7"');
});
