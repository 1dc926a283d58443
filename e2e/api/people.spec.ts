import type { UserObject } from '@/lib/people/schema';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { change, expectRefusal, fileTicket, ticketsPath } from '../support/tickets';

interface UserAnswer {
  data: UserObject;
  message: string;
  error: string;
  details: { field: string; message: string }[];
}

const address = () => `p-${crypto.randomUUID()}@test.example`;
const make = (api: Api, body: object) => api.post<UserAnswer>('/v2/users', body);
const edit = (api: Api, id: string, body: object) => api.patch<UserAnswer>(`/v2/users/${id}`, body);

test('an admin makes people of every role, and finds them in the list', async ({ api }) => {
  for (const role of ['client', 'agent', 'admin'] as const) {
    const email = address();
    const made = await make(api.admin, { name: ' Aba Nueva ', email: ` ${email.toUpperCase()} `, role });
    expect(made.status).toBe(201);
    expect(made.body.data).toEqual({
      _id: expect.stringMatching(role === 'client' ? /^client_/ : /^agent_/),
      name: 'Aba Nueva',
      email,
      role,
      disabled: false,
      away: false,
      capacity: null,
      createdAt: expect.stringMatching(/Z$/),
    });
    const list = await api.admin.get<{ data: UserObject[] }>(`/v2/users?role=${role}&q=${email}`);
    expect(list.body.data).toEqual([made.body.data]);
    expect(list.text).not.toMatch(/password|argon2/i);
  }
});

test('the list goes on by its cursor until it has told of everybody', async ({ api }) => {
  const word = `z${crypto.randomUUID().replaceAll('-', '')}`;
  const made: string[] = [];
  for (const [index, role] of (['client', 'agent', 'client', 'admin', 'agent'] as const).entries()) {
    const { body } = await make(api.admin, { name: `${5 - index} ${word}`, email: address(), role });
    made.push(body.data._id);
  }
  interface Page {
    data: UserObject[];
    page: { limit: number; next: string | null };
  }
  const read = (more: string) => api.admin.get<Page>(`/v2/users?q=${word}&limit=2${more}`);
  const pages: UserObject[][] = [];
  for (let next: string | null = ''; next !== null; ) {
    const { body }: { body: Page } = await read(next && `&cursor=${encodeURIComponent(next)}`);
    pages.push(body.data);
    expect(body.page.limit).toBe(2);
    next = body.page.next;
  }
  expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
  expect(pages.flat().map(({ name, role }) => `${role} ${name[0]}`)).toEqual([
    'admin 2',
    'agent 1',
    'agent 4',
    'client 3',
    'client 5',
  ]);
  expect(
    pages
      .flat()
      .map(({ _id }) => _id)
      .toSorted(),
  ).toEqual(made.toSorted());
  expectRefusal(await read('&cursor=x'), 400, 'INVALID_CURSOR');
  expectRefusal(await api.admin.get('/v2/users?limit=0'), 400, 'INVALID_LIMIT');
});

test('an address belongs to one person, in any case', async ({ api, client }) => {
  for (const email of [client.email, client.email.toUpperCase()]) {
    const answer = await make(api.admin, { name: 'Otra', email, role: 'client' });
    expectRefusal(answer, 409, 'EMAIL_TAKEN');
  }
  const email = address();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => make(api.admin, { name: 'Una', email, role: 'client' })),
  );
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, ...Array(9).fill(409)]);
  const english = await api.admin.post('/v2/users', { name: 'x', email, role: 'client' }, { 'accept-language': 'en' });
  expect(english.body.error).toBe('That email address already has an account');
});

test('what a person cannot be is refused by field', async ({ api }) => {
  const cases: [string, string, unknown[]][] = [
    ['name', 'NAME_REQUIRED', [undefined, null, '', ' ']],
    ['name', 'INVALID_NAME', [7, {}, 'x'.repeat(201), 'a\0b', 'a\nb', '\ud800']],
    ['email', 'EMAIL_REQUIRED', [undefined, null, '', ' ']],
    [
      'email',
      'INVALID_EMAIL',
      [
        7,
        'x',
        'x@',
        '@x.example',
        'a b@x.example',
        'a@b',
        'a\0@x.example',
        '\ud800@x.example',
        `${'x'.repeat(320)}@x.example`,
      ],
    ],
    ['role', 'ROLE_REQUIRED', [undefined, null, '']],
    ['role', 'INVALID_ROLE', ['boss', 'Admin', 7, ['admin'], 'system']],
    ['password', 'PASSWORD_REQUIRED', ['']],
    ['password', 'PASSWORD_TOO_SHORT', ['123456789']],
    ['password', 'INVALID_PASSWORD', [7, 'x'.repeat(201), `${'x'.repeat(10)}\0`, `${'x'.repeat(10)}\ud800`]],
  ];
  for (const [field, code, values] of cases) {
    for (const value of values) {
      const answer = await make(api.admin, { name: 'x', email: address(), role: 'client', [field]: value });
      expectRefusal(answer, 400, code);
      expect(answer.body.details[0]?.field).toBe(field);
      expect(answer.body.error, code).not.toContain('_');
    }
  }
});

