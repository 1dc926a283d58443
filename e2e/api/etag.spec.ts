import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { change, expectRefusal, fileTicket, pathOf, reply, ticketsPath } from '../support/tickets';

async function etagOf(api: Api, path: string): Promise<string> {
  const etag = (await api.get(path)).headers.get('etag');
  expect(etag).toMatch(/^"[^"]+"$/);
  return etag ?? '';
}

test('a ticket that has not changed is a 304 without a body', async ({ api }) => {
  const path = pathOf(await fileTicket(api.client));
  for (const caller of [api.client, api.agent]) {
    const etag = await etagOf(caller, path);
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await caller.get(path, { 'if-none-match': tag });
      expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([304, '', etag]);
      expect(answer.headers.get('x-request-id')).toMatch(/^req_/);
    }
    for (const tag of ['"other"', etag.slice(1, -1), ''])
      expect((await caller.get(path, { 'if-none-match': tag })).status).toBe(200);
    expect((await caller.send('HEAD', path, { headers: { 'if-none-match': etag } })).status).toBe(304);
  }
});

test('every change and every public message gives the ticket a new tag', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const path = pathOf(ticket);
  const seen = [await etagOf(api.client, path)];
  const steps = [
    () => reply(api.client, ticket, 'Algo más.'),
    () => reply(api.agent, ticket, 'Lo miro.'),
    () => change(api.agent, ticket, { priority: 'low' }),
    () => change(api.agent, ticket, { tags: ['x'] }),
    () => change(api.agent, ticket, { title: 'Otro título' }),
    () => change(api.agent, ticket, { status: 'resolved', resolution: 'Hecho.' }),
    () => change(api.client, ticket, { status: 'open' }),
  ];
  for (const step of steps) {
    await step();
    const etag = await etagOf(api.client, path);
    expect(seen).not.toContain(etag);
    expect((await api.client.get(path, { 'if-none-match': seen.at(-1) ?? '' })).status).toBe(200);
    seen.push(etag);
  }
});

test('a change that changes nothing leaves the tag, the time and the thread', async ({ api }) => {
  const ticket = await fileTicket(api.client, { tags: ['api'] });
  const path = pathOf(ticket);
  const before = await api.agent.get(path);
  for (const fields of [
    {},
    { priority: 'high' },
    { tags: ['api'] },
    { status: 'open' },
    { title: ticket.title },
    { title: null },
  ]) {
    const answer = await api.agent.patch(path, fields);
    expect([answer.status, answer.headers.get('etag'), answer.text]).toEqual([
      200,
      before.headers.get('etag'),
      before.text,
    ]);
  }
});

test('the answer to a change and to a reply carries the new tag', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const path = pathOf(ticket);
  for (const caller of [api.client, api.agent]) {
    const replied = await caller.post(`${path}/threads`, { message: 'Hola.' });
    expect(replied.headers.get('etag')).toBe(await etagOf(caller, path));
  }
  const changed = await api.agent.patch(path, { priority: 'urgent' });
  expect(changed.headers.get('etag')).toBe(await etagOf(api.agent, path));
});

test('If-Match lets the first of two through and tells the second', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const path = pathOf(ticket);
  const etag = await etagOf(api.agent, path);
  expect((await api.agent.patch(path, { priority: 'low' }, { 'if-match': etag })).status).toBe(200);
  const late = await api.agent.patch(path, { priority: 'urgent' }, { 'if-match': etag });
  expectRefusal(late, 412, 'PRECONDITION_FAILED');
  expect((await api.agent.get(path)).body.data.priority).toBe('low');
  const english = await api.agent.patch(path, { priority: 'urgent' }, { 'if-match': etag, 'accept-language': 'en' });
  expect(english.body.error).toBe('Somebody changed this meanwhile');
});

test('of ten changes at once with the same tag exactly one is taken', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const path = pathOf(ticket);
  const headers = { 'if-match': await etagOf(api.agent, path) };
  const tries = Array.from({ length: 10 }, (_, index) => api.agent.patch(path, { title: `Título ${index}` }, headers));
  const answers = await Promise.all(tries);
  const taken = answers.filter((answer) => answer.status === 200);
  expect(taken).toHaveLength(1);
  for (const answer of answers.filter((each) => each.status !== 200)) expectRefusal(answer, 412, 'PRECONDITION_FAILED');
  expect((await api.agent.get(path)).body.data.title).toBe(taken[0]?.body.data.title);
});

