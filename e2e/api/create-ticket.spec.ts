import { expect, test } from '../fixtures';
import { fileTicket, leastTicket, pathOf, readTicket, ticketsPath } from '../support/tickets';

const file = { filename: 'registro.txt', url: 'https://files.example/registro.txt', size: 1024, type: 'text/plain' };

test('what is filed comes back whole, says where it stands and reads back equal', async ({ api }) => {
  const answer = await api.client.post(ticketsPath, { ...leastTicket, tags: ['api', 'claves'], attachments: [file] });
  expect(answer.status).toBe(201);
  const { success, data } = answer.body;
  expect(success).toBe(true);
  expect(answer.headers.get('location')).toBe(pathOf(data));
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(data).toMatchObject({
    ...leastTicket,
    status: 'open',
    assignedTo: null,
    tags: ['api', 'claves'],
    attachments: [file],
    resolution: null,
    resolvedAt: null,
  });
  expect(data.threads).toEqual([
    { author: data.client, message: leastTicket.description, timestamp: data.createdAt, type: 'user' },
  ]);
  expect(data.updatedAt).toBe(data.createdAt);
  expect(await readTicket(api.client, data)).toEqual(data);
});

test('ids are TypeIDs and times are RFC 3339 in UTC', async ({ api }) => {
  const data = await fileTicket(api.client);
  expect(data._id).toMatch(/^support_ticket_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
  expect(data.client).toMatch(/^client_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
  expect(data.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(Math.abs(Date.parse(data.createdAt) - Date.now())).toBeLessThan(60_000);
});

test('people’s numbers grow', async ({ api }) => {
  const first = await fileTicket(api.client);
  const second = await fileTicket(api.client);
  expect(second.number).toBeGreaterThan(first.number);
});

test('staff file tickets as clients, whatever their role', async ({ api }) => {
  for (const caller of [api.agent, api.admin]) {
    const data = await fileTicket(caller);
    expect(data.client).toMatch(/^client_/);
    expect(data.threads?.[0]).toMatchObject({ author: data.client, type: 'user' });
    expect(data.status).toBe('open');
  }
});

test('other properties are ignored and can never set anything', async ({ api }) => {
  const other = await fileTicket(api.agent);
  const data = await fileTicket(api.client, {
    _id: other._id,
    id: other._id,
    number: 1,
    status: 'closed',
    client: other.client,
    clientId: other.client,
    assignedTo: other.client,
    resolution: 'hecho',
    resolvedAt: '2020-01-01T00:00:00Z',
    createdAt: '2020-01-01T00:00:00Z',
    updatedAt: '2020-01-01T00:00:00Z',
    threads: [{ author: 'system', message: 'x', timestamp: '2020-01-01T00:00:00Z', type: 'system' }],
    internal: true,
    version: 99,
    ['__proto__']: { status: 'closed' },
    constructor: { prototype: { status: 'closed' } },
  });
  expect(data._id).not.toBe(other._id);
  expect(data.client).not.toBe(other.client);
  expect(data).toMatchObject({ status: 'open', assignedTo: null, resolution: null, resolvedAt: null });
  expect(data.threads).toHaveLength(1);
  expect(Date.parse(data.createdAt)).toBeGreaterThan(Date.parse('2026-01-01T00:00:00Z'));
  expect(await readTicket(api.client, data)).toEqual(data);
});

test('null means absent for what is optional', async ({ api }) => {
  expect(await fileTicket(api.client, { tags: null, attachments: null })).toMatchObject({ tags: [], attachments: [] });
});

test('title and description lose the blanks around them', async ({ api }) => {
  const data = await fileTicket(api.client, {
    title: ' \t Sin acceso \n',
    description: '\u00a0\nNo puedo entrar.\n\n',
  });
  expect([data.title, data.description]).toEqual(['Sin acceso', 'No puedo entrar.']);
});

test('characters are counted as code points', async ({ api }) => {
  const title = '🧵'.repeat(200);
  const tag = '👩'.repeat(50);
  const data = await fileTicket(api.client, { title, tags: [tag] });
  expect([data.title, data.tags]).toEqual([title, [tag]]);
  expect((await api.client.post(ticketsPath, { ...leastTicket, title: `${title}x` })).body.message).toBe(
    'INVALID_TITLE',
  );
  expect((await api.client.post(ticketsPath, { ...leastTicket, tags: [`${tag}x`] })).body.message).toBe('INVALID_TAGS');
});

test('a description of 65,000 characters is kept, with every kind of character', async ({ api }) => {
  const odd = '“ñ” — \u0001\u001f\u200b\u202e\ufeff\ufffe \\ \' " <b>&amp;</b> {{x}} %00 العربية 漢字 🧵\r\n\t';
  const description = `a${odd.repeat(Math.ceil(65_000 / odd.length))}`.slice(0, 64_999).trim().padEnd(65_000, 'z');
  const whole = [...description].slice(0, 65_000).join('');
  const data = await fileTicket(api.client, { description: whole });
  expect(data.description).toBe(whole);
  expect((await readTicket(api.client, data)).threads?.[0]?.message).toBe(whole);
});

test('a tag that is there in another case is kept once, where it first stood', async ({ api }) => {
  const tags = [' API ', 'clave', 'api', 'Clave', 'ÉXITO', 'éxito'];
  expect((await fileTicket(api.client, { tags })).tags).toEqual(['API', 'clave', 'ÉXITO']);
});

test('twenty tags and ten attachments fit', async ({ api }) => {
  const tags = Array.from({ length: 20 }, (_, index) => `etiqueta ${index}`);
  const attachments = Array.from({ length: 10 }, (_, index) => ({ ...file, filename: `${index}.txt`, size: index }));
  const data = await fileTicket(api.client, { tags, attachments });
  expect([data.tags, data.attachments]).toEqual([tags, attachments]);
  expect((await readTicket(api.client, data)).attachments).toEqual(attachments);
});

test('an attachment keeps a long name, an odd address and the largest size', async ({ api }) => {
  const odd = {
    filename: `${'ñ'.repeat(250)}.json`,
    url: 'https://files.example:8443/a%20b/ç?x=1&y=[2]#z',
    size: Number.MAX_SAFE_INTEGER,
    type: 'application/vnd.api+json; charset="utf-8"',
  };
  const attachments = [odd, { ...odd, size: 0, extra: 'gone' }];
  const data = await fileTicket(api.client, { attachments });
  expect(data.attachments).toEqual([odd, { ...odd, size: 0 }]);
});

test('a charset beside the content type is fine, and so is a byte order mark', async ({ api }) => {
  for (const type of ['application/json; charset=utf-8', 'Application/JSON;charset=UTF-8', 'application/json ;x=y']) {
    const body = `\ufeff${JSON.stringify(leastTicket)}`;
    expect((await api.client.send('POST', ticketsPath, { body, headers: { 'content-type': type } })).status, type).toBe(
      201,
    );
  }
});
