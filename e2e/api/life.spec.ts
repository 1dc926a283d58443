import type { ThreadObject, TicketStatus } from '@/lib/tickets/schema';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { change, expectRefusal, fileTicket, pathOf, readTicket, reply } from '../support/tickets';

const statuses: TicketStatus[] = ['open', 'pending', 'in_progress', 'resolved', 'closed'];
const resolution = 'Se activó el permiso que faltaba.';

/** What brings a ticket to a status. */
function to(status: TicketStatus): object {
  return status === 'resolved' ? { status, resolution } : { status };
}

async function ticketIn(client: Api, agent: Api, status: TicketStatus) {
  const ticket = await fileTicket(client);
  return status === 'open' ? ticket : change(agent, ticket, to(status));
}

function systemLines(threads: ThreadObject[] | undefined): ThreadObject[] {
  return (threads ?? []).filter((thread) => thread.type === 'system');
}

test('an agent’s first public reply takes an open ticket: in progress, and theirs', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const answered = await reply(api.agent, ticket, 'Hola, lo reviso.');
  expect(answered.status).toBe('in_progress');
  expect(answered.assignedTo).toMatch(/^agent_/);
  const said = answered.threads?.find((thread) => thread.message === 'Hola, lo reviso.');
  expect(said).toMatchObject({ author: answered.assignedTo, type: 'agent' });
  expect(systemLines(answered.threads)).toHaveLength(2);
  // The next agent to reply takes nothing away.
  expect(await reply(api.admin, ticket, 'Yo también miro.')).toMatchObject({
    status: 'in_progress',
    assignedTo: answered.assignedTo,
  });
});

test('an open ticket that somebody has stays theirs when another agent replies first', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const { assignedTo } = await change(api.admin, ticket, { assignedTo: 'me' });
  expect(await reply(api.agent, ticket, 'Hola.')).toMatchObject({ status: 'in_progress', assignedTo });
});

test('an agent’s reply to anything but an open ticket moves no status and takes nobody’s ticket', async ({ api }) => {
  for (const status of ['pending', 'in_progress', 'resolved'] as const) {
    const ticket = await ticketIn(api.client, api.agent, status);
    expect(await reply(api.agent, ticket, 'Hola.')).toMatchObject({ status, assignedTo: null });
  }
});

test('a client’s reply wakes a pending ticket: in progress if somebody has it, else open', async ({ api }) => {
  const free = await ticketIn(api.client, api.agent, 'pending');
  expect((await reply(api.client, free, 'Aquí está.')).status).toBe('open');
  const taken = await fileTicket(api.client);
  await change(api.agent, taken, { status: 'pending', assignedTo: 'me' });
  expect((await reply(api.client, taken, 'Aquí está.')).status).toBe('in_progress');
});

test('a client’s reply to a resolved ticket reopens it and clears when it was resolved', async ({ api }) => {
  const ticket = await ticketIn(api.client, api.agent, 'resolved');
  const reopened = await reply(api.client, ticket, 'Sigue pasando.');
  expect(reopened).toMatchObject({ status: 'open', resolvedAt: null, resolution: null });
  expect(systemLines(reopened.threads).some((line) => line.message.includes(resolution))).toBe(true);
});

test('a client’s reply to an open or moving ticket only adds a message', async ({ api }) => {
  for (const status of ['open', 'in_progress'] as const) {
    const ticket = await ticketIn(api.client, api.agent, status);
    const lines = systemLines((await readTicket(api.client, ticket)).threads).length;
    const answered = await reply(api.client, ticket, 'Un detalle más.');
    expect(answered.status).toBe(status);
    expect(systemLines(answered.threads)).toHaveLength(lines);
    expect(answered.threads?.at(-1)).toMatchObject({
      author: answered.client,
      message: 'Un detalle más.',
      type: 'user',
    });
  }
});

test('a closed ticket takes no reply, from nobody', async ({ api }) => {
  const ticket = await ticketIn(api.client, api.agent, 'closed');
  const before = await api.agent.get(pathOf(ticket));
  for (const caller of [api.client, api.agent, api.admin]) {
    expectRefusal(await caller.post(`${pathOf(ticket)}/threads`, { message: 'Hola' }), 409, 'TICKET_CLOSED');
  }
  expect((await api.agent.get(pathOf(ticket))).text).toBe(before.text);
  const english = await api.client.post(`${pathOf(ticket)}/threads`, { message: 'x' }, { 'accept-language': 'en' });
  expect(english.body.error).toBe('This ticket is closed and takes no more replies');
});

test('resolving needs a resolution and notes when', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  for (const fields of [{}, { resolution: null }]) {
    const answer = await api.agent.patch(pathOf(ticket), { status: 'resolved', ...fields });
    expectRefusal(answer, 400, 'RESOLUTION_REQUIRED');
    expect(answer.body.details[0]?.field).toBe('resolution');
  }
  expectRefusal(
    await api.agent.patch(pathOf(ticket), { status: 'resolved', resolution: ' ' }),
    400,
    'RESOLUTION_REQUIRED',
  );
  const resolved = await change(api.agent, ticket, { status: 'resolved', resolution });
  expect(resolved).toMatchObject({ status: 'resolved', resolution });
  expect(resolved.resolvedAt).toBe(resolved.updatedAt);
  expect(systemLines(resolved.threads).at(-1)?.message).toContain(resolution);
});