test('If-Match takes a list and a star, and no weak or unquoted tag', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const path = pathOf(ticket);
  const etag = await etagOf(api.agent, path);
  for (const tag of [`W/${etag}`, etag.slice(1, -1), '', '"', 'x'.repeat(1000)]) {
    expectRefusal(await api.agent.patch(path, { priority: 'low' }, { 'if-match': tag }), 412, 'PRECONDITION_FAILED');
  }
  expect((await api.agent.patch(path, { priority: 'low' }, { 'if-match': `"x", ${etag}` })).status).toBe(200);
  expect((await api.agent.patch(path, { priority: 'medium' }, { 'if-match': '*' })).status).toBe(200);
});

test('a client’s own change is guarded by the tag that the client read', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const path = pathOf(ticket);
  const etag = await etagOf(api.client, path);
  await reply(api.agent, ticket, 'Te respondo.');
  expectRefusal(await api.client.patch(path, { status: 'closed' }, { 'if-match': etag }), 412, 'PRECONDITION_FAILED');
  const now = await etagOf(api.client, path);
  expect((await api.client.patch(path, { status: 'closed' }, { 'if-match': now })).status).toBe(200);
});

test('the tag of another ticket opens nothing', async ({ api }) => {
  const [one, other] = [await fileTicket(api.client), await fileTicket(api.client)];
  await change(api.agent, other, { priority: 'low' });
  const etag = await etagOf(api.agent, pathOf(other));
  expectRefusal(
    await api.agent.patch(pathOf(one), { priority: 'low' }, { 'if-match': etag }),
    412,
    'PRECONDITION_FAILED',
  );
});

test('whatever is read has a tag, and is a 304 while it says the same', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  for (const [caller, path] of [
    [api.client, ticketsPath],
    [api.client, `${ticketsPath}?limit=1&include=threads`],
    [api.client, '/v2/tokens'],
    [api.client, '/v2/changes'],
  ] as const) {
    const etag = await etagOf(caller, path);
    const same = await caller.get(path, { 'if-none-match': `W/${etag}` });
    expect([same.status, same.text, same.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await caller.send('HEAD', path)).headers.get('etag')).toBe(etag);
  }
  const etag = await etagOf(api.client, ticketsPath);
  await reply(api.agent, ticket, 'Nota.', { internal: true });
  expect((await api.client.get(ticketsPath, { 'if-none-match': etag })).status).toBe(304);
  await reply(api.agent, ticket, 'Respuesta.');
  expect((await api.client.get(ticketsPath, { 'if-none-match': etag })).status).toBe(200);
  expect((await api.admin.get('/v2/users')).headers.get('etag')).toMatch(/^"[^"]+"$/);
});

test('a refusal has no tag, nor is it a 304', async ({ api }) => {
  const refused = await api.client.get('/v2/users', { 'if-none-match': '*' });
  expect([refused.status, refused.headers.get('etag')]).toEqual([403, null]);
});

test('If-Match guards a reply: whoever has not read the last message is told', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const path = `${pathOf(ticket)}/threads`;
  const etag = await etagOf(api.agent, pathOf(ticket));
  await reply(api.client, ticket, 'Ya lo resolví.');
  for (const internal of [false, true]) {
    const late = await api.agent.post(path, { message: 'Lo miro.', internal }, { 'if-match': etag });
    expectRefusal(late, 412, 'PRECONDITION_FAILED');
  }
  const now = await etagOf(api.agent, pathOf(ticket));
  const headers = { 'if-match': now, 'idempotency-key': crypto.randomUUID() };
  const taken = await api.agent.post(path, { message: 'Gracias.' }, headers);
  expect(taken.status).toBe(201);
  // A retry is the same request: what has changed since is its own doing.
  const again = await api.agent.post(path, { message: 'Gracias.' }, headers);
  expect([again.status, again.text, again.headers.get('idempotency-replayed')]).toEqual([201, taken.text, 'true']);
  expect((await api.agent.get(pathOf(ticket))).body.data.threads?.filter(({ type }) => type === 'agent')).toHaveLength(
    1,
  );
  // A refused one has not used its key up.
  const other = { 'if-match': etag, 'idempotency-key': crypto.randomUUID() };
  expectRefusal(await api.agent.post(path, { message: 'Otra.' }, other), 412, 'PRECONDITION_FAILED');
  const fresh = { ...other, 'if-match': await etagOf(api.agent, pathOf(ticket)) };
  expect((await api.agent.post(path, { message: 'Otra.' }, fresh)).status).toBe(201);
});
