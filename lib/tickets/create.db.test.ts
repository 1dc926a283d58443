import sql from 'sql-template-tag';
import { describe, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { db, inTransaction, prisma } from '@/lib/platform/db';
import { toPublicId } from '@/lib/platform/ids';
import { provided } from '@/lib/platform/proviso';
import { makeActor, makeCaller, makeTicket, ticketInput } from '@/prisma/factories';
import { createTicket } from './commands/create';
import { presentTicket } from './present';
import { getTicket, ticketKey } from './queries/find';

const file = { filename: 'registro.txt', url: 'https://files.example/registro.txt', size: 1024, type: 'text/plain' };

describe('filing a ticket', () => {
  test('that waits too long is told of a key in use only if it is the key that it waits for', async () => {
    const client = await makeActor('client');
    const filing = () =>
      Promise.allSettled([
        createTicket(client, ticketInput()),
        createTicket(client, ticketInput(), { idempotencyKey: 'held' }),
      ]);
    // As a migration may.
    const behindTable = await inTransaction(async (tx) => {
      await tx.query(sql`LOCK TABLE threads IN EXCLUSIVE MODE`);
      return filing();
    });
    expect(behindTable).toMatchObject([{ reason: { code: '55P03' } }, { reason: { code: '55P03' } }]);
    const ticket = await makeTicket(client);
    const behindKey = await inTransaction(async (tx) => {
      await tx.query(
        sql`INSERT INTO idempotency_keys (user_id, key, request_hash, ticket_id)
            VALUES (${client.userId}::uuid, 'held', sha256('x'), ${ticketKey(ticket._id).id}::uuid)`,
      );
      return filing();
    });
    expect(behindKey).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'IDEMPOTENCY_KEY_IN_USE' } }]);
  });

  test('answers what reading it back gives', async () => {
    const client = await makeActor('client');
    const { ticket, isReplayed } = await createTicket(
      client,
      ticketInput({ tags: ['api', 'ñandú'], attachments: [file, file] }),
    );
    expect(isReplayed).toBe(false);
    expect(presentTicket(await getTicket(client, ticketKey(ticket._id)))).toEqual(ticket);
    expect(Object.keys(ticket)).toEqual([
      '_id',
      'title',
      'description',
      'status',
      'priority',
      'category',
      'client',
      'assignedTo',
      'threads',
      'attachments',
      'tags',
      'resolution',
      'createdAt',
      'updatedAt',
      'resolvedAt',
      'number',
    ]);
  });

  test('writes its event in the same transaction', async () => {
    const client = await makeActor('client');
    const { ticket } = await createTicket(client, ticketInput());
    const events = await db.query(
      sql`SELECT name, actor_id FROM events WHERE subject_id = ${ticketKey(ticket._id).id}::uuid`,
    );
    expect(events).toEqual([{ name: 'ticket.created', actor_id: client.userId }]);
  });

  test('keeps hostile text as it came', async () => {
    const client = await makeActor('client');
    const text = `'); DROP TABLE tickets; -- <script>alert(1)</script> \u202e $1 ${'{{'} 😀`;
    const { ticket } = await createTicket(
      client,
      ticketInput({ title: text, description: text, tags: [text.slice(0, 40)] }),
    );
    expect(presentTicket(await getTicket(client, ticketKey(ticket._id)))).toEqual(ticket);
  });
});

describe('an idempotency key', () => {
  test('is in nobody’s use where the token had just grown stale, and another request has noted its use since', async () => {
    const client = await makeActor('client');
    await db.query(sql`CREATE SEQUENCE asked`);
    const fromTheSecondTimeOn = sql`SELECT 1 WHERE nextval('asked') > 1`;
    const filing = () => createTicket(client, ticketInput(), { idempotencyKey: 'k' });
    expect(await provided(fromTheSecondTimeOn, 'asked', db.query, filing)).toBeUndefined();
    expect((await provided(fromTheSecondTimeOn, 'asked', db.query, filing))?.value.isReplayed).toBe(false);
    expect((await provided(fromTheSecondTimeOn, 'asked', db.query, filing))?.value.isReplayed).toBe(true);
  });

  test('makes one ticket of thirty requests at once, with one answer', async () => {
    const client = await makeActor('client');
    const idempotencyKey = crypto.randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => createTicket(client, ticketInput(), { idempotencyKey })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer.ticket))).size).toBe(1);
    expect(answers.filter((answer) => !answer.isReplayed)).toHaveLength(1);
    const [count] = await db.query(
      sql`SELECT count(*)::int AS n FROM tickets WHERE client_id = ${client.userId}::uuid`,
    );
    expect(count).toEqual({ n: 1 });
  });

  test('gives the first answer though the ticket has changed since', async () => {
    const client = await makeActor('client');
    const first = await createTicket(client, ticketInput(), { idempotencyKey: 'k' });
    await db.query(
      sql`UPDATE tickets SET status = 'pending', priority = 'low' WHERE client_id = ${client.userId}::uuid`,
    );
    expect(await createTicket(client, ticketInput(), { idempotencyKey: 'k' })).toEqual({
      ticket: first.ticket,
      isReplayed: true,
    });
  });

  test('belongs to its user', async () => {
    const [one, other] = await Promise.all([makeActor('client'), makeActor('client')]);
    const first = await createTicket(one, ticketInput(), { idempotencyKey: 'k' });
    const second = await createTicket(other, ticketInput(), { idempotencyKey: 'k' });
    expect(second.isReplayed).toBe(false);
    expect(second.ticket._id).not.toBe(first.ticket._id);
  });

  test('refuses another request', async () => {
    const client = await makeActor('client');
    await createTicket(client, ticketInput(), { idempotencyKey: 'k' });
    const other = createTicket(client, ticketInput({ title: 'Otro' }), { idempotencyKey: 'k' });
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_MISMATCH', status: 422 });
  });

  test('is free again after a day', async () => {
    const client = await makeActor('client');
    const first = await createTicket(client, ticketInput(), { idempotencyKey: 'k' });
    await db.query(
      sql`UPDATE idempotency_keys SET created_at = now() - interval '25 hours' WHERE user_id = ${client.userId}::uuid`,
    );
    const second = await createTicket(client, ticketInput({ title: 'Otro' }), { idempotencyKey: 'k' });
    expect(second.isReplayed).toBe(false);
    expect(second.ticket._id).not.toBe(first.ticket._id);
  });

  test('is not remembered for what was refused', async () => {
    const client = await makeActor('client');
    const tooLong = { ...ticketInput(), title: 'x'.repeat(201) };
    await expect(createTicket(client, tooLong, { idempotencyKey: 'k' })).rejects.toThrow();
    expect((await createTicket(client, ticketInput(), { idempotencyKey: 'k' })).isReplayed).toBe(false);
  });
});

