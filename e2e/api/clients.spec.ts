import { toPublicId } from '@/lib/platform/ids';
import { expect, test } from '../fixtures';
import { expectRefusal, fileTicket } from '../support/tickets';

interface Note {
  _id: string;
  text: string;
  mayChange: boolean;
}

test('notes about a client are the desk’s: no client reads them, not even by their own tickets', async ({
  api,
  client,
  makePerson,
}) => {
  const path = `/v2/clients/${toPublicId('client', client.userId)}`;
  const ticket = await fileTicket(api.client);
  const made = await api.agent.post<{ data: Note }>(`${path}/notes`, { text: ' Paga tarde. ' });
  expect([made.status, made.body.data.text]).toEqual([201, 'Paga tarde.']);
  const note = `${path}/notes/${made.body.data._id}`;
  for (const [method, place] of [
    ['GET', path],
    ['GET', `${path}/notes`],
    ['POST', `${path}/notes`],
    ['PATCH', note],
    ['DELETE', note],
  ] as const)
    expectRefusal(
      await api.client.send(method, place, method === 'GET' || method === 'DELETE' ? {} : { body: { text: 'x' } }),
      403,
      'FORBIDDEN',
    );
  expect((await api.client.get(`/v2/support-tickets/${ticket._id}`)).text).not.toContain('Paga');

  const other = api.as(await makePerson('agent'));
  const { body } = await other.get<{ data: Note[] }>(`${path}/notes`);
  expect(body.data).toMatchObject([{ text: 'Paga tarde.', mayChange: false }]);
  expectRefusal(await other.patch(note, { text: 'x' }), 403, 'FORBIDDEN');
  expect((await api.admin.patch<{ data: Note }>(note, { text: 'Paga a tiempo.' })).body.data.text).toBe(
    'Paga a tiempo.',
  );
  const read = await other.get<{ data: object }>(path);
  expect(read.body.data).toMatchObject({ email: client.email, tickets: { total: 1, open: 1 }, notes: 1 });
  expect((await api.agent.send('DELETE', note)).status).toBe(200);
  expectRefusal(await api.agent.send('DELETE', note), 404, 'NOTE_NOT_FOUND');
});

test('who works here is no client, nor is a made-up id', async ({ api, agent, client }) => {
  const ids = [
    toPublicId('client', agent.userId),
    toPublicId('agent', client.userId),
    toPublicId('client', crypto.randomUUID()),
    'x',
    '%00',
  ];
  for (const id of ids) {
    expectRefusal(await api.agent.get(`/v2/clients/${id}`), 404, 'USER_NOT_FOUND');
    expectRefusal(await api.agent.get(`/v2/clients/${id}/notes`), 404, 'USER_NOT_FOUND');
    expectRefusal(await api.agent.post(`/v2/clients/${id}/notes`, { text: 'x' }), 404, 'USER_NOT_FOUND');
  }
});
