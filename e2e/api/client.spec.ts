import { etagOf, Hilo, HiloError, type TicketEvent } from '@/clients/typescript/src/hilo';
import { test as base, expect } from '../fixtures';
import { type BrokenLine, brokenLine } from '../support/broken-line';
import { fileTicket, leastTicket, listNumbers, readTicket } from '../support/tickets';

// The typed client against the desk, over a line that fails. How it is packed: client-package.spec.ts; its own tests of what
// needs no desk: clients/typescript/tests.

interface Clients {
  line: BrokenLine;
  /** As the test's client and agent, over the line. */
  hilo: Hilo;
  staff: Hilo;
}

const test = base.extend<Clients>({
  line: async ({ deskUrl }, use) => {
    const line = await brokenLine(deskUrl);
    await use(line);
    await line.stop();
  },
  hilo: ({ line, client }, use) => use(new Hilo({ url: line.url, token: client.token, backoff: 5 })),
  staff: ({ line, agent }, use) => use(new Hilo({ url: line.url, token: agent.token, backoff: 5 })),
});

const input = { ...leastTicket, priority: 'high', category: 'technical' } as const;

test('the main job: filed, answered, noted, resolved, opened again', async ({ hilo, staff }) => {
  const ticket = await hilo.tickets.create({ ...input, tags: ['api'] });
  expect([ticket.status, ticket.tags, ticket.threads?.length]).toEqual(['open', ['api'], 1]);
  await staff.tickets.note(ticket, 'Solo entre nosotros.');
  const answered = await staff.tickets.reply(ticket, { message: 'Ya lo miro.' });
  expect([answered.status, answered.threads?.some((thread) => thread.internal)]).toEqual(['in_progress', true]);
  await staff.tickets.change(
    ticket,
    { status: 'resolved', resolution: 'Era la clave.' },
    { ifMatch: etagOf(answered) },
  );
  const seen = await hilo.tickets.get(ticket._id);
  expect([seen.status, seen.resolution]).toEqual(['resolved', 'Era la clave.']);
  expect(JSON.stringify(seen)).not.toContain('Solo entre nosotros');
  expect((await hilo.tickets.reply(ticket, 'Sigue igual.')).status).toBe('open');
  const late = staff.tickets.change(ticket, { title: 'Tarde' }, { ifMatch: etagOf(answered) });
  await expect(late).rejects.toMatchObject({ status: 412, code: 'PRECONDITION_FAILED' });
});

test('a ticket whose answer is lost on the way is filed once', async ({ line, hilo, api }) => {
  line.loseAnswers(2);
  const ticket = await hilo.tickets.create(input);
  const keys = line.seen.map((each) => each.key);
  expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
  expect(await listNumbers(api.client, '')).toEqual([ticket.number]);
});

test('so are a reply and a note, and a program that starts again goes on with its own key', async ({
  line,
  hilo,
  staff,
  api,
  agent,
}) => {
  const ticket = await fileTicket(api.client);
  line.loseAnswers(1);
  await hilo.tickets.reply(ticket, 'Una vez.');
  line.loseAnswers(1);
  await staff.tickets.note(ticket, 'Una nota.');
  line.loseAnswers(1);
  const key = { idempotencyKey: crypto.randomUUID() };
  const impatient = new Hilo({ url: line.url, token: agent.token, retries: 0 });
  await expect(impatient.tickets.reply(ticket, 'Otra vez.', key)).rejects.toMatchObject({ code: 'NETWORK_ERROR' });
  await impatient.tickets.reply(ticket, 'Otra vez.', key);
  const { threads = [] } = await readTicket(api.agent, ticket);
  const said = threads.filter((thread) => thread.type !== 'system').map((thread) => thread.message);
  expect(said).toEqual([leastTicket.description, 'Una vez.', 'Una nota.', 'Otra vez.']);
});

test('a change whose answer is lost is not sent again: the caller hears of it', async ({ line, staff, api }) => {
  const ticket = await fileTicket(api.client);
  line.loseAnswers(1);
  const change = staff.tickets.change(ticket, { title: 'Otro título' });
  await expect(change).rejects.toMatchObject({ code: 'NETWORK_ERROR', status: 0 });
  expect(line.seen).toHaveLength(1);
  expect((await staff.tickets.get(ticket)).title).toBe('Otro título');
});

test('a proxy that is busy for a moment is waited for', async ({ line, hilo, api }) => {
  line.refuse(503, { 'retry-after': '0' });
  line.refuse(429, { 'retry-after': '0' });
  line.refuse(502, {});
  const ticket = await hilo.tickets.create(input);
  expect(await listNumbers(api.client, '')).toEqual([ticket.number]);
  expect(line.seen).toHaveLength(4);
});

test('three pages are walked as one list, in the order of the desk', async ({ hilo, line, api }) => {
  for (let count = 0; count < 5; count += 1) await fileTicket(api.client, { title: `Ticket ${count}` });
  const titles: string[] = [];
  for await (const ticket of hilo.tickets.list({ limit: 2, priority: ['high', 'low'] })) titles.push(ticket.title);
  expect(titles).toEqual([4, 3, 2, 1, 0].map((count) => `Ticket ${count}`));
  expect(line.seen).toHaveLength(3);
  const { items } = await hilo.tickets.list({ status: ['open'], include: ['threads'], limit: 1 }).page();
  expect(items[0]?.threads).toHaveLength(1);
});