describe('an integration', () => {
  const robot = async () => (await makeCaller('agent', {}, { isIntegration: true })).actor;
  const newEmail = () => `cliente-${crypto.randomUUID()}@test.example`;
  const filed = (by: UserActor, email: string, idempotencyKey?: string, name?: string) =>
    createTicket(by, ticketInput({ client: { email, name } }), { idempotencyKey });

  test('files for the client whom it names, who then sees the ticket as their own', async () => {
    const [by, client] = [await robot(), await makeActor('client')];
    const { ticket } = await filed(by, client.email);
    expect(ticket.client).toBe(toPublicId('client', client.userId));
    expect(ticket.threads?.[0]?.author).toBe(ticket.client);
    expect(presentTicket(await getTicket(client, ticketKey(ticket._id)))).toEqual(ticket);
    const [event] = await db.query(
      sql`SELECT actor_id FROM events WHERE subject_id = ${ticketKey(ticket._id).id}::uuid`,
    );
    expect(event).toEqual({ actor_id: by.userId });
  });

  test('files as its owner when it names nobody', async () => {
    const by = await robot();
    expect((await createTicket(by, ticketInput())).ticket.client).toBe(toPublicId('client', by.userId));
  });

  test('only: nobody else names a client, themselves neither, and makes none by trying', async () => {
    const [admin, email] = [await makeActor('admin'), newEmail()];
    for (const each of [email, admin.email])
      await expect(filed(admin, each, 'k')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await prisma.user.count({ where: { email } })).toBe(0);
  });

  test('repeats a key and gets the first answer, also when its client may no longer be named', async () => {
    const [by, email] = [await robot(), newEmail()];
    const first = await filed(by, email, 'pedido-1');
    expect(first.isReplayed).toBe(false);
    await prisma.user.update({ where: { email }, data: { disabledAt: new Date() } });
    expect(await filed(by, email, 'pedido-1')).toEqual({ ticket: first.ticket, isReplayed: true });
    await expect(filed(by, email, 'pedido-2')).rejects.toMatchObject({ code: 'INVALID_CLIENT' });
  });

  test('with a key used for another client is refused, and makes no client', async () => {
    const [by, email, other] = [await robot(), newEmail(), newEmail()];
    await filed(by, email, 'pedido-1');
    const mismatch = { code: 'IDEMPOTENCY_KEY_MISMATCH' };
    await expect(filed(by, other, 'pedido-1')).rejects.toMatchObject(mismatch);
    await expect(filed(by, email, 'pedido-1', 'Con nombre')).rejects.toMatchObject(mismatch);
    expect(await prisma.user.count({ where: { email: other } })).toBe(0);
  });

  test('repeats a key for a new client many times at once: one client, one ticket', async () => {
    const [by, email] = [await robot(), newEmail()];
    const answers = await Promise.all(Array.from({ length: 8 }, () => filed(by, email, 'pedido-1')));
    expect(new Set(answers.map(({ ticket }) => ticket._id)).size).toBe(1);
    expect(answers.filter(({ isReplayed }) => !isReplayed)).toHaveLength(1);
    const { id } = await prisma.user.findUniqueOrThrow({ where: { email } });
    expect(await prisma.ticket.count({ where: { clientId: id } })).toBe(1);
  });

  test('may use a key again after its 24 hours, for another client too', async () => {
    const [by, email, other] = [await robot(), newEmail(), newEmail()];
    const first = await filed(by, email, 'pedido-1');
    const old = new Date(Date.now() - 25 * 3_600_000);
    await prisma.idempotencyKey.updateMany({ where: { userId: by.userId }, data: { createdAt: old } });
    const second = await filed(by, other, 'pedido-1');
    expect(second.isReplayed).toBe(false);
    expect(second.ticket.client).not.toBe(first.ticket.client);
  });
});
