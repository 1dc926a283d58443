import type { Found } from '@/lib/find/schema';
import type { MacroObject } from '@/lib/macros/schema';
import { expect, test } from '../fixtures';
import { expectRefusal, fileTicket, pathOf, readTicket } from '../support/tickets';

interface Answer<Data> {
  data: Data;
}

const macro = { name: 'Pedir registros', body: 'Hola, {{client.first_name}}.' };

test('a macro is made, shared, used, changed, deleted and brought back', async ({ api, client }) => {
  const made = await api.agent.post<Answer<MacroObject>>('/v2/macros', {
    ...macro,
    actions: { status: 'pending', priority: 'low', addTags: ['registros'], assignedTo: 'me' },
  });
  expect(made.status, made.text).toBe(201);
  const { _id } = made.body.data;
  expect(made.headers.get('location')).toBe(`/v2/macros/${_id}`);
  expect(made.body.data).toMatchObject({ ...macro, internal: false, shared: false, uses: 0, lastUsedAt: null });
  const path = `/v2/macros/${_id}`;
  const namesOf = async (caller: typeof api.agent) =>
    (await caller.get<Answer<MacroObject[]>>('/v2/macros')).body.data.map((each) => each._id);
  expect(await namesOf(api.admin)).not.toContain(_id);
  expect((await api.agent.patch(path, { shared: true })).status).toBe(200);
  expect(await namesOf(api.admin)).toContain(_id);

  const ticket = await fileTicket(api.client);
  const used = await api.admin.post(`${pathOf(ticket)}/macros/${_id}`, {});
  expect(used.status, used.text).toBe(200);
  const after = await readTicket(api.agent, ticket);
  expect(after).toMatchObject({ status: 'pending', priority: 'low', tags: expect.arrayContaining(['registros']) });
  expect(used.headers.get('etag')).toMatch(/^"\d+\.\d+"$/);
  // The client learns what changed, and nothing of macros.
  expect(JSON.stringify(await readTicket(api.as(client), ticket))).not.toContain('Pedir registros');

  expect((await api.agent.send('DELETE', path)).status).toBe(200);
  expectRefusal(await api.admin.post(`${pathOf(ticket)}/macros/${_id}`, {}), 404, 'MACRO_NOT_FOUND');
  const back = await api.agent.patch<Answer<MacroObject>>(path, { deleted: false });
  expect(back.body.data).toMatchObject({ ...macro, uses: 1 });
});

test('macros and the palette are for those who work here', async ({ api }) => {
  for (const answer of [
    await api.client.get('/v2/macros'),
    await api.client.post('/v2/macros', macro),
    await api.client.get('/v2/desk/find?q=laura'),
  ])
    expectRefusal(answer, 403, 'FORBIDDEN');
});

test('somebody who reads an old state applies nothing', async ({ api }) => {
  const made = await api.agent.post<Answer<MacroObject>>('/v2/macros', { ...macro, actions: { priority: 'urgent' } });
  const ticket = await fileTicket(api.client);
  const path = `${pathOf(ticket)}/macros/${made.body.data._id}`;
  const answer = await api.agent.send('POST', path, { headers: { 'if-match': '"7.7"' } });
  expectRefusal(answer, 412, 'PRECONDITION_FAILED');
  expect((await readTicket(api.agent, ticket)).priority).not.toBe('urgent');
  const all = await api.agent.get<Answer<MacroObject[]>>('/v2/macros');
  expect(all.body.data.find(({ _id }) => _id === made.body.data._id)?.uses).toBe(0);
});

test('the palette finds tickets by number and title, clients by name and address', async ({ api, client }) => {
  const word = `zarzamora${crypto.randomUUID().slice(0, 6)}`;
  const ticket = await fileTicket(api.client, { title: `Canción de la ${word}` });
  const find = async (q: string) =>
    (await api.agent.get<Answer<Found>>(`/v2/desk/find?q=${encodeURIComponent(q)}`)).body.data;
  expect((await find(`#${ticket.number}`)).tickets.map(({ number }) => number)).toEqual([ticket.number]);
  expect((await find(`cancion ${word.slice(0, 12)}`)).tickets).toEqual([
    expect.objectContaining({ _id: ticket._id, client: client.name, status: 'open' }),
  ]);
  expect((await find(client.email)).clients).toEqual([expect.objectContaining({ email: client.email })]);
  expectRefusal(await api.agent.get(`/v2/desk/find?q=${'x'.repeat(201)}`), 400, 'INVALID_Q');
  expect((await api.agent.get<Answer<Found>>('/v2/desk/find')).body.data).toEqual({ tickets: [], clients: [] });
});
