import { expect, test } from '../fixtures';
import { change, expectRefusal, fileTicket, pathOf, readTicket, reply } from '../support/tickets';

const file = { filename: 'a.txt', url: 'https://files.example/a.txt', size: 1, type: 'text/plain' };

test('a reply answers 201 with the whole ticket as its writer reads it', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  for (const caller of [api.client, api.agent]) {
    const answered = await reply(caller, ticket, '  Con espacios.\n');
    expect(answered).toEqual(await readTicket(caller, ticket));
    expect(answered.threads?.filter((thread) => thread.message === 'Con espacios.')).not.toHaveLength(0);
  }
});

test('the author’s prefix follows the capacity they wrote in', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const authors = [];
  for (const caller of [api.client, api.agent, api.admin]) {
    authors.push((await reply(caller, ticket, 'Hola.')).threads?.findLast((thread) => thread.type !== 'system'));
  }
  expect(authors.map((thread) => [thread?.type, thread?.author.split('_')[0]])).toEqual([
    ['user', 'client'],
    ['agent', 'agent'],
    ['agent', 'agent'],
  ]);
});

test('a message repeats its own files, and the ticket has all of them in order of arrival', async ({ api }) => {
  const [one, two, three] = ['1.txt', '2.txt', '3.txt'].map((filename) => ({ ...file, filename }));
  const ticket = await fileTicket(api.client, { attachments: [one] });
  await reply(api.agent, ticket, 'Con dos.', { attachments: [three, two] });
  const { attachments, threads = [] } = await readTicket(api.client, ticket);
  expect(attachments).toEqual([one, three, two]);
  expect(threads.map((thread) => thread.attachments)).toContainEqual([three, two]);
  expect(threads[0]).not.toHaveProperty('attachments');
  expect(threads.filter((thread) => 'attachments' in thread)).toHaveLength(1);
});

test('what cannot be said is refused and not kept', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const cases: [string, string, unknown[]][] = [
    ['message', 'MESSAGE_REQUIRED', [undefined, null, '', ' \n ']],
    ['message', 'INVALID_MESSAGE', [7, [], {}, 'x'.repeat(65_001), 'a\0', '\ud800']],
    ['attachments', 'INVALID_ATTACHMENTS', ['x', [{}], [{ ...file, url: 'http://x.example' }], Array(11).fill(file)]],
    ['internal', 'INVALID_INTERNAL', ['true', 1, 0, [], {}]],
  ];
  for (const [field, code, values] of cases) {
    for (const value of values) {
      const answer = await api.agent.post(`${pathOf(ticket)}/threads`, { message: 'Hola', [field]: value });
      expectRefusal(answer, 400, code);
      expect(answer.body.details[0]?.field).toBe(field);
    }
    const body = { message: 'Hola', [field]: values[0] };
    const english = await api.agent.post(`${pathOf(ticket)}/threads`, body, { 'accept-language': 'en' });
    const spanish = await api.agent.post(`${pathOf(ticket)}/threads`, body);
    expect(english.body.error).not.toBe(spanish.body.error);
  }
  expect((await readTicket(api.agent, ticket)).threads).toHaveLength(1);
});

test('other properties of a reply set nothing', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const more = { author: 'system', type: 'system', timestamp: '2020-01-01T00:00:00Z', status: 'closed', createdAt: 0 };
  const answered = await reply(api.client, ticket, 'Hola.', more);
  expect(answered.status).toBe('open');
  expect(answered.threads?.at(-1)).toMatchObject({ author: ticket.client, type: 'user' });
  expect(Date.parse(answered.threads?.at(-1)?.timestamp ?? '')).toBeGreaterThan(Date.parse('2026-01-01'));
});

