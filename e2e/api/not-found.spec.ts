import { expect, test } from '../fixtures';
import type { Answer, TicketAnswer } from '../support/api';
import { expectRefusal, fileTicket, pathOf, reply, ticketsPath } from '../support/tickets';

/** Well-formed, and nobody's. */
const madeUp = 'support_ticket_01h455vb4pex5vsknk084sn02q';

/** An answer without what names the request: what is left must not tell one refusal from another. */
function withoutName(answer: Answer<TicketAnswer>): unknown {
  const headers = Object.fromEntries(answer.headers);
  for (const name of ['x-request-id', 'date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'])
    delete headers[name];
  // How much of its minute a caller has left differs between any two requests.
  for (const name of Object.keys(headers)) if (name.includes('ratelimit')) delete headers[name];
  return { status: answer.status, headers, body: { ...answer.body, requestId: '' } };
}

test('somebody else’s ticket cannot be told from one that does not exist, by any verb', async ({ api, makePerson }) => {
  const theirs = await fileTicket(api.as(await makePerson('client')));
  await reply(api.agent, theirs, 'Hola.');
  const requests = (id: string) => [
    api.client.get(`${ticketsPath}/${id}`),
    api.client.get(`${ticketsPath}/${id}`, { 'if-none-match': '"2"' }),
    api.client.get(`${ticketsPath}/${id}`, { 'if-none-match': '*' }),
    api.client.patch(`${ticketsPath}/${id}`, { status: 'closed' }),
    api.client.patch(`${ticketsPath}/${id}`, { priority: 'low' }),
    api.client.patch(`${ticketsPath}/${id}`, {}, { 'if-match': '"999"' }),
    api.client.post(`${ticketsPath}/${id}/threads`, { message: 'Hola' }),
    api.client.post(`${ticketsPath}/${id}/threads`, { message: 'Hola', internal: true }),
    api.client.post(`${ticketsPath}/${id}/threads`, { message: 'Hola' }, { 'idempotency-key': crypto.randomUUID() }),
    api.client.post(`${ticketsPath}/${id}/threads`, {}),
    api.client.patch(`${ticketsPath}/${id}`, { status: 'nothing' }),
  ];
  const [foreign, absent] = await Promise.all([Promise.all(requests(theirs._id)), Promise.all(requests(madeUp))]);
  expect(foreign.map(withoutName)).toEqual(absent.map(withoutName));
  for (const answer of foreign.slice(0, 9)) expectRefusal(answer, 404, 'TICKET_NOT_FOUND');
  expect(foreign[0]?.body.error).toBe('Este ticket no existe o no está entre los tuyos');

  const heads = await Promise.all([theirs._id, madeUp].map((id) => api.client.send('HEAD', `${ticketsPath}/${id}`)));
  expect(heads.map((head) => [head.status, head.text, head.headers.get('etag')])).toEqual([
    [404, '', null],
    [404, '', null],
  ]);
});

test('a refused verb on somebody else’s ticket leaves it as it was', async ({ api, makePerson }) => {
  const owner = api.as(await makePerson('client'));
  const theirs = await fileTicket(owner);
  const before = await owner.get(pathOf(theirs));
  await api.client.patch(pathOf(theirs), { status: 'closed' });
  await api.client.post(`${pathOf(theirs)}/threads`, { message: 'Me cuelo' });
  expect((await owner.get(pathOf(theirs))).text).toBe(before.text);
});

test('an id that is none is TICKET_NOT_FOUND, for clients and staff', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const ids = [
    madeUp,
    String(ticket.number),
    ticket.client,
    ticket._id.toUpperCase(),
    ticket._id.replace('support_ticket_', ''),
    ticket._id.replace('support_ticket_', 'client_'),
    `${ticket._id}0`,
    ticket._id.slice(0, -1),
    'support_ticket_',
    'support_ticket_zzzzzzzzzzzzzzzzzzzzzzzzzz',
    '123e4567-e89b-12d3-a456-426614174000',
  ];
  for (const id of ids) {
    for (const caller of [api.client, api.agent]) {
      expectRefusal(await caller.get(`${ticketsPath}/${id}`), 404, 'TICKET_NOT_FOUND');
      expectRefusal(await caller.patch(`${ticketsPath}/${id}`, { status: 'closed' }), 404, 'TICKET_NOT_FOUND');
      expectRefusal(await caller.post(`${ticketsPath}/${id}/threads`, { message: 'x' }), 404, 'TICKET_NOT_FOUND');
    }
  }
  const english = await api.client.get(`${ticketsPath}/${madeUp}`, { 'accept-language': 'en' });
  expect(english.body.error).toBe('This ticket does not exist or is not one of yours');
});

test('somebody else’s token cannot be told from one that does not exist', async ({ api, makePerson }) => {
  const other = await api
    .as(await makePerson('client'))
    .post<{ data: { _id: string } }>('/v2/tokens', { name: 'suyo' });
  for (const caller of [api.client, api.agent]) {
    const foreign = await caller.send('DELETE', `/v2/tokens/${other.body.data._id}`);
    const absent = await caller.send('DELETE', '/v2/tokens/token_01h455vb4pex5vsknk084sn02q');
    expectRefusal(foreign, 404, 'TOKEN_NOT_FOUND');
    expect(withoutName(foreign)).toEqual(withoutName(absent));
  }
});

test('staff see every client’s ticket', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  for (const caller of [api.agent, api.admin]) expect((await caller.get(pathOf(ticket))).body.data).toEqual(ticket);
});
