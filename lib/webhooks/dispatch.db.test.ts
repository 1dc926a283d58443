// Longer than most: who hears what, and what can happen at the same time.
import sql from 'sql-template-tag';
import { beforeEach, describe, expect, test } from 'vitest';
import { systemActor, type UserActor } from '@/lib/auth/actor';
import { recordEach } from '@/lib/events/record';
import { changeUser, setUserDisabled } from '@/lib/people/commands';
import { db, inTransaction, pool } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { toPublicId } from '@/lib/platform/ids';
import { changeTicket } from '@/lib/tickets/commands/change';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { ticketKey } from '@/lib/tickets/queries/find';
import { makeActor, makeTicket } from '@/prisma/factories';
import { changeWebhook, deleteWebhook } from './commands/change';
import { createWebhook } from './commands/create';
import { dispatchEvents } from './commands/dispatch';

putEnv({ HILO_WEBHOOK_ALLOW: '127.0.0.1' });

const operator = systemActor('test');
const url = 'http://127.0.0.1:4160/';

/** Makes all that there is to make. */
async function dispatch(): Promise<void> {
  await expect.poll(dispatchEvents, { timeout: 10_000, interval: 10 }).toBe('done');
}

async function listen(actor: UserActor, events: Parameters<typeof createWebhook>[1]['events'] = []): Promise<string> {
  return (await createWebhook(actor, { url, events })).row.id;
}

interface Made {
  type: string;
  payload: { type: string; timestamp: string; data: Record<string, never> & { ticket: Record<string, unknown> } };
}

/** What was made for a webhook, in the order of the events. */
async function madeFor(webhookId: string): Promise<Made[]> {
  const rows = await db.query<{ type: string; payload: string }>(
    sql`SELECT type, payload FROM webhook_deliveries WHERE webhook_id = ${webhookId}::uuid ORDER BY event_id`,
  );
  return rows.map(({ type, payload }) => ({ type, payload: JSON.parse(payload) }));
}

const typesFor = async (webhookId: string) => (await madeFor(webhookId)).map(({ type }) => type);
const reply = (actor: UserActor, id: string, message: string, internal = false) =>
  replyToTicket(actor, ticketKey(id).id, { message, attachments: [], internal });

let client: UserActor;
let other: UserActor;
let agent: UserActor;
let admin: UserActor;

beforeEach(async () => {
  await db.query(sql`DELETE FROM webhooks`);
  [client, other, agent, admin] = await Promise.all([
    makeActor('client'),
    makeActor('client'),
    makeActor('agent'),
    makeActor('admin'),
  ]);
  await dispatch();
});

