import { expect, test } from '../fixtures';
import { change, expectRefusal, fileTicket, listNumbers, listTickets, reply } from '../support/tickets';

test('status, priority and category filter by one value or any of several', async ({ api }) => {
  const low = await fileTicket(api.client, { priority: 'low', category: 'billing' });
  const medium = await fileTicket(api.client, { priority: 'medium', category: 'account' });
  const urgent = await fileTicket(api.client, { priority: 'urgent', category: 'general' });
  await change(api.agent, low, { status: 'pending' });
  await change(api.agent, medium, { status: 'resolved', resolution: 'Hecho.' });
  const expected: [query: string, found: number[]][] = [
    ['priority=low', [low.number]],
    ['priority=urgent,low', [urgent.number, low.number]],
    ['priority=urgent&priority=low', [urgent.number, low.number]],
    ['priority=%20low%20,%20urgent', [urgent.number, low.number]],
    ['priority=high', []],
    ['category=billing,account', [medium.number, low.number]],
    ['status=open', [urgent.number]],
    ['status=pending,resolved', [medium.number, low.number]],
    ['status=in_progress,closed', []],
    ['status=pending&priority=low&category=billing', [low.number]],
    ['status=pending&priority=urgent', []],
    ['status=open,pending,in_progress,resolved,closed', [urgent.number, medium.number, low.number]],
  ];
  for (const [query, found] of expected) expect(await listNumbers(api.client, query), query).toEqual(found);
});

test('tags filter by any of several', async ({ api }) => {
  const one = await fileTicket(api.client, { tags: ['api', 'claves'] });
  const two = await fileTicket(api.client, { tags: ['facturas'] });
  await fileTicket(api.client);
  expect(await listNumbers(api.client, { tag: 'api' })).toEqual([one.number]);
  expect(await listNumbers(api.client, { tag: 'facturas,claves' })).toEqual([two.number, one.number]);
  expect(await listNumbers(api.client, { tag: 'ninguna' })).toEqual([]);
  for (const tag of ["' OR 1=1 --", '{}', '"', '\\', '%']) expect(await listNumbers(api.client, { tag })).toEqual([]);
});

test('client filters by id or me', async ({ api }) => {
  const [mine, agents] = [await fileTicket(api.client), await fileTicket(api.agent)];
  expect(await listNumbers(api.agent, { client: mine.client })).toEqual([mine.number]);
  expect(await listNumbers(api.agent, { client: 'me' })).toEqual([agents.number]);
  expect(await listNumbers(api.client, { client: 'me' })).toEqual([mine.number]);
  expect(await listNumbers(api.agent, { client: `me,${mine.client}` })).toEqual([agents.number, mine.number]);
  expect(await listNumbers(api.agent, { client: 'client_01h455vb4pex5vsknk084sn02q' })).toEqual([]);
});

test('assignedTo filters by id, me and none', async ({ api }) => {
  const [free, taken, given] = [
    await fileTicket(api.client),
    await fileTicket(api.client),
    await fileTicket(api.client),
  ];
  const agentId = (await change(api.agent, taken, { assignedTo: 'me' })).assignedTo ?? '';
  const adminId = (await change(api.admin, given, { assignedTo: 'me' })).assignedTo ?? '';
  const client = free.client;
  const found = (assignedTo: string) => listNumbers(api.agent, { client, assignedTo });
  expect(await found('me')).toEqual([taken.number]);
  expect(await found(agentId)).toEqual([taken.number]);
  expect(await found('none')).toEqual([free.number]);
  expect(await found('none,me')).toEqual([taken.number, free.number]);
  expect(await found(`me,${adminId}`)).toEqual([given.number, taken.number]);
  expect(await found('agent_01h455vb4pex5vsknk084sn02q')).toEqual([]);
  expect(await listNumbers(api.client, { assignedTo: 'none' })).toEqual([free.number]);
});

