import { expect, test } from '../fixtures';
import { type ChangesAnswer, changesPath, cursorNow, readChanges, readLines, untilComplete } from '../support/events';
import { change, expectRefusal, fileTicket, reply } from '../support/tickets';

test('tells every kind of event, oldest first, in the words of the ticket object', async ({ api }) => {
  const start = await cursorNow(api.agent);
  const ticket = await fileTicket(api.client);
  await reply(api.agent, ticket, 'Lo miro.');
  await reply(api.agent, ticket, 'Solo para nosotros.', { internal: true });
  await change(api.agent, ticket, { priority: 'urgent', tags: ['api'], assignedTo: null });
  await change(api.agent, ticket, { status: 'resolved', resolution: 'Hecho.' });
  await reply(api.client, ticket, 'Sigue igual.');
  await change(api.client, ticket, { status: 'closed' });

  await untilComplete();
  const { data } = await readChanges(api.agent, { cursor: start });
  const own = data.filter((event) => event.ticket === ticket._id);
  const taken = { from: null, to: expect.stringMatching(/^agent_/) };
  expect(own.map(({ type, changes }) => [type, changes])).toEqual([
    ['ticket.created', undefined],
    ['ticket.replied', undefined],
    ['ticket.changed', { status: { from: 'open', to: 'in_progress' }, assignedTo: taken }],
    ['ticket.noted', undefined],
    [
      'ticket.changed',
      {
        priority: { from: 'high', to: 'urgent' },
        tags: { from: [], to: ['api'] },
        assignedTo: { from: taken.to, to: null },
      },
    ],
    ['ticket.resolved', { status: { from: 'in_progress', to: 'resolved' }, resolution: { from: null, to: 'Hecho.' } }],
    ['ticket.replied', undefined],
    ['ticket.reopened', { status: { from: 'resolved', to: 'open' } }],
    ['ticket.closed', { status: { from: 'open', to: 'closed' } }],
  ]);
  const [first, second] = own;
  expect(first).toEqual({
    id: expect.stringMatching(/^[\w-]{22}$/),
    type: 'ticket.created',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    ticket: ticket._id,
    number: ticket.number,
    actor: ticket.client,
  });
  expect(second?.actor).toMatch(/^agent_/);
  expect(new Set(data.map((event) => event.id)).size).toBe(data.length);
});

test('pages until there is no more, and each page says where to go on, at the end too', async ({ api }) => {
  const start = await cursorNow(api.client);
  const tickets: string[] = [];
  for (let count = 0; count < 5; count += 1) tickets.push((await fileTicket(api.client))._id);
  await untilComplete();
  const seen: string[] = [];
  let cursor = start;
  const pages: ChangesAnswer['page'][] = [];
  do {
    const { data, page } = await readChanges(api.client, { cursor, limit: '2' });
    seen.push(...data.map((event) => event.ticket));
    pages.push(page);
    cursor = page.next;
  } while (pages.at(-1)?.more);
  expect(seen).toEqual(tickets);
  expect(pages.map((page) => [page.limit, page.more])).toEqual([
    [2, true],
    [2, true],
    [2, false],
  ]);
  const empty = await readChanges(api.client, { cursor });
  expect([empty.data, empty.page]).toEqual([[], { limit: 100, next: cursor, more: false }]);
  const late = await fileTicket(api.client);
  await untilComplete();
  expect((await readChanges(api.client, { cursor })).data.map((event) => event.ticket)).toEqual([late._id]);

  const whole = await readChanges(api.client);
  expect(whole.data.map((event) => event.ticket)).toEqual([...tickets, late._id]);
  // The id of an event is a cursor too.
  expect((await readChanges(api.client, { cursor: whole.data[3]?.id ?? '' })).data).toEqual(whole.data.slice(4));
});

test('a client hears of their own tickets, and cannot tell that there are notes or others', async ({
  api,
  makePerson,
}) => {
  const ticket = await fileTicket(api.client);
  await reply(api.agent, ticket, 'Te leo.');
  await untilComplete();
  const before = await api.client.get<ChangesAnswer>(changesPath);
  expect(before.body.data.map((event) => event.type)).toEqual(['ticket.created', 'ticket.replied', 'ticket.changed']);
  const now = await cursorNow(api.client);

  await reply(api.agent, ticket, 'Una nota.', { internal: true });
  await fileTicket(api.as(await makePerson('client')));
  await untilComplete();
  const after = await api.client.get<ChangesAnswer>(changesPath);
  expect([after.text, after.headers.get('etag')]).toEqual([before.text, before.headers.get('etag')]);
  expect(await cursorNow(api.client)).toBe(now);
  expect((await readChanges(api.client, { types: 'ticket.noted' })).data).toEqual([]);
  expect((await readLines(api.client)).answer.text).not.toContain('noted');
  // Staff's cursor of the note is a place in between, and no more than that.
  const { data } = await readChanges(api.agent, { cursor: now, types: 'ticket.noted' });
  expect((await readChanges(api.client, { cursor: data[0]?.id ?? '' })).data).toEqual([]);
});

