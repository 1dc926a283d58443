import type { UserObject } from '@/lib/people/schema';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { expectRefusal, fileTicket, pathOf } from '../support/tickets';

interface UserAnswer {
  data: UserObject;
  message: string;
  error: string;
  details: { field: string }[];
}

const person = () => ({
  name: 'Rita Registro',
  email: `r-${crypto.randomUUID()}@test.example`,
  password: 'una clave bastante larga',
});

// Few registrations are made here: an address has 20 an hour, and every test shares one.
const register = (api: Api, deskUrl: string, body: object) =>
  api.post<UserAnswer>('/v2/registrations', body, { origin: deskUrl, 'sec-fetch-site': 'same-origin' });

test('a client makes an account of their own, and it is a client’s whatever they ask', async ({ api, deskUrl }) => {
  const input = person();
  const answer = await register(api.stranger, deskUrl, { ...input, role: 'admin', disabled: true, isStaff: true });
  expect(answer.status).toBe(201);
  expect(answer.body.data).toMatchObject({ name: input.name, email: input.email, role: 'client', disabled: false });
  expect(answer.text).not.toMatch(/password|argon2/i);
});

test('an address that the desk already knows is refused, and opens nothing of its owner’s', async ({
  api,
  deskUrl,
  makePerson,
}) => {
  const known = await makePerson('client');
  const ticket = await fileTicket(api.as(known));
  const answer = await register(api.stranger, deskUrl, { ...person(), email: known.email.toUpperCase() });
  expectRefusal(answer, 409, 'EMAIL_TAKEN');
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect((await api.as(known).get(pathOf(ticket))).status).toBe(200);
  const list = await api.admin.get<{ data: UserObject[] }>(`/v2/users?q=${known.email}`);
  expect(list.body.data.map(({ name }) => name)).toEqual([known.name]);
});

test('only our own page registers', async ({ api, deskUrl }) => {
  for (const headers of [
    {},
    { origin: 'https://elsewhere.example' },
    { origin: deskUrl, 'sec-fetch-site': 'cross-site' },
  ]) {
    expectRefusal(
      await api.stranger.post('/v2/registrations', person(), headers as Record<string, string>),
      403,
      'FORBIDDEN',
    );
  }
});

test('what a registration cannot be is refused by field, all at once', async ({ api, deskUrl }) => {
  const answer = await register(api.stranger, deskUrl, {});
  expectRefusal(answer, 400, 'NAME_REQUIRED');
  expect(answer.body.details.map((detail) => detail.field)).toEqual(['name', 'email', 'password']);
  for (const [field, code, value] of [
    ['name', 'INVALID_NAME', 'a\0b'],
    ['name', 'NAME_REQUIRED', null],
    ['email', 'INVALID_EMAIL', 'nadie'],
    ['email', 'EMAIL_REQUIRED', ''],
    ['password', 'PASSWORD_TOO_SHORT', 'corta'],
    ['password', 'PASSWORD_REQUIRED', undefined],
    ['password', 'INVALID_PASSWORD', {}],
  ] as const) {
    expectRefusal(await register(api.stranger, deskUrl, { ...person(), [field]: value }), 400, code);
  }
});
