import type { ExportedTicket } from '@/lib/transfer/schema';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { change, expectRefusal, fileTicket, readTicket, reply } from '../support/tickets';

const path = '/v2/export';
const file = { filename: 'interno.pdf', url: 'https://files.example/interno.pdf', size: 9, type: 'application/pdf' };

async function exported(api: Api, query = ''): Promise<ExportedTicket[]> {
  const answer = await api.get(`${path}${query}`);
  expect(answer.status, answer.text.slice(0, 500)).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
  const lines = answer.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.at(-1)).toEqual({ end: true, count: lines.length - 1 });
  return lines.slice(0, -1);
}

/** Of all tickets of the desk, those of one client. */
const of = (client: string, lines: ExportedTicket[]) => lines.filter((line) => line.client === client);

async function scene(api: { client: Api; agent: Api }) {
  const first = await fileTicket(api.client, {
    tags: ['uno'],
    attachments: [{ ...file, filename: 'a.txt', url: 'https://files.example/a.txt' }],
  });
  await reply(api.agent, first, 'A la vista.');
  await reply(api.agent, first, 'Palabra-secreta', { internal: true, attachments: [file] });
  await change(api.agent, first, { status: 'resolved', resolution: 'Listo' });
  const second = await fileTicket(api.client, { title: 'Segundo' });
  return { first, second };
}

test('a client gets their own tickets as the API shows them, oldest first, and no sign of notes', async ({
  api,
  client,
  makePerson,
}) => {
  const { first, second } = await scene(api);
  await fileTicket(api.as(await makePerson('client')), { title: 'De otra persona' });
  const lines = await exported(api.client);
  const seen = await Promise.all([first, second].map((ticket) => readTicket(api.client, ticket)));
  expect(lines).toMatchObject(seen);
  const text = JSON.stringify(lines);
  for (const secret of ['Palabra-secreta', 'internal', 'interno.pdf', 'publicUpdatedAt', 'De otra persona'])
    expect(text).not.toContain(secret);
  const addresses = lines.flatMap((line) => line.people.flatMap((person) => person.email ?? []));
  expect(addresses).toEqual([client.email, client.email]);
});

test('agents and admins get everybody’s, with notes and addresses', async ({ api, client, agent }) => {
  const { first, second } = await scene(api);
  for (const staff of [api.agent, api.admin]) {
    const lines = of(first.client, await exported(staff));
    expect(lines).toMatchObject(await Promise.all([first, second].map((ticket) => readTicket(staff, ticket))));
    const [line] = lines;
    expect(line?.threads.filter((thread) => thread.internal)).toMatchObject([
      { message: 'Palabra-secreta', attachments: [file] },
    ]);
    expect(line?.people.map((person) => person.email)).toEqual([client.email, agent.email]);
    const changes = line?.threads.flatMap((thread) => thread.change ?? []);
    expect(changes).toContainEqual({ kind: 'status', from: 'in_progress', to: 'resolved', resolution: 'Listo' });
    expect(Date.parse(line?.publicUpdatedAt ?? '')).toBeLessThanOrEqual(Date.parse(line?.updatedAt ?? ''));
  }
});

test('a token needs the scope, and a stranger gets nothing', async ({ api, client }) => {
  expectRefusal(await api.stranger.get(path), 401, 'UNAUTHORIZED');
  const tokenOf = async (scopes: string[]) =>
    (await api.client.post<{ data: { token: string } }>('/v2/tokens', { name: 'x', scopes })).body.data.token;
  const refused = await api.as(await tokenOf(['tickets:read', 'tickets:write', 'webhooks'])).get(path);
  expectRefusal(refused, 403, 'FORBIDDEN');
  expect(refused.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="export"');
  await exported(api.as(await tokenOf(['export'])));
  await exported(await api.asBrowserOf(client));
});

test('what was cut goes on after the last ticket that came, and only what changed since can be asked for', async ({
  api,
}) => {
  const { first, second } = await scene(api);
  expect((await exported(api.client, `?cursor=${first._id}`)).map((line) => line._id)).toEqual([second._id]);
  expect(await exported(api.client, `?cursor=${second._id}`)).toEqual([]);
  const [seen] = await exported(api.client);
  const later = await exported(api.client, `?updatedAfter=${seen?.updatedAt}`);
  expect(later.map((line) => line._id)).toEqual([second._id]);
  for (const cursor of ['x', '', first.client, 'support_ticket_01h455vb4pex5vsknk084sn02q'])
    expectRefusal(await api.client.get(`${path}?cursor=${cursor}`), 400, 'INVALID_CURSOR');
  expectRefusal(await api.client.get(`${path}?updatedAfter=ayer`), 400, 'INVALID_UPDATED_AFTER');
});

test('another’s ticket is no place to go on from', async ({ api, makePerson }) => {
  const { first } = await scene(api);
  const stranger = api.as(await makePerson('client'));
  expectRefusal(await stranger.get(`${path}?cursor=${first._id}`), 400, 'INVALID_CURSOR');
});

test('HEAD answers without a body', async ({ api }) => {
  const head = await api.client.send('HEAD', path);
  expect([head.status, head.text, head.headers.get('content-type')]).toEqual([200, '', 'application/x-ndjson']);
});