describe('who hears what', () => {
  test('admins and agents all tickets, clients their own without notes', async () => {
    const ids = {
      admin: await listen(admin),
      agent: await listen(agent),
      client: await listen(client),
      other: await listen(other),
    };
    const ticket = await makeTicket(client);
    await reply(agent, ticket._id, 'Déjeme revisar.');
    await reply(agent, ticket._id, 'Parece la pasarela.', true);
    await changeTicket(agent, ticketKey(ticket._id).id, { status: 'resolved', resolution: 'Reiniciada.' });
    await changeTicket(client, ticketKey(ticket._id).id, { status: 'closed' });
    await changeTicket(agent, ticketKey(ticket._id).id, { status: 'open' });
    await dispatch();
    const all = [
      'ticket.created',
      'ticket.replied',
      'ticket.changed',
      'ticket.noted',
      'ticket.resolved',
      'ticket.closed',
      'ticket.reopened',
    ];
    expect(await typesFor(ids.admin)).toEqual(all);
    expect(await typesFor(ids.agent)).toEqual(all);
    expect(await typesFor(ids.client)).toEqual(all.filter((type) => type !== 'ticket.noted'));
    expect(await typesFor(ids.other)).toEqual([]);
  });

  test('each reads the ticket as they see it: notes, and when they came, are for the desk', async () => {
    const [desk, own] = [await listen(agent), await listen(client)];
    const ticket = await makeTicket(client);
    await replyToTicket(agent, ticketKey(ticket._id).id, {
      message: 'secreto del escritorio',
      internal: true,
      attachments: [{ filename: 'secreto.txt', url: 'https://files.example.com/s', size: 1, type: 'text/plain' }],
    });
    await reply(client, ticket._id, 'Sigue igual.');
    await dispatch();
    const [forDesk, forClient] = [await madeFor(desk), await madeFor(own)];
    expect(JSON.stringify(forClient)).not.toMatch(/secreto/);
    expect(forDesk.find(({ type }) => type === 'ticket.noted')?.payload.data).toMatchObject({
      message: { message: 'secreto del escritorio', internal: true, attachments: [{ filename: 'secreto.txt' }] },
    });
    expect(forDesk.at(-1)?.payload.data.ticket.attachments).toHaveLength(1);
    expect(forClient.at(-1)?.payload.data.ticket.attachments).toHaveLength(0);
    for (const { payload } of [...forDesk, ...forClient]) expect(payload.data.ticket).not.toHaveProperty('threads');
    expect(forClient.at(-1)?.payload).toMatchObject({
      type: 'ticket.replied',
      data: {
        ticket: { _id: ticket._id, number: ticket.number },
        message: { message: 'Sigue igual.', author: toPublicId('client', client.userId), type: 'user' },
        actor: toPublicId('client', client.userId),
      },
    });
  });

  test('only the types that it asked for', async () => {
    const id = await listen(admin, ['ticket.created', 'ticket.closed']);
    const ticket = await makeTicket(client);
    await reply(agent, ticket._id, 'Ya.');
    await changeTicket(client, ticketKey(ticket._id).id, { status: 'closed' });
    await dispatch();
    expect(await typesFor(id)).toEqual(['ticket.created', 'ticket.closed']);
  });

  test('what happened before it was made, or while it was off, is not told', async () => {
    const before = await makeTicket(client);
    const id = await listen(admin);
    await changeWebhook(admin, id, { enabled: false });
    await makeTicket(client);
    await changeWebhook(admin, id, { enabled: true });
    const after = await makeTicket(client);
    await dispatch();
    const tickets = (await madeFor(id)).map(({ payload }) => payload.data.ticket._id);
    expect(tickets).toEqual([after._id]);
    expect(tickets).not.toContain(before._id);
  });

  test('imported tickets are no news', async () => {
    const id = await listen(admin);
    const ticket = await makeTicket(client);
    await dispatch();
    const event = { name: 'ticket.created', type: 'ticket', data: { imported: true } } as const;
    await inTransaction((tx) => recordEach(tx, operator, [ticketKey(ticket._id).id], event));
    await dispatch();
    expect(await typesFor(id)).toEqual(['ticket.created']);
  });

  test('nothing while its owner is disabled; by their present role after a change', async () => {
    const [off, down] = [await listen(agent), await listen(admin)];
    await setUserDisabled(operator, agent.userId, true);
    await changeUser(operator, admin.userId, { role: 'client' });
    const ticket = await makeTicket(client);
    await dispatch();
    expect(await typesFor(off)).toEqual([]);
    expect(await typesFor(down)).toEqual([]);
    await setUserDisabled(operator, agent.userId, false);
    await changeUser(operator, admin.userId, { role: 'agent' });
    await reply(client, ticket._id, 'Hola.');
    await dispatch();
    expect(await typesFor(off)).toEqual(['ticket.replied']);
    expect(await typesFor(down)).toEqual(['ticket.replied']);
  });
});

