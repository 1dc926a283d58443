import { expect, test } from 'vitest';
import { type Answer, clientOf, cut, failure, json } from './server';

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    _id: `support_ticket_${from + index}`,
    number: from + index,
  }));

const page = (data: unknown[], next: string | null): Answer =>
  json(200, { success: true, data, page: { limit: 2, next } });

test('a list is walked page by page, and no page is asked for before it is needed', async () => {
  const pages = [page(numbers(1, 2), 'c2'), page(numbers(3, 4), 'c3'), page(numbers(5, 5), null)];
  const { hilo, seen } = await clientOf(pages);
  const found: number[] = [];
  for await (const { number } of hilo.tickets.list({ limit: 2, status: ['open', 'pending'], assignedTo: ['me'] })) {
    found.push(number);
    expect(seen).toHaveLength(Math.ceil(found.length / 2));
  }
  expect(found).toEqual([1, 2, 3, 4, 5]);
  expect(seen.map((each) => new URL(each.path, 'http://x').searchParams.get('cursor'))).toEqual([null, 'c2', 'c3']);
  expect(seen[0]?.path).toBe('/v2/support-tickets?limit=2&status=open%2Cpending&assignedTo=me');
});

test('leaving early asks for no more, and one page can be had alone', async () => {
  const { hilo, seen } = await clientOf([page(numbers(1, 2), 'c2')]);
  for await (const each of hilo.tickets.list()) if (each.number === 1) break;
  const since = new Date('2026-01-15T10:00:00Z');
  const { items, next } = await hilo.tickets.list({ cursor: 'c9', createdAfter: since, q: 'ñandú & co' }).page();
  expect([items.length, next, seen.length]).toEqual([2, 'c2', 2]);
  const { searchParams } = new URL(seen[1]?.path ?? '', 'http://x');
  expect(Object.fromEntries(searchParams)).toEqual({
    cursor: 'c9',
    createdAfter: '2026-01-15T10:00:00.000Z',
    q: 'ñandú & co',
  });
});

const event = (id: string) => ({
  id,
  type: 'ticket.created',
  timestamp: '',
  ticket: 'support_ticket_1',
  number: 1,
  actor: 'ñandú €',
});
const changes = (ids: string[], next: string, more: boolean): Answer =>
  json(200, { success: true, data: ids.map(event), page: { limit: 2, next, more } });

test('changes are read up to now, and the cursor stands after what has been done', async () => {
  const { hilo, seen } = await clientOf([changes(['a', 'b'], 'b', true), changes(['c'], 'end', false)]);
  const feed = hilo.changes({ cursor: 'start', types: ['ticket.created', 'ticket.closed'] });
  const stands: (string | undefined)[] = [];
  for await (const { id } of feed) stands.push(`${id} after ${feed.cursor}`);
  expect(stands).toEqual(['a after start', 'b after a', 'c after b']);
  expect(feed.cursor).toBe('end');
  expect(seen.map((each) => each.path)).toEqual([
    '/v2/changes?cursor=start&types=ticket.created%2Cticket.closed',
    '/v2/changes?cursor=b&types=ticket.created%2Cticket.closed',
  ]);
});

test('changes that fail on the way go on from the cursor, with nothing skipped', async () => {
  const { hilo } = await clientOf([
    changes(['a', 'b'], 'b', true),
    failure(403, 'FORBIDDEN'),
    changes(['c'], 'c', false),
  ]);
  const feed = hilo.changes();
  const ids: string[] = [];
  const read = async () => {
    for await (const { id } of feed) ids.push(id);
  };
  await expect(read()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(feed.cursor).toBe('b');
  await read();
  expect(ids).toEqual(['a', 'b', 'c']);
});

const frame = (id: string) => `id: ${id}\nevent: ticket.created\ndata: ${JSON.stringify(event(id))}\n\n`;

/** A stream of server-sent events, in pieces of a few bytes, that is ended or cut after them. */
const stream =
  (text: string, end: 'ended' | 'cut' | 'open' = 'ended'): Answer =>
  async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += 5)
      await new Promise((done) => response.write(bytes.subarray(at, at + 5), done));
    if (end === 'ended') response.end();
    if (end === 'cut') response.destroy();
  };