test('can be some types alone', async ({ api }) => {
  const start = await cursorNow(api.agent);
  const ticket = await fileTicket(api.client);
  await reply(api.agent, ticket, 'Lo miro.');
  await change(api.agent, ticket, { status: 'closed' });
  await untilComplete();
  const { data } = await readChanges(api.agent, { cursor: start, types: 'ticket.closed, ticket.created' });
  const own = data.filter((event) => event.ticket === ticket._id);
  expect(own.map(({ type }) => type)).toEqual(['ticket.created', 'ticket.closed']);
});

test('as lines is the same, and ends with a cursor', async ({ api }) => {
  const start = await cursorNow(api.client);
  const tickets = await Promise.all(Array.from({ length: 30 }, () => fileTicket(api.client)));
  for (const ticket of tickets.slice(0, 5)) await reply(api.agent, ticket, 'Hola.');
  await untilComplete();
  const { answer, events, cursor } = await readLines(api.client, { cursor: start });
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
  expect(answer.headers.get('x-request-id')).toMatch(/^req_/);
  const paged = await readChanges(api.client, { cursor: start });
  expect(events).toEqual(paged.data);
  expect(cursor).toBe(paged.page.next);
  expect(await readLines(api.client, { cursor: cursor ?? '' })).toMatchObject({ events: [], cursor });
  const head = await api.client.send('HEAD', changesPath, { headers: { accept: 'application/x-ndjson' } });
  expect([head.status, head.text]).toEqual([200, '']);
});

test('is a 304 while nothing has happened', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  await untilComplete();
  const first = await api.client.get(changesPath);
  const etag = first.headers.get('etag') ?? '';
  const same = await api.client.get(changesPath, { 'if-none-match': etag });
  expect([same.status, same.text, same.headers.get('etag')]).toEqual([304, '', etag]);
  await reply(api.client, ticket, 'Otra cosa.');
  await untilComplete();
  expect((await api.client.get(changesPath, { 'if-none-match': etag })).status).toBe(200);
});

test('refuses what is no cursor, limit or type, and tokens without the scope', async ({ api }) => {
  const body = { name: 'x', scopes: ['tickets:write'] };
  const made = await api.client.post<{ data: { token: string } }>('/v2/tokens', body);
  for (const path of [changesPath, '/v2/events']) {
    for (const cursor of ['x', '', 'A'.repeat(22), '../..', '0'.repeat(300), '%00'])
      expectRefusal(await api.client.get(`${path}?cursor=${cursor}`), 400, 'INVALID_CURSOR');
    for (const types of ['x', '', 'ticket.created,', 'user.created'])
      expectRefusal(await api.client.get(`${path}?types=${types}`), 400, 'INVALID_TYPES');
    expectRefusal(await api.stranger.get(path), 401, 'UNAUTHORIZED');
    expectRefusal(await api.as(made.body.data.token).get(path), 403, 'FORBIDDEN');
  }
  for (const limit of ['0', '101', '-1', 'x', '1e2', ''])
    expectRefusal(await api.client.get(`${changesPath}?limit=${limit}`), 400, 'INVALID_LIMIT');
  expectRefusal(await api.client.get('/v2/events', { 'last-event-id': 'x' }), 400, 'INVALID_CURSOR');
});

test('whoever polls while many write misses nothing and gets nothing twice', async ({ api }) => {
  const start = await cursorNow(api.client);
  let isWriting = true;
  const poll = async () => {
    const seen: string[] = [];
    let cursor = start;
    for (;;) {
      const isLast = !isWriting;
      const { data, page } = await readChanges(api.client, { cursor, limit: '7' });
      seen.push(...data.map((event) => event.id));
      cursor = page.next;
      if (isLast && !page.more && data.length === 0) return seen;
    }
  };
  const polled = poll();
  const work = async () => {
    const ticket = await fileTicket(api.client);
    await Promise.all([
      reply(api.client, ticket, 'a'),
      reply(api.agent, ticket, 'b'),
      reply(api.agent, ticket, 'c', { internal: true }),
      change(api.agent, ticket, { priority: 'low' }),
    ]);
  };
  for (let round = 0; round < 4; round += 1) await Promise.all(Array.from({ length: 6 }, work));
  await untilComplete();
  isWriting = false;
  const { events } = await readLines(api.client, { cursor: start });
  expect(await polled).toEqual(events.map((event) => event.id));
  const created = events.filter((event) => event.type === 'ticket.created');
  expect(created).toHaveLength(24);
  for (const { ticket } of created) {
    const own = events.filter((event) => event.ticket === ticket);
    expect(own[0]?.type).toBe('ticket.created');
    expect(own.filter((event) => event.type === 'ticket.replied')).toHaveLength(2);
  }
});