test('what is refused says why, for programs and for people', async ({ hilo, line, client, api, makePerson }) => {
  const english = new Hilo({ url: line.url, token: client.token, language: 'en' });
  const error = await english.tickets.create({ ...input, title: ' ' }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(HiloError);
  expect(error).toMatchObject({
    status: 400,
    code: 'TITLE_REQUIRED',
    message: 'The title is required',
    details: [{ field: 'title', message: 'TITLE_REQUIRED' }],
  });
  expect((error as HiloError).requestId).toMatch(/^req_/);
  const theirs = await fileTicket(api.as(await makePerson('client')));
  await expect(hilo.tickets.get(theirs)).rejects.toMatchObject({ status: 404, code: 'TICKET_NOT_FOUND' });
  const nobody = new Hilo({ url: line.url, token: 'hilo_nobody' });
  await expect(nobody.tickets.list().page()).rejects.toMatchObject({ status: 401, code: 'UNAUTHORIZED' });
});

test('events are heard once each, over a connection that is cut', async ({ line, hilo, api }) => {
  const events = hilo.events();
  const heard: TicketEvent[] = [];
  const listening = (async () => {
    for await (const event of events) {
      heard.push(event);
      if (event.type === 'ticket.closed') return;
    }
  })();
  const connections = () => line.seen.filter((each) => each.path.startsWith('/v2/events')).length;
  // Only once the desk has said where it is does anything that happens count as after it.
  await expect.poll(() => events.cursor).toBeTruthy();
  const ticket = await fileTicket(api.client);
  await expect.poll(() => heard.length).toBe(1);
  line.cut();
  await api.client.post(`/v2/support-tickets/${ticket._id}/threads`, { message: 'Mientras nadie oía.' });
  await expect.poll(connections).toBeGreaterThan(1);
  await api.client.patch(`/v2/support-tickets/${ticket._id}`, { status: 'closed' });
  await listening;
  expect(heard.map((event) => event.type)).toEqual(['ticket.created', 'ticket.replied', 'ticket.closed']);
  expect(new Set(heard.map((event) => event.ticket))).toEqual(new Set([ticket._id]));
});

test('changes are read up to now, and then from there on', async ({ hilo, api }) => {
  const first = await fileTicket(api.client);
  const read = async (cursor?: string) => {
    const changes = hilo.changes({ cursor, limit: 1 });
    const told: string[] = [];
    for await (const event of changes) told.push(`${event.type} ${event.number}`);
    return { told, cursor: changes.cursor };
  };
  const before = await read();
  expect(before.told).toEqual([`ticket.created ${first.number}`]);
  const second = await fileTicket(api.client);
  await api.client.patch(`/v2/support-tickets/${first._id}`, { status: 'closed' });
  const after = await read(before.cursor);
  expect(after.told).toEqual([`ticket.created ${second.number}`, `ticket.closed ${first.number}`]);
  expect((await read(after.cursor)).told).toEqual([]);
});

test('everything is exported, oldest first', async ({ hilo, api }) => {
  const numbers: number[] = [];
  for (let count = 0; count < 3; count += 1) numbers.push((await fileTicket(api.client)).number);
  const exported: number[] = [];
  for await (const { number, threads } of hilo.export()) {
    expect(threads).toHaveLength(1);
    exported.push(number);
  }
  expect(exported).toEqual(numbers);
});

test('tokens are made, listed and revoked', async ({ hilo, line }) => {
  const made = await hilo.tokens.create({ name: 'Monitor', scopes: ['tickets:read'] });
  const reader = new Hilo({ url: line.url, token: made.token });
  expect((await reader.tickets.list().page()).items).toEqual([]);
  await expect(reader.tickets.create(input)).rejects.toMatchObject({ status: 403, code: 'FORBIDDEN' });
  expect((await hilo.tokens.list()).map((token) => token.name)).toContain('Monitor');
  expect((await hilo.tokens.revoke(made._id)).revokedAt).not.toBeNull();
  await expect(reader.tickets.list().page()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

test('webhooks are made, changed, given another secret and deleted', async ({ hilo }) => {
  // An address by number: no name is looked up, and nothing is ever sent there.
  const url = 'https://93.184.216.34/hilo';
  const { secret, ...made } = await hilo.webhooks.create({ url, events: ['ticket.created'] });
  expect(secret).toMatch(/^whsec_/);
  expect(await hilo.webhooks.get(made._id)).toEqual(made);
  const changed = await hilo.webhooks.change(made._id, { enabled: false });
  expect([changed.enabled, (await hilo.webhooks.list()).map((each) => each._id)]).toEqual([false, [made._id]]);
  expect((await hilo.webhooks.rotateSecret(made._id)).secret).not.toBe(secret);
  expect((await hilo.webhooks.deliveries(made._id, { status: 'failed' }).page()).items).toEqual([]);
  const resent = hilo.webhooks.resendSince(made._id, { since: new Date().toISOString() });
  await expect(resent).rejects.toMatchObject({ status: 409, code: 'WEBHOOK_DISABLED' });
  await expect(hilo.webhooks.test(made._id)).rejects.toMatchObject({ code: 'WEBHOOK_DISABLED' });
  const delivery = hilo.webhooks.delivery(made._id, 'msg_x');
  await expect(delivery).rejects.toMatchObject({ status: 404, code: 'DELIVERY_NOT_FOUND' });
  await hilo.webhooks.delete(made._id);
  await expect(hilo.webhooks.get(made._id)).rejects.toMatchObject({ code: 'WEBHOOK_NOT_FOUND' });
  const inside = hilo.webhooks.create({ url: 'https://169.254.169.254/latest' });
  await expect(inside).rejects.toMatchObject({ status: 400, code: 'INVALID_URL' });
});

test('what it has no method for can be asked all the same', async ({ line, admin }) => {
  const hilo = new Hilo({ url: line.url, token: admin.token });
  const { data } = await hilo.request<{ data: { email: string }[] }>('GET', `/v2/users?q=${admin.email}`);
  expect(data.map((user) => user.email)).toContain(admin.email);
});