test('leaving resolved for open clears when, and keeps the words in the history', async ({ api }) => {
  for (const caller of [api.client, api.agent]) {
    const ticket = await ticketIn(api.client, api.agent, 'resolved');
    const opened = await change(caller, ticket, { status: 'open' });
    expect(opened).toMatchObject({ status: 'open', resolvedAt: null, resolution: null });
    expect(systemLines(opened.threads).some((line) => line.message.includes(resolution))).toBe(true);
    expectRefusal(await api.agent.patch(pathOf(ticket), { status: 'resolved' }), 400, 'RESOLUTION_REQUIRED');
  }
});

test('a resolved ticket that is closed keeps its resolution and its time', async ({ api }) => {
  const ticket = await ticketIn(api.client, api.agent, 'resolved');
  const closed = await change(api.client, ticket, { status: 'closed' });
  expect(closed).toMatchObject({ status: 'closed', resolution, resolvedAt: ticket.resolvedAt });
});

test('from closed a ticket only opens, and only by staff', async ({ api }) => {
  for (const status of ['pending', 'in_progress', 'resolved'] as const) {
    const ticket = await ticketIn(api.client, api.agent, 'closed');
    expectRefusal(await api.agent.patch(pathOf(ticket), to(status)), 409, 'TICKET_CLOSED');
    expect((await readTicket(api.agent, ticket)).status).toBe('closed');
  }
  const ticket = await ticketIn(api.client, api.agent, 'closed');
  expectRefusal(await api.client.patch(pathOf(ticket), { status: 'open' }), 403, 'FORBIDDEN');
  expect((await change(api.agent, ticket, { status: 'open' })).status).toBe('open');
});

test('between the other statuses staff may move at will', async ({ api }) => {
  test.slow();
  for (const from of statuses.filter((status) => status !== 'closed')) {
    for (const next of statuses.filter((status) => status !== from)) {
      const ticket = await ticketIn(api.client, api.agent, from);
      const moved = await change(api.agent, ticket, to(next));
      expect([moved.status, moved.resolvedAt !== null], `${from} → ${next}`).toEqual([
        next,
        next === 'resolved' || (next === 'closed' && from === 'resolved'),
      ]);
    }
  }
});

test('a client closes their ticket from any status, and reopens it from resolved alone', async ({ api }) => {
  for (const from of statuses) {
    const ticket = await ticketIn(api.client, api.agent, from);
    expect((await change(api.client, ticket, { status: 'closed' })).status).toBe('closed');
  }
  for (const from of ['pending', 'in_progress', 'closed'] as const) {
    const ticket = await ticketIn(api.client, api.agent, from);
    expectRefusal(await api.client.patch(pathOf(ticket), { status: 'open' }), 403, 'FORBIDDEN');
  }
});

test('a client changes nothing else of their ticket', async ({ api }) => {
  const ticket = await ticketIn(api.client, api.agent, 'resolved');
  const before = await api.client.get(pathOf(ticket));
  const changes = [
    { title: 'Otro' },
    { priority: 'urgent' },
    { category: 'general' },
    { tags: [] },
    { resolution: 'Mío' },
    { assignedTo: 'me' },
    { assignedTo: null },
    { status: 'pending' },
    { status: 'in_progress' },
    { status: 'open', priority: 'urgent' },
    { status: 'closed', title: 'Otro' },
  ];
  for (const fields of changes) expectRefusal(await api.client.patch(pathOf(ticket), fields), 403, 'FORBIDDEN');
  expect((await api.client.get(pathOf(ticket))).text).toBe(before.text);
  const english = await api.client.patch(pathOf(ticket), { title: 'x' }, { 'accept-language': 'en' });
  expect(english.body.error).toBe('You are not allowed to do this');
});

test('each change of status or assignee is told in the thread, at the time of the change, by the system', async ({
  api,
}) => {
  const ticket = await fileTicket(api.client);
  const steps = [
    { status: 'pending' },
    { assignedTo: 'me' },
    { assignedTo: null },
    { status: 'resolved', resolution },
    { status: 'closed' },
  ];
  let told = 0;
  for (const fields of steps) {
    const changed = await change(api.agent, ticket, fields);
    told += 1;
    const lines = systemLines(changed.threads);
    expect(lines).toHaveLength(told);
    expect(lines.at(-1)).toEqual({
      author: 'system',
      message: expect.any(String),
      timestamp: changed.updatedAt,
      type: 'system',
    });
    // The client reads the same line.
    expect(systemLines((await readTicket(api.client, ticket)).threads)).toEqual(lines);
  }
  const both = await change(api.agent, ticket, { status: 'open', assignedTo: 'me' });
  expect(systemLines(both.threads)).toHaveLength(told + 2);
  const quiet = await change(api.agent, ticket, { title: 'Otro', priority: 'low', tags: ['x'], category: 'general' });
  expect(systemLines(quiet.threads)).toHaveLength(told + 2);
});

test('threads stand in the order in which they were written', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  for (let index = 0; index < 5; index++) await reply(index % 2 ? api.agent : api.client, ticket, `Mensaje ${index}`);
  const { threads = [] } = await readTicket(api.client, ticket);
  expect(threads.filter((thread) => thread.type !== 'system').map((thread) => thread.message)).toEqual([
    ticket.description,
    ...[0, 1, 2, 3, 4].map((index) => `Mensaje ${index}`),
  ]);
  const times = threads.map((thread) => thread.timestamp);
  expect(times).toEqual(times.toSorted());
});
