import { readdirSync } from 'node:fs';
import path from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import type { TicketObject } from '@/lib/tickets/schema';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { call, expectDocumented, misfits, type Operation, operationsOf, readDocument } from '../support/document';
import { type Schema, samplesOf } from '../support/from-schema';
import type { World } from '../support/plan';
import { callerOf, deafReceiver, fill, plans } from '../support/plans';
import { change, expectRefusal, fileTicket, pathOf, reply } from '../support/tickets';

type Body = Record<string, unknown>;

/** What an operation's query takes, as one object. */
function querySchema({ parameters = [] }: Operation): Schema | undefined {
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  if (inQuery.length === 0) return undefined;
  return { type: 'object', properties: Object.fromEntries(inQuery.map(({ name, schema }) => [name, schema])) };
}

/** Bodies and queries to send: the document's own examples, what each field's examples make, and some at random. */
function requestsOf(operation: Operation, count: number): { body?: Body; query?: Body }[] {
  const query = querySchema(operation);
  const media = operation.requestBody?.content['application/json'];
  if (media) {
    const shown = Object.values(media.examples ?? {}).map(({ value }) => value);
    return [...shown, ...samplesOf(media.schema, count)].map((body) => ({ body: body as Body }));
  }
  if (query) return [{ query: {} }, ...samplesOf(query, count).map((each) => ({ query: each as Body }))];
  return [{}];
}

/** What is sent for ever is read as far as its first line. */
async function readStream(world: World, operation: Operation): Promise<void> {
  const gone = new AbortController();
  const answer = await fetch(`${world.deskUrl}${operation.path}`, {
    headers: { authorization: `Bearer ${world.agent.token}` },
    signal: gone.signal,
  });
  const first = await answer.body?.getReader().read();
  gone.abort();
  const text = new TextDecoder().decode(first?.value);
  expect(text).toMatch(/^retry: \d+\n/);
  expectDocumented(operation, { status: answer.status, headers: answer.headers, body: undefined, text });
}

test('the document is OpenAPI 3.1, as an independent validator reads it', async ({ api, deskUrl }) => {
  const { body, headers } = await api.stranger.get<{ openapi: string; servers: unknown }>('/v2/openapi.json');
  await SwaggerParser.validate(structuredClone(body) as never);
  expect(body.openapi).toMatch(/^3\.1\./);
  expect(body.servers).toEqual([{ url: deskUrl }]);
  expect(headers.get('cache-control')).toContain('public');
  const again = await api.stranger.get('/v2/openapi.json', { 'if-none-match': headers.get('etag') ?? '' });
  expect([again.status, again.text]).toEqual([304, '']);
});

test('it names every route that there is, and no other', async ({ api }) => {
  const { paths } = await readDocument(api.stranger);
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(^|\/)route\.ts$/.test(file),
  );
  const routes = files.map((file) => `/${path.posix.dirname(file.split(path.sep).join('/'))}`);
  // What is no resource, and the doors of sign-in.
  const others = new Set(['/v2', '/v2/[...path]', '/api/auth/[...nextauth]']);
  const known = routes.filter((route) => !others.has(route)).map((route) => route.replaceAll(/\[(\w+)\]/g, '{$1}'));
  expect(Object.keys(paths).sort()).toEqual(known.sort());
});

test('a method that it does not name is a 405, and Allow says those that it does', async ({ api }) => {
  const { paths } = await readDocument(api.stranger);
  const made = Object.entries(paths).filter(([route]) => route.startsWith('/v2/') || route === '/mcp');
  expect(made.length).toBeGreaterThan(10);
  for (const [route, item] of made) {
    const named = Object.keys(item).map((method) => method.toUpperCase());
    const allow = [
      ...(named.includes('GET') ? ['GET', 'HEAD'] : []),
      ...named.filter((each) => each !== 'GET'),
      'OPTIONS',
    ];
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((each) => !named.includes(each))) {
      const answer = await api.admin.send(
        method,
        route.replaceAll(/\{\w+\}/g, 'x'),
        method === 'GET' ? {} : { body: {} },
      );
      expectRefusal(answer, 405, 'METHOD_NOT_ALLOWED');
      expect((answer.headers.get('allow') ?? '').split(', ').sort(), route).toEqual(allow.sort());
    }
  }
});

test('its examples are as its schemas say, but for the documents’ own, which are older than the number', async ({
  api,
}) => {
  const wrong = operationsOf(await readDocument(api.stranger)).flatMap((operation) => {
    const shown = [
      ...Object.values(operation.requestBody?.content ?? {}),
      ...Object.values(operation.responses).flatMap((reply) => Object.values(reply.content ?? {})),
    ];
    return shown.flatMap(({ schema, examples = {} }) =>
      Object.entries(examples).flatMap(([name, { value }]) =>
        misfits(schema, value).map((problem) => `${operation.operationId} ${name}: ${problem}`),
      ),
    );
  });
  const older = /^(createTicket|getTicket) document: \/data must have required property 'number'/;
  expect(wrong.filter((problem) => !older.test(problem))).toEqual([]);
  expect(wrong.filter((problem) => older.test(problem))).toHaveLength(2);
});

