import type { DraftObject } from '@/lib/drafts/schema';
import type { OutgoingObject } from '@/lib/outbox/schema';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { expectRefusal, fileTicket, pathOf, readTicket } from '../support/tickets';

const put = (api: Api, ticket: { _id: string }, body: object, headers: Record<string, string> = {}) =>
  api.post<{ data: OutgoingObject }>(`${pathOf(ticket)}/outbox`, body, headers);
const draft = async (api: Api, ticket: { _id: string }) =>
  (await api.get<{ data: DraftObject }>(`${pathOf(ticket)}/draft`)).body.data;
const save = (api: Api, ticket: { _id: string }, body: object) => api.send('PUT', `${pathOf(ticket)}/draft`, { body });

test('a reply is put into the outbox, taken back, put there again and sent', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  await save(api.agent, ticket, { message: 'Hola', revision: 5 });
  const made = await put(api.agent, ticket, { message: 'Hola', draft: 5, after: { status: 'pending' } });
  expect(made.status, made.text).toBe(201);
  const { _id, sendAt, createdAt } = made.body.data;
  expect(made.headers.get('location')).toBe(`/v2/outbox/${_id}`);
  expect(Date.parse(sendAt) - Date.parse(createdAt)).toBe(10_000);
  expect(made.body.data).toMatchObject({
    ticket: ticket._id,
    state: 'waiting',
    after: { status: 'pending' },
    sentAt: null,
  });
  expect(await draft(api.agent, ticket)).toMatchObject({ message: '', revision: 0 });
  expect((await api.agent.get<{ data: OutgoingObject[] }>('/v2/outbox')).body.data).toEqual([made.body.data]);
  expect(await readTicket(api.agent, ticket)).toMatchObject({ status: 'open' });

  const back = await api.agent.send('DELETE', `/v2/outbox/${_id}`);
  expect(back.status).toBe(200);
  expect(back.body.data).toMatchObject({ ...made.body.data, draft: { message: 'Hola' } });
  expectRefusal(await api.agent.send('DELETE', `/v2/outbox/${_id}`), 404, 'OUTGOING_NOT_FOUND');

  const again = await put(api.agent, ticket, { message: 'Hola', after: { status: 'pending' }, delay: 60 });
  const path = `/v2/outbox/${again.body.data._id}`;
  expect((await api.agent.post<{ data: OutgoingObject }>(`${path}/send`, {})).body.data.state).toBe('sent');
  expectRefusal(await api.agent.send('DELETE', path), 409, 'ALREADY_SENT');
  const after = await readTicket(api.agent, ticket);
  expect(after).toMatchObject({ status: 'pending', assignedTo: expect.stringMatching(/^agent_/) });
  expect(after.threads?.filter(({ type }) => type === 'agent')).toHaveLength(1);
});

test('the same key is the same reply; a ticket that changed since is a 412', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const key = { 'idempotency-key': crypto.randomUUID() };
  const [first, second] = [
    await put(api.agent, ticket, { message: 'Hola', delay: 0 }, key),
    await put(api.agent, ticket, { message: 'Hola', delay: 0 }, key),
  ];
  expect([first.status, second.status, second.headers.get('idempotency-replayed')]).toEqual([201, 201, 'true']);
  expect(second.body).toEqual(first.body);
  expectRefusal(await put(api.agent, ticket, { message: 'Otra', delay: 0 }, key), 422, 'IDEMPOTENCY_KEY_MISMATCH');
  expectRefusal(await put(api.agent, ticket, { message: 'Hola' }, { 'if-match': '"1.0"' }), 412, 'PRECONDITION_FAILED');
  const { threads = [] } = await readTicket(api.agent, ticket);
  expect(threads.filter(({ message }) => message === 'Hola')).toHaveLength(1);
});

test('drafts and outgoing replies are for agents, and for nobody but their own', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  await save(api.agent, ticket, { message: 'Mío', internal: true, revision: 1 });
  const made = await put(api.agent, ticket, { message: 'Mío', delay: 60 });
  const path = `/v2/outbox/${made.body.data._id}`;
  expect(await draft(api.admin, ticket)).toMatchObject({ message: '' });
  expect((await api.admin.get<{ data: unknown[] }>('/v2/outbox')).body.data).toEqual([]);
  expectRefusal(await api.admin.send('DELETE', path), 404, 'OUTGOING_NOT_FOUND');
  expectRefusal(await api.admin.post(`${path}/send`, {}), 404, 'OUTGOING_NOT_FOUND');
  for (const refused of [
    await api.client.get(`${pathOf(ticket)}/draft`),
    await save(api.client, ticket, { message: 'x', revision: 1 }),
    await api.client.send('DELETE', `${pathOf(ticket)}/draft`),
    await put(api.client, ticket, { message: 'x' }),
    await api.client.get('/v2/outbox'),
  ])
    expectRefusal(refused, 403, 'FORBIDDEN');
  expect(await draft(api.agent, ticket)).toMatchObject({ message: 'Mío', internal: true, revision: 1 });
});
