import sql from 'sql-template-tag';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { UserActor } from '@/lib/auth/actor';
import { db, inTransaction, pool } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { createTicket } from '@/lib/tickets/commands/create';
import { createTicketSchema } from '@/lib/tickets/schema';
import { revokeToken } from '@/lib/tokens/commands';
import { makeCaller, ticketInput } from '@/prisma/factories';
import { endpoint } from './endpoint';
import { reply } from './reply';

const doc = { tag: 'x', summary: 'x' } as unknown as Parameters<typeof endpoint>[0]['doc'];
let seen: UserActor[] = [];
let read: () => Promise<unknown>;
beforeEach(() => {
  seen = [];
  read = async () => (await db.query<{ n: number }>(sql`SELECT n FROM generate_series(1, 2) n ORDER BY n DESC`)) ?? [];
});

const get = endpoint({ scope: 'tickets:read', query: z.object({}), doc }, async ({ actor }) => {
  seen.push(actor);
  return reply(await read());
});

async function ask(token: string) {
  const request = new Request('http://localhost/v2/x', { headers: { authorization: `Bearer ${token}` } });
  const response = await get(request, { params: Promise.resolve({}) });
  return { status: response.status, body: (await response.json()) as { data?: unknown; message?: string } };
}

/** How many connections of the pool `work` takes: one for each question. */
async function questions(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const acquired = () => {
    count += 1;
  };
  pool.on('acquire', acquired);
  await work();
  pool.off('acquire', acquired);
  return count;
}

test('who comes again is looked up along with what they read', async () => {
  const { token } = await makeCaller('agent');
  const first = await ask(token);
  expect(await questions(() => ask(token))).toBe(1);
  expect(await ask(token)).toEqual(first);
  expect(first).toMatchObject({ status: 200, body: { data: [{ n: 2 }, { n: 1 }] } });
});

test('that nothing is found is told apart from who asks', async () => {
  const { token } = await makeCaller('agent');
  read = () => db.query(sql`SELECT 1 AS n WHERE false`);
  for (const _ of [1, 2]) expect(await ask(token)).toMatchObject({ status: 200, body: { data: [] } });
});

test('a token revoked a moment ago reads nothing', async () => {
  const { actor, token } = await makeCaller('client');
  await ask(token);
  await revokeToken(actor, actor.credentialId);
  expect(await ask(token)).toMatchObject({ status: 401, body: { message: 'UNAUTHORIZED' } });
});

test.each([
  ['disabled', sql`UPDATE users SET disabled_at = now() WHERE id = `, 401],
  ['made a client', sql`UPDATE users SET role = 'client' WHERE id = `, 200],
  ['renamed', sql`UPDATE users SET name = 'Otra' WHERE id = `, 200],
])('an owner who was %s a moment ago is known as that', async (_, change, status) => {
  const { actor, token } = await makeCaller('agent');
  await ask(token);
  await db.query(sql`${change}${actor.userId}::uuid`);
  expect((await ask(token)).status).toBe(status);
  const row = await db.query<{ role: string; name: string }>(
    sql`SELECT role, name FROM users WHERE id = ${actor.userId}::uuid`,
  );
  if (status === 200) expect(seen.at(-1)).toMatchObject(row[0] ?? {});
});

test('a token that was narrowed a moment ago is held to what it may do now', async () => {
  const { actor, token } = await makeCaller('agent');
  await ask(token);
  await db.query(sql`UPDATE access_tokens SET scopes = '{export}' WHERE id = ${actor.credentialId}::uuid`);
  expect((await ask(token)).status).toBe(403);
});

test('a limit that was changed a moment ago holds', async () => {
  const { actor, token } = await makeCaller('agent');
  const limitNow = async (limit: number) => {
    await db.query(sql`UPDATE access_tokens SET rate_limit = ${limit} WHERE id = ${actor.credentialId}::uuid`);
    const request = new Request('http://localhost/v2/x', { headers: { authorization: `Bearer ${token}` } });
    const { status, headers } = await get(request, { params: Promise.resolve({}) });
    return [status, headers.get('x-ratelimit-limit')];
  };
  await ask(token);
  expect(await limitNow(100)).toEqual([200, '100']);
  expect(await limitNow(2)).toEqual([429, '2']);
});

test('its use is noted once a minute all the same', async () => {
  const { actor, token } = await makeCaller('agent');
  await ask(token);
  await db.query(
    sql`UPDATE access_tokens SET last_used_at = now() - interval '2 minutes' WHERE id = ${actor.credentialId}::uuid`,
  );
  expect((await ask(token)).status).toBe(200);
  const [row] = await db.query<{ fresh: boolean }>(
    sql`SELECT last_used_at > now() - interval '1 minute' AS fresh FROM access_tokens WHERE id = ${actor.credentialId}::uuid`,
  );
  expect(row?.fresh).toBe(true);
});

test('what fails is told to whom it is for, and to nobody else', async () => {
  const { actor, token } = await makeCaller('agent');
  await ask(token);
  read = async () => {
    throw new AppError('TICKET_NOT_FOUND');
  };
  expect((await ask(token)).status).toBe(404);
  await revokeToken(actor, actor.credentialId);
  expect((await ask(token)).status).toBe(401);
});

