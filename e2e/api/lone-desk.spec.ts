import type { UserObject } from '@/lib/people/schema';
import { expect, test } from '../fixtures';
import { type Api, apiAt } from '../support/api';
import { type Desk, startDesk } from '../support/desk';
import { tokenOn } from '../support/operator';
import { expectRefusal } from '../support/tickets';

// A desk of its own: to know who the last admin is, and to stand behind a proxy that speaks https, so that each test has
// addresses of its own.
test.describe.configure({ mode: 'default', timeout: 90_000 });

let desk: Desk;
let admin: Api;
const people: Record<string, string> = {};

interface UserAnswer {
  data: UserObject;
  message: string;
}

test.beforeAll(async () => {
  desk = await startDesk({ HILO_TRUST_PROXY: '1', HILO_URL: 'https://help.example' });
  admin = apiAt(desk.url, { authorization: `Bearer ${await tokenOn(desk.env)}` });
  const { body } = await admin.get<{ data: UserObject[] }>('/v2/users');
  people.ada = body.data[0]?._id ?? '';
  expect(body.data.map((user) => user.email)).toEqual(['ada@desk.example']);
});

test.afterAll(() => desk?.stop());

const edit = (name: string, body: object) => admin.patch<UserAnswer>(`/v2/users/${people[name]}`, body);

/** Registers from an address, as the proxy in front would pass it on; `said` is what the client claims itself. */
function register(address: string, said = '') {
  const forwarded = said ? `${said}, ${address}` : address;
  const headers = { origin: desk.url, 'sec-fetch-site': 'same-origin', 'x-forwarded-for': forwarded };
  const body = { name: 'Rita', email: `${crypto.randomUUID()}@test.example`, password: 'una clave bastante larga' };
  return apiAt(desk.url).post<UserAnswer>('/v2/registrations', body, headers);
}

test('somebody who runs the desk always remains', async () => {
  for (const change of [
    { role: 'agent' },
    { role: 'client' },
    { disabled: true },
    { disabled: true, role: 'client' },
  ]) {
    expectRefusal(await edit('ada', change), 409, 'LAST_ADMIN');
  }
  expect((await edit('ada', { name: 'Ada', role: 'admin', disabled: false })).status).toBe(200);

  const made = await admin.post<UserAnswer>('/v2/users', { name: 'Bea', email: 'bea@desk.example', role: 'admin' });
  people.bea = made.body.data._id;
  expect((await edit('bea', { disabled: true })).status).toBe(200);
  // A disabled admin is none who could let anybody in again.
  expectRefusal(await edit('ada', { disabled: true }), 409, 'LAST_ADMIN');
  expect((await edit('bea', { disabled: false })).status).toBe(200);
});

test('of two admins who disable each other at once one remains', async () => {
  const made = await admin.post<UserAnswer>('/v2/users', { name: 'Cris', email: 'cris@desk.example', role: 'admin' });
  people.cris = made.body.data._id;
  expect((await edit('bea', { role: 'client' })).status).toBe(200);
  const token = await admin.post<{ data: { token: string } }>('/v2/tokens', { name: 'x', user: people.cris });
  const cris = apiAt(desk.url, { authorization: `Bearer ${token.body.data.token}` });
  const answers = await Promise.all([
    edit('cris', { role: 'agent' }),
    cris.patch<UserAnswer>(`/v2/users/${people.ada}`, { role: 'agent' }),
  ]);
  const codes = answers.map((answer) => answer.body.message ?? 'done');
  expect(codes.filter((code) => code === 'done')).toHaveLength(1);
  // The one who came second was the last, or no admin any more.
  expect(['LAST_ADMIN', 'FORBIDDEN']).toContain(codes.find((code) => code !== 'done'));
  const winner = answers[0].status === 200 ? admin : cris;
  expect((await winner.get('/v2/users')).status).toBe(200);
  if (winner === cris) {
    expect((await cris.patch(`/v2/users/${people.ada}`, { role: 'admin' })).status).toBe(200);
  }
});

test('an address registers twenty people in an hour, and is then told when to come again', async () => {
  for (let index = 0; index < 20; index++) expect((await register('203.0.113.7')).status).toBe(201);
  const refused = await register('203.0.113.7');
  expectRefusal(refused, 429, 'RATE_LIMITED');
  const wait = Number(refused.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(3600);
  expect((await register('203.0.113.8')).status).toBe(201);
});

test('what a client says of their own address does not count, only what the proxy saw', async () => {
  for (let index = 0; index < 20; index++)
    expect((await register('203.0.113.9', `198.51.100.${index}`)).status).toBe(201);
  expectRefusal(await register('203.0.113.9', '198.51.100.99'), 429, 'RATE_LIMITED');
});

test('a desk without tickets lists none', async () => {
  const answer = await admin.get<{ data: unknown[] }>('/v2/support-tickets');
  expect([answer.status, answer.body.data]).toEqual([200, []]);
});

test('a desk that is reached by https tells browsers to keep to it, on pages and in the API', async () => {
  for (const path of ['/sign-in', '/v2/support-tickets', '/healthz']) {
    const answer = await apiAt(desk.url).get(path);
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
  }
});