test('other properties of a person set nothing', async ({ api }) => {
  const more = { _id: 'client_x', disabled: true, passwordHash: 'x', isStaff: true, createdAt: '2000-01-01T00:00:00Z' };
  const made = await make(api.admin, { name: 'x', email: address(), role: 'client', ...more });
  expect(made.body.data).toMatchObject({ disabled: false, role: 'client' });
  expect(Date.parse(made.body.data.createdAt)).toBeGreaterThan(Date.parse('2026-01-01'));
});

test('name, role and state change one by one, and null changes nothing', async ({ api, client }) => {
  const { _id: id } = (await make(api.admin, { name: 'Antes', email: address(), role: 'client' })).body.data;
  expect((await edit(api.admin, id, { name: 'Después' })).body.data).toMatchObject({ name: 'Después', role: 'client' });
  const agent = (await edit(api.admin, id, { role: 'agent' })).body.data;
  expect([agent.role, agent._id]).toEqual(['agent', id.replace('client_', 'agent_')]);
  expect((await edit(api.admin, agent._id, { disabled: true })).body.data.disabled).toBe(true);
  const nothing = await edit(api.admin, id, {
    name: null,
    role: null,
    password: null,
    disabled: null,
    email: client.email,
  });
  expect(nothing.body.data).toMatchObject({ name: 'Después', role: 'agent', disabled: true, email: agent.email });
  for (const [field, code, value] of [
    ['name', 'INVALID_NAME', 7],
    ['role', 'INVALID_ROLE', 'x'],
    ['password', 'PASSWORD_TOO_SHORT', 'corta'],
    ['disabled', 'INVALID_DISABLED', 'yes'],
  ] as const) {
    const answer = await edit(api.admin, id, { [field]: value });
    expectRefusal(answer, 400, code);
    expect(answer.body.error).not.toContain('_');
  }
  for (const unknown of ['x', 'client_', 'client_01h455vb4pex5vsknk084sn02q', '%00']) {
    expectRefusal(await edit(api.admin, unknown, { name: 'x' }), 404, 'USER_NOT_FOUND');
  }
});

test('a new role takes effect at once, and ends the sessions that had the old one', async ({ api, makePerson }) => {
  const person = await makePerson('client');
  const id = (await fileTicket(api.as(person))).client;
  const browser = await api.asBrowserOf(person);
  expectRefusal(await api.as(person).get('/v2/users'), 403, 'FORBIDDEN');
  expect((await edit(api.admin, id, { role: 'admin' })).status).toBe(200);
  expect((await api.as(person).get('/v2/users')).status).toBe(200);
  expectRefusal(await browser.get(ticketsPath), 401, 'UNAUTHORIZED');
  expect((await edit(api.admin, id, { role: 'client' })).status).toBe(200);
  expectRefusal(await api.as(person).get('/v2/users'), 403, 'FORBIDDEN');
});

test('a new password ends every session of theirs', async ({ api, client }) => {
  const browser = await api.asBrowserOf(client);
  const id = (await fileTicket(browser)).client;
  expect((await edit(api.admin, id, { password: 'una clave nueva y larga' })).status).toBe(200);
  expectRefusal(await browser.get(ticketsPath), 401, 'UNAUTHORIZED');
  expect((await api.client.get(ticketsPath)).status).toBe(200);
});

test('who has tickets assigned cannot become a client', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const { assignedTo } = await change(api.agent, ticket, { assignedTo: 'me' });
  expectRefusal(await edit(api.admin, assignedTo ?? '', { role: 'client' }), 409, 'USER_HAS_TICKETS');
  expect((await edit(api.admin, assignedTo ?? '', { role: 'admin' })).status).toBe(200);
  await change(api.admin, ticket, { assignedTo: null });
  expect((await edit(api.admin, assignedTo ?? '', { role: 'client' })).status).toBe(200);
});
