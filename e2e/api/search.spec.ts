import { expect, test } from '../fixtures';
import { fileTicket, listNumbers, listTickets, reply } from '../support/tickets';

test('search finds words of title, messages, tags, number and person, whatever their accents, case and endings', async ({
  api,
  makePerson,
}) => {
  const person = await makePerson('client', { name: 'Zoraida Ibáñez' });
  const owner = api.as(person);
  const ticket = await fileTicket(owner, {
    title: 'La verificación biométrica falla',
    description: 'Los usuarios reciben invoices duplicadas.',
    tags: ['Onboarding'],
  });
  await fileTicket(owner, { title: 'Otra cosa', description: 'Nada que ver.' });
  await reply(api.agent, ticket, 'Revisé los registros del servidor de pagos.');
  const words = [
    'verificación',
    'VERIFICACION',
    'verificaciones biométricas',
    'biometrica',
    'usuario',
    'invoice',
    'onboarding',
    String(ticket.number),
    'servidor pagos',
    'verif',
    'falla biom',
    'registros onboarding',
  ];
  for (const q of words) {
    expect(await listNumbers(owner, { q }), q).toEqual([ticket.number]);
    expect(await listNumbers(api.agent, { q, client: ticket.client }), q).toEqual([ticket.number]);
  }
  for (const q of ['Zoraida', 'ibanez', person.email]) {
    expect(await listNumbers(api.agent, { q, client: ticket.client }), q).toHaveLength(2);
  }
  for (const q of ['inexistente', 'verificación inexistente', 'ificacion'])
    expect(await listNumbers(owner, { q }), q).toEqual([]);
});

test('search keeps within what a reader sees, and with the other filters', async ({ api, makePerson }) => {
  const word = `palabra${crypto.randomUUID().slice(0, 8)}`;
  const [mine, urgent] = [
    await fileTicket(api.client, { title: word }),
    await fileTicket(api.client, { description: word, priority: 'urgent' }),
  ];
  const theirs = await fileTicket(api.as(await makePerson('client')), { tags: [word] });
  expect(await listNumbers(api.client, { q: word })).toEqual([urgent.number, mine.number]);
  expect(await listNumbers(api.agent, { q: word })).toEqual([theirs.number, urgent.number, mine.number]);
  expect(await listNumbers(api.client, { q: word, priority: 'urgent' })).toEqual([urgent.number]);
  const first = await listTickets(api.agent, { q: word, limit: '2' });
  expect(await listNumbers(api.agent, { q: word, limit: '2', cursor: first.body.page.next ?? '' })).toEqual([
    mine.number,
  ]);
});

test('a title that changes is found by its new words and no longer by the old', async ({ api }) => {
  const ticket = await fileTicket(api.client, { title: 'Ornitorrinco' });
  expect(
    (await api.agent.patch(`/v2/support-tickets/${ticket._id}`, { title: 'Murciélago', tags: ['nocturno'] })).status,
  ).toBe(200);
  for (const q of ['murcielago', 'nocturno']) expect(await listNumbers(api.client, { q })).toEqual([ticket.number]);
  expect(await listNumbers(api.client, { q: 'ornitorrinco' })).toEqual([]);
});

test('any input is safe, and without a word in it finds nothing', async ({ api }) => {
  await fileTicket(api.client);
  const odd = [
    "' OR 1=1; --",
    '& | ! ( ) : *',
    ':*',
    "a':*",
    '\\',
    '"""',
    '<->',
    '%',
    '_',
    '🧵',
    '\u202e',
    '~~~',
    'a & !b',
    '((((',
    "'",
    '\n\t',
    '\u0001',
  ];
  for (const q of [...odd, 'x'.repeat(1000), 'ñ '.repeat(400).trim(), `${'a '.repeat(499)}b`]) {
    for (const caller of [api.client, api.agent]) {
      const answer = await listTickets(caller, { q });
      expect(answer.status, `${JSON.stringify(q)} ${answer.text}`).toBe(200);
    }
  }
  for (const q of ['& | !', '🧵', '%', '---']) expect(await listNumbers(api.client, { q }), q).toEqual([]);
});

test('a blank search is no search', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  for (const q of ['', '   ']) expect(await listNumbers(api.client, { q })).toEqual([ticket.number]);
});
