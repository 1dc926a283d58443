import { describe, expect, test } from 'vitest';
import { systemActor, type UserActor } from '@/lib/auth/actor';
import { changeUser } from '@/lib/people/commands';
import { changeTicket } from '@/lib/tickets/commands/change';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { reindexTickets } from '@/lib/tickets/jobs';
import { ticketKey } from '@/lib/tickets/queries/find';
import { listTickets } from '@/lib/tickets/queries/list';
import { makeActor, makeTicket } from '@/prisma/factories';

async function titles(actor: UserActor, q: string): Promise<string[]> {
  return (await listTickets(actor, { q }, { limit: 100 })).rows.map((row) => row.title);
}

describe('the text of a ticket', () => {
  test('ignores accents and case, knows Spanish and English stems, and takes the beginning of the last word', async () => {
    const client = await makeActor('client', {
      name: 'Begoña Urrutia',
      email: `bego-${crypto.randomUUID()}@kiosko.example`,
    });
    const { number } = await makeTicket(client, {
      title: 'La verificación biométrica falla',
      description: 'Running queries against the endpoint /v2/verifications',
      tags: ['producción'],
    });
    const found = [
      'VERIFICACION',
      'verificación',
      'verificaciones',
      'biome',
      'biometricas',
      'fallan',
      'run query',
      'verifications',
      'produccion',
      'prod',
      String(number),
      `#${number}`,
      'begona',
      'Urrutia verif',
      'kiosko',
      'v2/verifications',
    ];
    for (const q of found) expect(await titles(client, q), q).toHaveLength(1);
    for (const q of ['verificación inexistente', 'zzz', 'metrica', '¿?'])
      expect(await titles(client, q), q).toEqual([]);
  });

  test('reads replies and new titles, tags and names', async () => {
    const [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
    const { _id } = await makeTicket(client);
    const { id } = ticketKey(_id);
    await replyToTicket(client, id, { message: 'adjunto el albarán', attachments: [], internal: false });
    expect(await titles(client, 'albaran')).toHaveLength(1);
    await changeTicket(agent, id, { title: 'Ornitorrinco', tags: ['avutarda'] });
    expect(await titles(client, 'ornitorrinco avutarda albarán')).toHaveLength(1);
    await changeUser(systemActor('test'), client.userId, { name: 'Zacarías' });
    await reindexTickets({ clientId: client.userId });
    expect(await titles(client, 'zacarias')).toHaveLength(1);
  });

  test.each([
    `' OR 1=1 --`,
    '& | ! <-> :* ()',
    '\\',
    '"""',
    ':*',
    '%_',
    'a'.repeat(1000),
    '\u0301\u200d😀',
    '<script>',
    '½ ㎏ ﬁ',
  ])('takes %j without harm', async (q) => {
    const client = await makeActor('client');
    expect(await titles(client, q)).toEqual([]);
  });

  test('survives more text than an index entry can hold', async () => {
    const client = await makeActor('client');
    const words = (seed: number) =>
      Array.from({ length: 9000 }, (_, index) => `á${(index * 7919 + seed).toString(36)}ó`)
        .join(' ')
        .slice(0, 65_000);
    const { _id } = await makeTicket(client, { description: words(1) });
    for (let seed = 2; seed < 6; seed += 1)
      await replyToTicket(client, ticketKey(_id).id, { message: words(seed * 1e6), attachments: [], internal: false });
    expect(await titles(client, 'verificacion')).toHaveLength(1);
  });

  test('of a client does not shrink by the notes that they cannot see', async () => {
    const [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
    const { id } = ticketKey((await makeTicket(client))._id);
    const note = { message: 'nota '.repeat(12_000), attachments: [], internal: true };
    for (let round = 0; round < 3; round += 1) await replyToTicket(agent, id, note);
    await replyToTicket(client, id, { message: 'colibrí', attachments: [], internal: false });
    expect(await titles(client, 'colibri')).toHaveLength(1);
  });

  test('keeps a message that comes while the ticket is reindexed', async () => {
    const [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
    const { id } = ticketKey((await makeTicket(client))._id);
    const words = Array.from({ length: 10 }, (_, index) => `palabra${index}`);
    await Promise.all(
      words.flatMap((message, index) => [
        replyToTicket(client, id, { message, attachments: [], internal: false }),
        changeTicket(agent, id, { title: `Título ${index}` }),
        reindexTickets({ clientId: client.userId }),
      ]),
    );
    expect(await titles(client, words.join(' '))).toHaveLength(1);
  });
});