describe('dispatching', () => {
  test('is once for each event and webhook, however many do it at once', async () => {
    const id = await listen(admin);
    for (let index = 0; index < 30; index++) await makeTicket(client);
    await expect
      .poll(async () => (await Promise.all([1, 2, 3, 4, 5].map(dispatchEvents))).every((each) => each === 'done'), {
        timeout: 10_000,
        interval: 10,
      })
      .toBe(true);
    expect(await typesFor(id)).toHaveLength(30);
    const [jobs] = await db.query<{ n: number }>(
      sql`SELECT count(*)::int AS n FROM graphile_worker._private_jobs j
          JOIN webhook_deliveries d ON j.key = 'webhook.deliver ' || d.id WHERE d.webhook_id = ${id}::uuid`,
    );
    expect(jobs?.n).toBe(30);
  });

  test('misses nothing of a transaction that commits late, and makes nothing of one that is undone', async () => {
    const id = await listen(admin);
    const [late, undone] = [await pool.connect(), await pool.connect()];
    const first = await makeTicket(client);
    const insert = `INSERT INTO events (name, subject_type, subject_id, position)
      SELECT 'ticket.changed', 'ticket', $1, pg_current_xact_id()::text::bigint + shift FROM event_feed`;
    const { rows } = await pool.query('SELECT id FROM tickets WHERE number = $1', [first.number]);
    for (const one of [late, undone]) {
      await one.query('BEGIN');
      await one.query(insert, [rows[0].id]);
    }
    await makeTicket(client);
    // What is above the oldest transaction still running has to wait for it.
    await expect.poll(dispatchEvents, { timeout: 5_000, interval: 10 }).toBe('ahead');
    expect(await typesFor(id)).toEqual(['ticket.created']);
    await undone.query('ROLLBACK');
    await late.query('COMMIT');
    late.release();
    undone.release();
    await dispatch();
    expect((await typesFor(id)).sort()).toEqual(['ticket.changed', 'ticket.created', 'ticket.created']);
  });

  test('waits its turn while another process does it, rather than ask again and again', async () => {
    const id = await listen(admin);
    await makeTicket(client);
    const busy = await pool.connect();
    await busy.query('BEGIN');
    await busy.query('SELECT 1 FROM webhook_dispatch FOR UPDATE');
    expect(await dispatchEvents()).toBe('ahead');
    expect(await typesFor(id)).toEqual([]);
    await busy.query('ROLLBACK');
    busy.release();
    await dispatch();
    expect(await typesFor(id)).toEqual(['ticket.created']);
  });

  test('with nobody to hear moves on, and then makes nothing of what is past', async () => {
    await makeTicket(client);
    await dispatch();
    const id = await listen(admin);
    await dispatch();
    expect(await typesFor(id)).toEqual([]);
    const ticket = await makeTicket(client);
    await dispatch();
    expect((await madeFor(id)).map(({ payload }) => payload.data.ticket._id)).toEqual([ticket._id]);
  });

  test('goes on when a webhook is deleted meanwhile', async () => {
    const [gone, stays] = [await listen(admin), await listen(admin)];
    await makeTicket(client);
    await Promise.all([dispatch(), deleteWebhook(admin, gone)]);
    await dispatch();
    expect(await typesFor(gone)).toEqual([]);
    expect(await typesFor(stays)).toEqual(['ticket.created']);
  });

  test('hears of every event of concurrent writers, once', async () => {
    const id = await listen(agent);
    const writing = Promise.all(Array.from({ length: 60 }, () => makeTicket(client)));
    const dispatching = (async () => {
      for (let index = 0; index < 40; index++) await dispatchEvents();
    })();
    const tickets = await writing;
    await dispatching;
    await dispatch();
    const heard = (await madeFor(id)).map(({ payload }) => payload.data.ticket._id);
    expect(heard).toHaveLength(60);
    expect(new Set(heard)).toEqual(new Set(tickets.map((ticket) => ticket._id)));
  });

  test('a webhook hears of what happens right after it was made, however busy the dispatcher', async () => {
    let isOver = false;
    const dispatching = (async () => {
      while (!isOver) await dispatchEvents();
    })();
    for (let index = 0; index < 15; index++) {
      const id = await listen(index % 2 ? admin : client);
      const ticket = await makeTicket(client);
      await expect
        .poll(async () => (await madeFor(id)).map(({ payload }) => payload.data.ticket._id), {
          timeout: 5_000,
          interval: 5,
        })
        .toEqual([ticket._id]);
      if (index % 3 === 0) await db.query(sql`DELETE FROM webhooks`);
    }
    isOver = true;
    await dispatching;
  });
});
