import type { FieldObject } from '@/lib/fields/schema';
import { expect, test } from '../fixtures';
import { makeField, removeFields } from '../support/custom-fields';
import { change, expectRefusal, fileTicket, leastTicket, pathOf, readTicket, ticketsPath } from '../support/tickets';

const keys: string[] = [];
test.afterEach(() => removeFields(keys.splice(0)));

async function make(admin: Parameters<typeof makeField>[0], fields: Partial<FieldObject> & { label: string }) {
  const field = await makeField(admin, fields);
  keys.push(field.key);
  return field;
}

test('a ticket has the fields that were sent, and none where none were', async ({ api }) => {
  const region = await make(api.admin, {
    label: 'Región',
    kind: 'choice',
    choices: ['Norte', 'Sur'],
    forClients: true,
  });
  const amount = await make(api.admin, { label: 'Importe', kind: 'number', forClients: true });
  const sent = { [region.key]: 'Sur', [amount.key]: '12,5' };
  const ticket = await fileTicket(api.client, { fields: sent });
  expect(ticket.fields).toEqual({ [region.key]: 'Sur', [amount.key]: 12.5 });
  expect((await readTicket(api.agent, ticket)).fields).toEqual(ticket.fields);
  const plain = await fileTicket(api.client);
  expect(Object.keys(plain).at(-1)).toBe('number');
  expect(await readTicket(api.client, plain)).not.toHaveProperty('fields');
});

test('what is unknown or wrong is a 400 that names its place, and files nothing', async ({ api }) => {
  const amount = await make(api.admin, { label: 'Importe', kind: 'number', forClients: true });
  const own = await make(api.admin, { label: 'Margen', kind: 'number' });
  const send = (fields: unknown) => api.client.post(ticketsPath, { ...leastTicket, fields });
  const answer = await send({ [amount.key]: 'mucho', [own.key]: 3, nothing_such: 'x' });
  expectRefusal(answer, 400, 'INVALID_FIELDS');
  expect(answer.body.details).toEqual(
    [amount.key, own.key, 'nothing_such'].map((key) => ({
      field: 'fields',
      message: 'INVALID_FIELDS',
      error: 'Ese valor no vale para este campo',
      path: `fields.${key}`,
    })),
  );
  for (const wrong of ['x', 5, ['x'], { [amount.key]: {} }, { [amount.key]: true }])
    expectRefusal(await send(wrong), 400, 'INVALID_FIELDS');
  const { body } = await api.client.get<{ data: unknown[] }>(ticketsPath);
  expect(body.data).toEqual([]);
});

test('agents change them one by one; the desk’s own reach no client, by no way', async ({ api }) => {
  const own = await make(api.admin, { label: 'Margen' });
  const theirs = await make(api.admin, { label: 'Pedido', forClients: true });
  const ticket = await fileTicket(api.client, { fields: { [theirs.key]: 'A-1' } });
  const before = await api.client.get(pathOf(ticket));
  const { body: feed } = await api.client.get<{ page: { next: string } }>('/v2/changes?cursor=now');
  await change(api.agent, ticket, { fields: { [own.key]: 'secreto' } });
  const after = await api.client.get(pathOf(ticket));
  expect([after.text, after.headers.get('etag')]).toEqual([before.text, before.headers.get('etag')]);
  const changed = await change(api.agent, ticket, { fields: { [theirs.key]: 'A-2', [own.key]: null } });
  expect(changed.fields).toEqual({ [theirs.key]: 'A-2' });
  const changes = async () => {
    const { body } = await api.client.get<{ data: { changes?: object }[] }>(`/v2/changes?cursor=${feed.page.next}`);
    return body.data.map((event) => event.changes);
  };
  await expect.poll(changes).toEqual([{ [`fields.${theirs.key}`]: { from: 'A-1', to: 'A-2' } }]);
  const told = await api.client.get(`/v2/changes?cursor=${feed.page.next}`);
  expect(told.text).not.toContain(own.key);
  expectRefusal(await api.client.patch(pathOf(ticket), { fields: { [theirs.key]: 'A-3' } }), 403, 'FORBIDDEN');
  const listed = async (as: typeof api.client) => (await as.get('/v2/fields')).text;
  expect(await listed(api.client)).toContain(theirs.key);
  expect(await listed(api.client)).not.toContain(own.key);
  expect(await listed(api.agent)).toContain(own.key);
});

test('a field is an admin’s to make, and goes or is archived', async ({ api }) => {
  const field = await make(api.admin, { label: 'Pedido' });
  for (const caller of [api.client, api.agent]) {
    expectRefusal(await caller.post('/v2/fields', { key: 'x', label: 'x', kind: 'text' }), 403, 'FORBIDDEN');
    expectRefusal(await caller.patch(`/v2/fields/${field._id}`, { label: 'x' }), 403, 'FORBIDDEN');
    expectRefusal(await caller.send('DELETE', `/v2/fields/${field._id}`), 403, 'FORBIDDEN');
  }
  expectRefusal(await api.admin.post('/v2/fields', { ...field }), 409, 'KEY_TAKEN');
  await fileTicket(api.agent, { fields: { [field.key]: 'x' } });
  const kept = await api.admin.send<{ data: FieldObject | null }>('DELETE', `/v2/fields/${field._id}`);
  expect(kept.body.data).toMatchObject({ key: field.key, archived: true });
  const unused = await make(api.admin, { label: 'Otro' });
  const gone = await api.admin.send<{ data: FieldObject | null }>('DELETE', `/v2/fields/${unused._id}`);
  expect(gone.body.data).toBeNull();
  expectRefusal(await api.admin.patch(`/v2/fields/${unused._id}`, {}), 404, 'FIELD_NOT_FOUND');
});