test('events go on over ended and cut connections from the last one, without end', async () => {
  const { hilo, seen } = await clientOf([
    stream(`retry: 1\nid: 0\n\n:\n\n${frame('a')}${frame('b')}`),
    stream(`retry: 1\nid: b\n\n${frame('c')}id: d\ndata: {"id":`, 'cut'),
    cut,
    failure(503, 'SERVICE_UNAVAILABLE', { 'retry-after': '0' }),
    stream(`${frame('d').replaceAll('\n', '\r\n')}${frame('e')}`, 'open'),
  ]);
  const events = hilo.events({ cursor: 'now', types: ['ticket.created'] });
  const ids: string[] = [];
  for await (const { id, actor } of events) {
    ids.push(id);
    expect(actor).toBe('ñandú €');
    if (id === 'e') break;
  }
  expect(ids).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(events.cursor).toBe('d');
  expect(seen.map((each) => each.headers['last-event-id'])).toEqual([undefined, 'b', 'c', 'c', 'c']);
  expect(seen[0]?.path).toBe('/v2/events?types=ticket.created&cursor=now');
  expect(seen[0]?.headers.accept).toBe('text/event-stream');
});

test('events end when the token does, by a signal, and at once at an address where there are none', async () => {
  const first = async (source: AsyncIterable<unknown>) => {
    for await (const _ of source) return;
  };
  const ended = await clientOf([stream('retry: 1\nid: 0\n\n'), failure(401, 'UNAUTHORIZED')]);
  await expect(first(ended.hilo.events())).rejects.toMatchObject({ code: 'UNAUTHORIZED' });

  const controller = new AbortController();
  const open = await clientOf([
    (response, seen) => {
      stream('id: 0\n\n', 'open')(response, seen);
      setTimeout(() => controller.abort(new Error('basta')), 20);
    },
  ]);
  await expect(first(open.hilo.events({}, { signal: controller.signal }))).rejects.toThrow('basta');

  const mute = new AbortController();
  const silent = await clientOf(
    [
      (response) => {
        response.end();
        setTimeout(() => mute.abort(new Error('basta')), 50);
      },
    ],
    { backoff: 60_000 },
  );
  await expect(first(silent.hilo.events({}, { signal: mute.signal }))).rejects.toThrow('basta');
  expect(silent.seen).toHaveLength(1);

  const dead = await clientOf([cut], { retries: 2 });
  await expect(first(dead.hilo.events())).rejects.toMatchObject({ code: 'NETWORK_ERROR' });
  expect(dead.seen).toHaveLength(3);
});

const lines = (all: unknown[], end: 'ended' | 'cut' = 'ended') =>
  stream(all.map((each) => `${JSON.stringify(each)}\n`).join(''), end);

test('an export that is cut goes on after the last whole ticket, until its last line', async () => {
  const { hilo, seen } = await clientOf([
    stream(`${JSON.stringify(numbers(1, 1)[0])}\n{"_id":"support_ti`, 'cut'),
    lines(numbers(2, 3)),
    lines([...numbers(4, 4), { end: true, count: 1 }]),
  ]);
  const found: string[] = [];
  for await (const each of hilo.export({ updatedAfter: new Date(0) })) found.push(each._id);
  expect(found).toEqual(numbers(1, 4).map((each) => each._id));
  expect(seen.map((each) => new URL(each.path, 'http://x').searchParams.get('cursor'))).toEqual([
    null,
    'support_ticket_1',
    'support_ticket_3',
  ]);
});

test('an export that never comes to its end is an error', async () => {
  const { hilo } = await clientOf([lines([])], { retries: 2 });
  await expect(hilo.export().next()).rejects.toMatchObject({ code: 'NETWORK_ERROR' });
});