test('every operation takes what its schema allows, and answers as it says', async ({
  api,
  client,
  agent,
  admin,
  makePerson,
  deskUrl,
}) => {
  test.setTimeout(240_000);
  const world: World = { api, client, agent, admin, makePerson, deskUrl };
  for (const operation of operationsOf(await readDocument(api.stranger))) {
    const plan = plans[operation.operationId];
    if (!plan) throw new Error(`e2e/support/plans.ts does not say how ${operation.operationId} is called.`);
    if (operation.responses[200]?.content?.['text/event-stream']) {
      await readStream(world, operation);
      continue;
    }
    for (const made of requestsOf(operation, plan.most ?? 12).slice(0, plan.most)) {
      const filled = await fill(plan, world, made);
      const answer = await call(await callerOf(plan, world), operation, filled);
      expect(answer.status, `${operation.operationId} ${JSON.stringify(filled)}: ${answer.text}`).toBeLessThan(300);
      expectDocumented(operation, answer);
    }
  }
});

/** Everything that two tickets can have to do with each other. */
async function relate(by: Api, ticket: TicketObject, other: TicketObject): Promise<void> {
  const link = await by.post<{ data: { _id: string } }>(`${pathOf(ticket)}/links`, {
    kind: 'relates',
    ticket: other._id,
  });
  await by.send('DELETE', `${pathOf(ticket)}/links/${link.body.data._id}`);
  const read = await by.get<{ data: { threads: { id: string }[] } }>(`/v2/desk/tickets/${ticket.number}`);
  await by.post(`${pathOf(ticket)}/split`, { thread: read.body.data.threads[0]?.id, title: 'Aparte' });
  await by.post(`${pathOf(ticket)}/merge`, { into: other._id });
  await by.post(`${pathOf(ticket)}/unmerge`, {});
}

test('what is sent to webhooks is as the document says, every type of it', async ({ api, admin, makePerson }) => {
  const { webhooks = {} } = await readDocument(api.stranger);
  const types = Object.keys(webhooks).sort();
  const owner = api.as(await makePerson('agent'));
  const made = await owner.post<{ data: { _id: string } }>('/v2/webhooks', { url: deafReceiver });
  const ledger = `/v2/webhooks/${made.body.data._id}`;
  await owner.post(`${ledger}/test`, {});
  const ticket = await fileTicket(api.client);
  await reply(api.client, ticket, 'Sigue igual.');
  await reply(api.as(admin), ticket, 'Para nosotros.', { internal: true });
  await change(api.as(admin), ticket, { priority: 'urgent' });
  await change(api.as(admin), ticket, { status: 'resolved', resolution: 'Ya funciona.' });
  await api.client.send('PUT', `/v2/support-tickets/${ticket._id}/rating`, { body: { good: true } });
  await change(api.as(admin), ticket, { status: 'closed' });
  await change(api.as(admin), ticket, { status: 'open' });
  await change(api.as(admin), ticket, { snoozedUntil: '2090-01-18T14:00:00Z' });
  await reply(api.client, ticket, 'Y otra vez.');
  await relate(api.as(admin), ticket, await fileTicket(api.client));

  interface Delivery {
    data: { _id: string; type: string; ticket: string | null; payload: string };
  }
  const ours = async () => {
    const { body } = await owner.get<{ data: Delivery['data'][] }>(`${ledger}/deliveries?limit=100`);
    return body.data.filter((delivery) => delivery.ticket === null || delivery.ticket === ticket._id);
  };
  await expect.poll(async () => [...new Set((await ours()).map(({ type }) => type))].sort()).toEqual(types);
  for (const { _id, type } of await ours()) {
    const { body } = await owner.get<Delivery>(`${ledger}/deliveries/${_id}`);
    const schema = webhooks[type]?.post?.requestBody?.content['application/json']?.schema;
    expect(misfits(schema ?? { not: {} }, JSON.parse(body.data.payload)), body.data.payload).toEqual([]);
  }
});

test('what is there to be read unchanged is a 304, wherever the document says so', async ({
  api,
  client,
  agent,
  admin,
  makePerson,
  deskUrl,
}) => {
  const world: World = { api, client, agent, admin, makePerson, deskUrl };
  const readable = operationsOf(await readDocument(api.stranger)).filter((operation) => operation.responses[304]);
  expect(readable.length).toBeGreaterThan(1);
  for (const operation of readable) {
    const plan = plans[operation.operationId] ?? { who: 'stranger' };
    const [caller, filled] = [await callerOf(plan, world), await fill(plan, world, {})];
    // Other tests file and change meanwhile: what was read may be news already.
    await expect(async () => {
      const first = await call(caller, operation, filled);
      const again = await call(caller, operation, {
        ...filled,
        headers: { 'if-none-match': first.headers.get('etag') ?? '' },
      });
      expect([again.status, operation.operationId]).toEqual([304, operation.operationId]);
      expectDocumented(operation, again);
    }).toPass({ timeout: 10_000 });
  }
});
