import sql from 'sql-template-tag';
import { expect, test } from 'vitest';
import { db } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { toPublicId } from '@/lib/platform/ids';
import { changeTicket } from '@/lib/tickets/commands/change';
import { mergeTicket } from '@/lib/tickets/commands/merge';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { unmergeTicket } from '@/lib/tickets/commands/unmerge';
import { ticketKey } from '@/lib/tickets/queries/find';
import { makeActor, makeTicket } from '@/prisma/factories';
import { createWebhook } from './commands/create';
import { dispatchEvents } from './commands/dispatch';

putEnv({ HILO_WEBHOOK_ALLOW: '127.0.0.1' });

const dispatch = () => expect.poll(dispatchEvents, { timeout: 10_000, interval: 10 }).toBe('done');

async function sentTo(webhookId: string): Promise<{ type: string; data: Record<string, unknown> }[]> {
  const rows = await db.query<{ payload: string }>(
    sql`SELECT payload FROM webhook_deliveries WHERE webhook_id = ${webhookId}::uuid ORDER BY event_id`,
  );
  return rows.map(({ payload }) => JSON.parse(payload));
}

test('the webhook of a merged ticket’s client hears of it as of their own, and nothing of the other client', async () => {
  const [agent, ana, beto] = await Promise.all([
    makeActor('agent'),
    makeActor('client', { name: 'Ana Secreta' }),
    makeActor('client', { name: 'Beto Oculto' }),
  ]);
  const target = await makeTicket(ana, { title: 'Título de Ana', description: 'palabradeana' });
  const source = await makeTicket(beto, { title: 'Título de Beto', description: 'palabradebeto' });
  const [targetId, sourceId] = [ticketKey(target._id).id, ticketKey(source._id).id];
  const ids = await Promise.all(
    [agent, ana, beto].map(
      async (actor) => (await createWebhook(actor, { url: 'http://127.0.0.1:4799/', events: [] })).row.id,
    ),
  );
  const [toStaff = '', toAna = '', toBeto = ''] = ids;
  const say = (message: string) => ({ message, attachments: [], internal: false });
  await mergeTicket(agent, sourceId, target._id);
  await replyToTicket(ana, targetId, say('secreto de Ana'));
  await replyToTicket(beto, sourceId, say('secreto de Beto'));
  await replyToTicket(agent, targetId, say('a los dos'));
  await changeTicket(agent, targetId, { status: 'resolved', resolution: 'Hecho' });
  await dispatch();
  await unmergeTicket(agent, sourceId);
  await dispatch();

  const [staffs, anas, betos] = await Promise.all([toStaff, toAna, toBeto].map(sentTo));
  expect(betos?.map(({ type }) => type)).toEqual([
    'ticket.replied',
    'ticket.replied',
    'ticket.changed',
    'ticket.resolved',
    'ticket.changed',
  ]);
  expect(betos?.[1]).toMatchObject({
    data: {
      ticket: { _id: source._id, number: source.number },
      message: { message: 'a los dos', author: toPublicId('agent', agent.userId) },
    },
  });
  for (const word of [target._id, 'Título de Ana', 'palabradeana', 'secreto de Ana', toPublicId('client', ana.userId)])
    expect(JSON.stringify(betos), word).not.toContain(word);
  expect(JSON.stringify(betos)).not.toMatch(new RegExp(`"number":${target.number}\\b`));
  for (const word of [
    source._id,
    'Título de Beto',
    'palabradebeto',
    'secreto de Beto',
    toPublicId('client', beto.userId),
  ])
    expect(JSON.stringify(anas), word).not.toContain(word);
  expect(staffs?.filter(({ type }) => type === 'ticket.merged').map(({ data }) => data.other)).toEqual([
    target._id,
    source._id,
  ]);
  // Each thing once.
  expect(staffs?.filter(({ type }) => type === 'ticket.replied')).toHaveLength(3);
});
