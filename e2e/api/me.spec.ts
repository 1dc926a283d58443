import type { UserObject } from '@/lib/people/schema';
import { expect, test } from '../fixtures';
import { expectRefusal, fileTicket, listNumbers, ticketsPath } from '../support/tickets';

interface MeAnswer {
  data: UserObject;
  message: string;
  error: string;
  details: { field: string; message: string }[];
}

const old = 'la clave de siempre';
const fresh = 'una clave nueva y larga';

test('everybody changes their own name, and nothing of their role or state', async ({ api, client }) => {
  const more = { role: 'admin', disabled: true, email: 'x@test.example', _id: 'client_x', passwordHash: 'x' };
  const answer = await api.client.patch<MeAnswer>('/v2/me', { name: ' Nombre Nuevo ', ...more });
  expect(answer.status).toBe(200);
  expect(answer.body.data).toMatchObject({
    name: 'Nombre Nuevo',
    role: 'client',
    disabled: false,
    email: client.email,
  });
  const ticket = await fileTicket(api.client);
  expect(await listNumbers(api.agent, { q: 'Nombre Nuevo', client: ticket.client })).toEqual([ticket.number]);
});

test('an empty change is none', async ({ api, client }) => {
  for (const body of [{}, { name: null }, { password: null, currentPassword: null }, { currentPassword: 'x' }]) {
    const answer = await api.client.patch<MeAnswer>('/v2/me', body);
    expect([answer.status, answer.body.data.name]).toEqual([200, client.name]);
  }
});

test('a new password needs the present one, ends the other sessions and keeps this one', async ({
  api,
  makePerson,
}) => {
  const person = await makePerson('client', { password: old });
  const [here, there] = [await api.asBrowserOf(person), await api.asBrowserOf(person)];
  for (const body of [
    { password: fresh },
    { password: fresh, currentPassword: '' },
    { password: fresh, currentPassword: 'otra cosa' },
    { password: fresh, currentPassword: fresh },
    { password: fresh, currentPassword: null },
  ]) {
    const answer = await here.patch<MeAnswer>('/v2/me', body);
    expectRefusal(answer, 400, 'INVALID_CURRENT_PASSWORD');
    expect(answer.body.details.map((detail) => detail.field)).toEqual(['currentPassword']);
    expect(answer.body.error).not.toContain('_');
  }
  expect((await here.patch('/v2/me', { password: fresh, currentPassword: old })).status).toBe(200);
  expect((await here.get(ticketsPath)).status).toBe(200);
  expectRefusal(await there.get(ticketsPath), 401, 'UNAUTHORIZED');
  expectRefusal(await here.patch('/v2/me', { password: old, currentPassword: old }), 400, 'INVALID_CURRENT_PASSWORD');
  expect((await here.patch('/v2/me', { password: old, currentPassword: fresh })).status).toBe(200);
});

test('who has no password cannot give themselves one', async ({ api }) => {
  for (const currentPassword of [undefined, null, '', 'null', 'undefined']) {
    expectRefusal(
      await api.client.patch('/v2/me', { password: fresh, currentPassword }),
      400,
      'INVALID_CURRENT_PASSWORD',
    );
  }
});

test('trying present passwords is slowed down as at sign-in', async ({ api, makePerson }) => {
  const person = await makePerson('client', { password: old });
  const guess = (currentPassword: string) =>
    api.as(person).patch<MeAnswer>('/v2/me', { password: fresh, currentPassword });
  for (let index = 0; index < 10; index++)
    expectRefusal(await guess(`intento ${index}`), 400, 'INVALID_CURRENT_PASSWORD');
  const limited = await guess(old);
  expectRefusal(limited, 429, 'RATE_LIMITED');
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(60);
  // What is no guess goes on.
  expect((await api.as(person).patch('/v2/me', { name: 'Sigo' })).status).toBe(200);
});

test('what one cannot be is refused by field', async ({ api }) => {
  for (const [field, code, value] of [
    ['name', 'NAME_REQUIRED', ''],
    ['name', 'INVALID_NAME', 'x'.repeat(201)],
    ['name', 'INVALID_NAME', 'a\0'],
    ['password', 'PASSWORD_TOO_SHORT', 'corta'],
    ['password', 'INVALID_PASSWORD', 7],
    ['currentPassword', 'INVALID_CURRENT_PASSWORD', 7],
    ['currentPassword', 'INVALID_CURRENT_PASSWORD', 'x'.repeat(201)],
  ] as const) {
    expectRefusal(await api.client.patch('/v2/me', { [field]: value }), 400, code);
  }
});
