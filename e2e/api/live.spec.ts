import type { PresenceNews, PresenceObject } from '@/lib/presence/schema';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { openStream, readChanges, type Stream } from '../support/events';
import { change, expectRefusal, fileTicket, pathOf } from '../support/tickets';

const streams: Stream[] = [];

test.afterEach(() => {
  for (const stream of streams.splice(0)) stream.leave();
});

const be = (api: Api, ticket: { _id: string }, activity: string, tab: string = crypto.randomUUID()) =>
  api.send<{ data: PresenceObject }>('PUT', `${pathOf(ticket)}/presence`, { body: { tab, activity } });

async function watch(url: string, token: string): Promise<Stream> {
  const stream = await openStream(url, { authorization: `Bearer ${token}` }, '?presence=true');
  streams.push(stream);
  return stream;
}

/** What a stream last said of a ticket: who does what. */
function saidOf(stream: Stream, ticket: { _id: string }): string[] | undefined {
  const all = [...stream.text().matchAll(/^event: presence\ndata: (.*)$/gm)].map(([, data]) =>
    JSON.parse(data ?? '{}'),
  );
  const found = all.flatMap((news: PresenceNews) => news.tickets).findLast((each) => each.ticket === ticket._id);
  return found?.people.map(({ name, activity }) => `${name} ${activity}`);
}

test('agents see who else has a ticket open, and what they do there; a stream tells it as it changes', async ({
  api,
  deskUrl,
  agent,
  admin,
}) => {
  const ticket = await fileTicket(api.client);
  const tab = crypto.randomUUID();
  expect((await be(api.agent, ticket, 'viewing', tab)).body.data).toMatchObject({
    ticket: ticket._id,
    number: ticket.number,
    people: [{ name: agent.name, activity: 'viewing' }],
  });
  // Whoever comes later is told at once.
  const stream = await watch(deskUrl, admin.token);
  await expect.poll(() => saidOf(stream, ticket)).toEqual([`${agent.name} viewing`]);
  await be(api.agent, ticket, 'noting', tab);
  await expect.poll(() => saidOf(stream, ticket)).toEqual([`${agent.name} noting`]);
  const read = await api.admin.get<{ data: PresenceObject }>(`${pathOf(ticket)}/presence`);
  expect(read.body.data.people).toMatchObject([{ name: agent.name, activity: 'noting' }]);
  await be(api.agent, ticket, 'gone', tab);
  await expect.poll(() => saidOf(stream, ticket)).toEqual([]);
  // It has no place in the feed: whoever comes back goes on after the last event.
  expect(stream.lastId()).toMatch(/^[\w-]{22}$/);
});

test('clients are told nothing of it, and whoever does not ask neither', async ({ api, deskUrl, agent, client }) => {
  const ticket = await fileTicket(api.client);
  expectRefusal(await be(api.client, ticket, 'viewing'), 403, 'FORBIDDEN');
  expectRefusal(await api.client.get(`${pathOf(ticket)}/presence`), 403, 'FORBIDDEN');
  expectRefusal(await api.client.get('/v2/events?presence=true'), 403, 'FORBIDDEN');
  expect((await watch(deskUrl, client.token)).status).toBe(403);
  const [asked, silent] = [
    await watch(deskUrl, agent.token),
    await openStream(deskUrl, { authorization: `Bearer ${agent.token}` }),
  ];
  const clients = await openStream(deskUrl, { authorization: `Bearer ${client.token}` });
  streams.push(silent, clients);
  await be(api.agent, ticket, 'replying');
  await expect.poll(() => saidOf(asked, ticket)).toEqual([`${agent.name} replying`]);
  // What is told after it has come: so would it have.
  await change(api.agent, ticket, { priority: 'low' });
  for (const stream of [silent, clients]) {
    await expect.poll(stream.types).toContain('ticket.changed');
    expect(stream.text()).not.toContain('presence');
  }
});

test('a client rates their ticket once it is resolved: agents hear of it, other clients do not', async ({
  api,
  makePerson,
}) => {
  const ticket = await fileTicket(api.client);
  const other = api.as(await makePerson('client'));
  const rate = (by: Api, body: object) => by.send<{ data: object }>('PUT', `${pathOf(ticket)}/rating`, { body });
  expectRefusal(await rate(api.client, { good: true }), 409, 'NOT_RESOLVED');
  await change(api.agent, ticket, { status: 'resolved', resolution: 'Ya.' });
  expectRefusal(await rate(api.agent, { good: true }), 403, 'FORBIDDEN');
  expectRefusal(await rate(other, { good: true }), 404, 'TICKET_NOT_FOUND');
  expect((await api.agent.get(`${pathOf(ticket)}/rating`)).body.data).toBeNull();
  expect((await rate(api.client, { good: true })).body.data).toMatchObject({ good: true, comment: null });
  expect((await rate(api.client, { good: false, comment: ' Tardó. ' })).body.data).toMatchObject({
    good: false,
    comment: 'Tardó.',
  });
  for (const reader of [api.agent, api.client]) {
    expect((await reader.get(`${pathOf(ticket)}/rating`)).body.data).toMatchObject({ good: false, comment: 'Tardó.' });
    const rated = async () => {
      const { data } = await readChanges(reader, { types: 'ticket.rated' });
      return data.filter((event) => event.ticket === ticket._id).map(({ actor, rating }) => [actor, rating]);
    };
    const by = ticket.client;
    expect(by).toMatch(/^client_/);
    await expect.poll(rated).toEqual([
      [by, { good: true }],
      [by, { good: false }],
    ]);
  }
  expectRefusal(await other.get(`${pathOf(ticket)}/rating`), 404, 'TICKET_NOT_FOUND');
  expect((await readChanges(other, { types: 'ticket.rated' })).data).toEqual([]);
});