test('thirty replies at once are thirty messages, and the first takes the ticket once', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const callers = [api.client, api.agent, api.admin];
  await Promise.all(
    Array.from({ length: 30 }, (_, index) => reply(callers[index % 3] ?? api.client, ticket, `Mensaje ${index}`)),
  );
  const { threads = [], status, assignedTo } = await readTicket(api.client, ticket);
  expect(threads.filter((thread) => thread.type !== 'system')).toHaveLength(31);
  expect(threads.filter((thread) => thread.type === 'system')).toHaveLength(2);
  expect([status, assignedTo?.split('_')[0]]).toEqual(['in_progress', 'agent']);
});

test('staff change every property, each read back', async ({ api, agent }) => {
  const ticket = await fileTicket(api.client, { tags: ['a'] });
  const fields = { title: '  Nuevo título ', priority: 'low', category: 'billing', tags: ['b', 'B', 'c'] };
  const changed = await change(api.as(agent), ticket, fields);
  expect(changed).toMatchObject({ title: 'Nuevo título', priority: 'low', category: 'billing', tags: ['b', 'c'] });
  expect(changed).toEqual(await readTicket(api.agent, ticket));
  expect((await change(api.agent, ticket, { tags: [] })).tags).toEqual([]);
  expect((await change(api.agent, ticket, { tags: null, priority: null })).priority).toBe('low');
});

test('a change that cannot be is refused by field, and nothing of it is kept', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const before = await api.agent.get(pathOf(ticket));
  const cases: [string, string, unknown[]][] = [
    ['title', 'TITLE_REQUIRED', ['', '  ']],
    ['title', 'INVALID_TITLE', [7, 'x'.repeat(201), '\0', '\udc00']],
    ['priority', 'INVALID_PRIORITY', ['critical', 1]],
    ['priority', 'PRIORITY_REQUIRED', ['']],
    ['category', 'INVALID_CATEGORY', ['x', {}]],
    ['category', 'CATEGORY_REQUIRED', ['']],
    ['tags', 'INVALID_TAGS', ['x', [''], [1]]],
    ['status', 'INVALID_STATUS', ['done', 7, 'OPEN']],
    ['status', 'STATUS_REQUIRED', ['']],
    [
      'assignedTo',
      'INVALID_ASSIGNED_TO',
      [7, '', 'x', 'none', ticket.client, ticket._id, 'agent_01h455vb4pex5vsknk084sn02q', '\0'],
    ],
    ['resolution', 'INVALID_RESOLUTION', [7, '\0', 'x'.repeat(65_001)]],
    ['resolution', 'RESOLUTION_REQUIRED', ['', ' ']],
  ];
  for (const [field, code, values] of cases) {
    for (const value of values) {
      const good = field === 'priority' ? { title: 'Otro' } : { priority: 'urgent' };
      const answer = await api.agent.patch(pathOf(ticket), { ...good, [field]: value });
      expectRefusal(answer, 400, code);
      expect(answer.body.details[0]?.field).toBe(field);
      expect(answer.body.error).not.toContain('_');
    }
  }
  expect((await api.agent.get(pathOf(ticket))).text).toBe(before.text);
});

test('a ticket is given to staff only, and not to the disabled', async ({ api, makePerson }) => {
  const ticket = await fileTicket(api.client);
  const [colleague, gone] = [await makePerson('admin'), await makePerson('agent')];
  const idOf = async (person: typeof gone) => (await fileTicket(api.as(person))).client.replace('client_', 'agent_');
  const [colleagueId, goneId] = [await idOf(colleague), await idOf(gone)];
  expect((await change(api.agent, ticket, { assignedTo: colleagueId })).assignedTo).toBe(colleagueId);
  expect((await change(api.agent, ticket, { assignedTo: null })).assignedTo).toBeNull();
  expect((await api.admin.patch(`/v2/users/${goneId}`, { disabled: true })).status).toBe(200);
  expectRefusal(await api.agent.patch(pathOf(ticket), { assignedTo: goneId }), 400, 'INVALID_ASSIGNED_TO');
});
