import { expect, test } from '../fixtures';
import {
  change,
  expectRefusal,
  fileTicket,
  listNumbers,
  listTickets,
  pathOf,
  readTicket,
  reply,
} from '../support/tickets';

const file = { filename: 'interno.pdf', url: 'https://files.example/interno.pdf', size: 5, type: 'application/pdf' };

test('a note stands in the thread for staff, marked, with its files', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const answered = await reply(api.agent, ticket, 'Ojo con este cliente.', { internal: true, attachments: [file] });
  const note = answered.threads?.at(-1);
  expect(note).toMatchObject({ message: 'Ojo con este cliente.', type: 'agent', internal: true, attachments: [file] });
  expect(note?.author).toMatch(/^agent_/);
  expect(answered.attachments).toEqual([file]);
  expect(await readTicket(api.admin, ticket)).toEqual(answered);
  // Only notes have the mark.
  expect(answered.threads?.filter((thread) => 'internal' in thread)).toHaveLength(1);
});

test('a note moves neither status nor assignee', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  expect(await reply(api.agent, ticket, 'Una nota.', { internal: true })).toMatchObject({
    status: 'open',
    assignedTo: null,
  });
});

test('that there are notes never reaches the client: not the object, the list, a search, times or tags', async ({
  api,
}) => {
  const ticket = await fileTicket(api.client);
  await reply(api.agent, ticket, 'Respuesta a la vista.');
  const read = () =>
    Promise.all([
      api.client.get(pathOf(ticket)),
      api.client.get('/v2/support-tickets'),
      api.client.get('/v2/support-tickets?include=threads'),
    ]);
  const before = await read();
  const etag = before[0].headers.get('etag') ?? '';
  const { updatedAt } = before[0].body.data;

  const secret = `secreto${crypto.randomUUID().slice(0, 8)}`;
  for (const message of [secret, `${secret} otra vez`]) {
    await reply(api.agent, ticket, message, { internal: true, attachments: [{ ...file, filename: `${secret}.pdf` }] });
  }

  const after = await read();
  expect(after.map((answer) => answer.text)).toEqual(before.map((answer) => answer.text));
  expect(after[0].headers.get('etag')).toBe(etag);
  expect((await api.client.get(pathOf(ticket), { 'if-none-match': etag })).status).toBe(304);
  for (const q of [secret, `${secret} otra`, secret.slice(0, 10)]) {
    expect(await listNumbers(api.client, { q })).toEqual([]);
    expect(await listNumbers(api.agent, { q })).toEqual([ticket.number]);
  }
  expect(await listNumbers(api.client, { updatedAfter: updatedAt })).toEqual([]);
  expect(await listNumbers(api.agent, { updatedAfter: updatedAt, client: ticket.client })).toEqual([ticket.number]);
});

test('notes stay unseen in what a client’s own reply and change answer', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  await reply(api.agent, ticket, 'La nota.', { internal: true, attachments: [file] });
  const replied = await api.client.post(`${pathOf(ticket)}/threads`, { message: 'Sigo aquí.' });
  const closed = await api.client.patch(pathOf(ticket), { status: 'closed' });
  for (const answer of [replied, closed]) {
    expect(answer.text).not.toContain('La nota.');
    expect(answer.text).not.toContain('internal');
    expect(answer.text).not.toContain('interno.pdf');
    expect(answer.body.data.attachments).toEqual([]);
  }
});

test('staff’s tag, time and order move with a note', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const before = await api.agent.get(pathOf(ticket));
  await reply(api.agent, ticket, 'La nota.', { internal: true });
  const after = await api.agent.get(pathOf(ticket), { 'if-none-match': before.headers.get('etag') ?? '' });
  expect(after.status).toBe(200);
  expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
  expect(Date.parse(after.body.data.updatedAt)).toBeGreaterThan(Date.parse(before.body.data.updatedAt));
  const stale = await api.agent.patch(
    pathOf(ticket),
    { priority: 'low' },
    { 'if-match': before.headers.get('etag') ?? '' },
  );
  expectRefusal(stale, 412, 'PRECONDITION_FAILED');
});

test('a client’s guarded change is not refused because of a note', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const etag = (await api.client.get(pathOf(ticket))).headers.get('etag') ?? '';
  await reply(api.agent, ticket, 'La nota.', { internal: true });
  expect((await api.client.patch(pathOf(ticket), { status: 'closed' }, { 'if-match': etag })).status).toBe(200);
});

test('a client cannot write a note, and nothing is written', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const answer = await api.client.post(`${pathOf(ticket)}/threads`, { message: 'x', internal: true });
  expectRefusal(answer, 403, 'FORBIDDEN');
  expect((await readTicket(api.agent, ticket)).threads).toHaveLength(1);
  expect((await api.client.post(`${pathOf(ticket)}/threads`, { message: 'x', internal: false })).status).toBe(201);
});

test('an agent’s own tickets show their notes to them as to any agent, and to no client', async ({ api, agent }) => {
  const ticket = await fileTicket(api.agent);
  await reply(api.admin, ticket, 'La nota.', { internal: true });
  expect((await readTicket(api.as(agent), ticket)).threads).toHaveLength(2);
  expectRefusal(await api.client.get(pathOf(ticket)), 404, 'TICKET_NOT_FOUND');
});

test('notes may be written on a closed ticket, where replies are refused', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  await change(api.agent, ticket, { status: 'closed' });
  expect((await reply(api.agent, ticket, 'Para el archivo.', { internal: true })).status).toBe('closed');
  expectRefusal(await api.agent.post(`${pathOf(ticket)}/threads`, { message: 'x' }), 409, 'TICKET_CLOSED');
});

test('in a list with threads staff see notes', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  await reply(api.agent, ticket, 'La nota.', { internal: true });
  const [found] = (await listTickets(api.agent, { client: ticket.client, include: 'threads' })).body.data;
  expect(found?.threads?.at(-1)).toMatchObject({ message: 'La nota.', internal: true });
});
