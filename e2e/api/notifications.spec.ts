import type { NotificationObject } from '@/lib/notifications/schema';
import { expect, test } from '../fixtures';
import { change, expectRefusal, fileTicket, reply } from '../support/tickets';

interface List {
  data: NotificationObject[];
  page: { next: string | null };
}

test('somebody of the desk is told what concerns them, reads it, and turns kinds off', async ({ api, agent }) => {
  const ticket = await fileTicket(api.client);
  await change(api.agent, ticket, { assignedTo: 'me' });
  await reply(api.client, ticket, 'Sigue igual.');
  await reply(api.admin, ticket, `@${agent.name}, ¿lo miras?`, { internal: true });
  const list = async (query = '') => (await api.agent.get<List>(`/v2/notifications${query}`)).body.data;
  await expect.poll(async () => (await list()).map(({ kind }) => kind)).toEqual(['mentioned', 'client_replied']);
  const [mention] = await list('?unread=true&limit=1');
  expect(mention).toMatchObject({
    ticket: { _id: ticket._id, number: ticket.number, title: ticket.title },
    text: `@${agent.name}, ¿lo miras?`,
    readAt: null,
  });

  const count = async () => (await api.agent.get<{ data: { count: number } }>('/v2/notifications/unread')).body.data;
  expect(await count()).toEqual({ count: 2 });
  const read = await api.agent.post<{ data: { count: number } }>('/v2/notifications/read', { ids: [mention?._id] });
  expect(read.body.data).toEqual({ count: 1 });
  // Nobody else's are touched.
  await api.admin.post('/v2/notifications/read', { ticket: ticket._id });
  expect((await list('?unread=true')).map(({ kind }) => kind)).toEqual(['client_replied']);

  const off = await api.agent.send<{ data: object }>('PUT', '/v2/notifications/settings', {
    body: { client_replied: false },
  });
  expect(off.body.data).toMatchObject({ client_replied: false, mentioned: true });
  await reply(api.client, ticket, '¿Hay alguien?');
  await reply(api.admin, ticket, `@${agent.name}, otra vez.`, { internal: true });
  await expect
    .poll(async () => (await list()).map(({ kind }) => kind))
    .toEqual(['mentioned', 'mentioned', 'client_replied']);
});

test('a client is told nothing here', async ({ api }) => {
  for (const path of ['/v2/notifications', '/v2/notifications/unread', '/v2/notifications/settings'])
    expectRefusal(await api.client.get(path), 403, 'FORBIDDEN');
  expectRefusal(await api.client.post('/v2/notifications/read', { all: true }), 403, 'FORBIDDEN');
  expectRefusal(await api.client.send('PUT', '/v2/notifications/settings', { body: {} }), 403, 'FORBIDDEN');
});