test('times of creation and change filter to the millisecond', async ({ api }) => {
  const one = await fileTicket(api.client);
  const two = await fileTicket(api.client);
  const found = (query: Record<string, string>) => listNumbers(api.client, query);
  expect(await found({ createdAfter: one.createdAt })).toEqual([two.number]);
  expect(await found({ createdBefore: two.createdAt })).toEqual([one.number]);
  expect(await found({ createdAfter: one.createdAt, createdBefore: two.createdAt })).toEqual([]);
  expect(await found({ updatedAfter: two.updatedAt })).toEqual([]);
  const changed = await reply(api.client, one, 'Algo más.');
  expect(await found({ updatedAfter: two.updatedAt })).toEqual([one.number]);
  expect(await found({ updatedAfter: changed.updatedAt })).toEqual([]);
  // The same moment in another zone, and a plain day, which is midnight in UTC.
  const offset = new Date(Date.parse(one.createdAt) - 5 * 3_600_000).toISOString().replace('Z', '-05:00');
  expect(await found({ createdAfter: offset })).toEqual([two.number]);
  expect(await found({ createdAfter: '2026-01-01' })).toEqual([two.number, one.number]);
  expect(await found({ createdBefore: '2026-01-01' })).toEqual([]);
  expect(await found({ createdAfter: '0001-01-01', createdBefore: '9999-12-31T23:59:59Z' })).toEqual([
    two.number,
    one.number,
  ]);
});

const unknown: Record<string, { code: string; values: string[] }> = {
  status: {
    code: 'INVALID_STATUS',
    values: ['', 'done', 'OPEN', 'open,', ',', 'open,done', 'open;pending', '\0', 'null'],
  },
  priority: { code: 'INVALID_PRIORITY', values: ['', 'critical', 'Low', 'low,x', 'toString', "low' OR '1'='1"] },
  category: { code: 'INVALID_CATEGORY', values: ['', 'sales', 'feature request', 'general,', '*'] },
  tag: { code: 'INVALID_TAG', values: ['', ',', 'a,', '\0', 'x'.repeat(201)] },
  client: {
    code: 'INVALID_CLIENT',
    values: ['', 'none', 'x', 'client_', 'client_x', 'support_ticket_01h455vb4pex5vsknk084sn02q', 'me,'],
  },
  assignedTo: { code: 'INVALID_ASSIGNED_TO', values: ['', 'nobody', 'agent_', 'agent_x', 'me,x', 'none,', '\0'] },
  q: { code: 'INVALID_Q', values: ['\0', 'a\0b', 'x'.repeat(1001)] },
  createdAfter: {
    code: 'INVALID_CREATED_AFTER',
    values: [
      '',
      'yesterday',
      '2026-13-01',
      '2026-02-30',
      '2026-01-01T25:00:00Z',
      '2026-01-01T00:00:00',
      '1767225600',
      '+999999-01-01T00:00:00Z',
    ],
  },
  createdBefore: { code: 'INVALID_CREATED_BEFORE', values: ['', 'x', '01/02/2026', '2026-1-1', '\0'] },
  updatedAfter: {
    code: 'INVALID_UPDATED_AFTER',
    values: ['', 'now', '2026', '2026-01-01 00:00', 'infinity', '-infinity'],
  },
  include: { code: 'INVALID_INCLUDE', values: ['', 'notes', 'threads,notes', 'Threads', '*'] },
};

for (const [name, { code, values }] of Object.entries(unknown)) {
  test(`a value of ${name} that nobody knows is ${code}`, async ({ api }) => {
    for (const value of values) {
      for (const caller of [api.client, api.agent]) {
        const answer = await listTickets(caller, { [name]: value });
        expectRefusal(answer, 400, code);
        expect(answer.body.details.map((detail) => [detail.field, detail.message])).toEqual([[name, code]]);
      }
    }
    const query = new URLSearchParams({ [name]: values.at(-1) ?? '' });
    const english = await api.client.get(`/v2/support-tickets?${query}`, { 'accept-language': 'en' });
    const spanish = await api.client.get(`/v2/support-tickets?${query}`);
    expect(english.body.error).not.toBe(spanish.body.error);
    expect(spanish.body.error).not.toContain('_');
  });
}

test('every unknown value is named, not only the first', async ({ api }) => {
  const answer = await listTickets(api.client, { status: 'x', priority: 'y', limit: '0', include: 'z' });
  expectRefusal(answer, 400, 'INVALID_LIMIT');
  expect(answer.body.details.map((detail) => detail.field)).toEqual(['limit', 'status', 'priority', 'include']);
});