test('an answer that goes on is ended where nobody can say for whom it is', async () => {
  const { token } = await makeCaller('agent');
  const leave = vi.fn();
  const streams = endpoint(
    { scope: 'tickets:read', doc },
    async () => new Response(new ReadableStream({ cancel: leave })),
  );
  const request = new Request('http://localhost/v2/x', { headers: { authorization: `Bearer ${token}` } });
  const context = { params: Promise.resolve({}) };
  await (await streams(request, context)).body?.cancel();
  const query = vi.spyOn(db, 'query').mockRejectedValueOnce(Object.assign(new Error('gone'), { code: '57P01' }));
  expect((await streams(request, context)).status).toBe(503);
  query.mockRestore();
  expect(leave).toHaveBeenCalledTimes(2);
});

test.each([
  ['a statement', (id: string) => db.query(sql`UPDATE users SET name = 'Escrito' WHERE id = ${id}::uuid`)],
  [
    'a transaction',
    (id: string) => inTransaction((tx) => tx.query(sql`UPDATE users SET name = 'Escrito' WHERE id = ${id}::uuid`)),
  ],
])('%s that writes waits until it is known for whom', async (_, write) => {
  const { actor, token } = await makeCaller('agent');
  const { actor: other } = await makeCaller('client');
  const nameOfOther = async () =>
    (await db.query<{ name: string }>(sql`SELECT name FROM users WHERE id = ${other.userId}::uuid`))[0]?.name;
  await ask(token);
  read = () => write(other.userId);
  await revokeToken(actor, actor.credentialId);
  expect((await ask(token)).status).toBe(401);
  expect(await nameOfOther()).toBe(other.name);
  const { token: live } = await makeCaller('agent');
  for (const _ of [1, 2]) expect((await ask(live)).status).toBe(200);
  expect(await nameOfOther()).toBe('Escrito');
});

describe('one that writes in the statement that asks for its caller', () => {
  const post = endpoint(
    { scope: 'tickets:write', body: createTicketSchema, isAskedAlong: true, doc },
    async ({ actor, body, idempotencyKey }) =>
      reply((await createTicket(actor, body, { idempotencyKey: idempotencyKey() })).ticket),
  );
  const file = async (token: string, more: Record<string, string> = {}, input: object = ticketInput()) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...more };
    const request = new Request('http://localhost/v2/x', { method: 'POST', headers, body: JSON.stringify(input) });
    const response = await post(request, { params: Promise.resolve({}) });
    return { status: response.status, body: (await response.json()) as { data?: { _id: string } } };
  };
  const ticketsOf = async (userId: string) =>
    (await db.query(sql`SELECT 1 FROM tickets WHERE client_id = ${userId}::uuid`)).length;
  const revoked = async (more: Record<string, string>) => {
    const { actor, token } = await makeCaller('client');
    expect((await file(token)).status).toBe(200);
    await revokeToken(actor, actor.credentialId);
    expect((await file(token, more)).status).toBe(401);
    expect(await ticketsOf(actor.userId)).toBe(1);
    return actor;
  };

  test('takes one round trip', async () => {
    const { actor, token } = await makeCaller('client');
    await file(token);
    // The bell of the first is rung again.
    expect(await questions(() => file(token))).toBeLessThanOrEqual(2);
    expect(await ticketsOf(actor.userId)).toBe(2);
  });

  test('writes nothing for a token revoked a moment ago', () => revoked({}));

  test('nor claims a key for it', async () => {
    const { userId } = await revoked({ 'idempotency-key': 'one' });
    expect(await db.query(sql`SELECT 1 FROM idempotency_keys WHERE user_id = ${userId}::uuid`)).toEqual([]);
  });

  test('answers a key again, and writes once where its use had to be noted first', async () => {
    const { actor, token } = await makeCaller('client');
    const key = { 'idempotency-key': 'two' };
    await file(token);
    await db.query(
      sql`UPDATE access_tokens SET last_used_at = now() - interval '2 minutes' WHERE id = ${actor.credentialId}::uuid`,
    );
    const input = ticketInput();
    const first = await file(token, key, input);
    expect(await file(token, key, input)).toEqual(first);
    expect(await ticketsOf(actor.userId)).toBe(2);
  });

  test('a refused body is refused', async () => {
    const { token } = await makeCaller('client');
    await file(token);
    expect((await file(token, {}, { title: '' })).status).toBe(400);
  });

  test('makes no client for an integration whose token was revoked a moment ago', async () => {
    const { actor, token } = await makeCaller('agent', {}, { isIntegration: true });
    const email = `${crypto.randomUUID()}@test.example`;
    expect((await file(token)).status).toBe(200);
    await revokeToken(actor, actor.credentialId);
    expect((await file(token, {}, { ...ticketInput(), client: { email, name: 'Nueva' } })).status).toBe(401);
    expect(await db.query(sql`SELECT 1 FROM users WHERE email = ${email}`)).toEqual([]);
  });
});
