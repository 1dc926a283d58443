import sql from 'sql-template-tag';
import { describe, expect, test, vi } from 'vitest';
import { systemActor } from '@/lib/auth/actor';
import { isPasswordRight } from '@/lib/auth/password';
import { encodeCursor } from '@/lib/platform/cursor';
import { db, inTransaction, prisma } from '@/lib/platform/db';
import { toPublicId } from '@/lib/platform/ids';
import { changeTicket } from '@/lib/tickets/commands/change';
import { ticketKey } from '@/lib/tickets/queries/find';
import { makeActor, makeTicket, makeUser } from '@/prisma/factories';
import { changeMe, changeUser, createUser, findOrCreateClient, register } from './commands';
import { findUserByEmail, listAssignees, listUsers } from './queries';

const operator = systemActor('test');
const password = 'una contraseña larga';

describe('registering', () => {
  test('makes a client with that password', async () => {
    const email = `nueva-${crypto.randomUUID()}@test.example`;
    const user = await register({ name: 'Nueva', email, password });
    expect(user).toMatchObject({ role: 'client', email });
    const row = await prisma.user.findUniqueOrThrow({ where: { email } });
    expect(await isPasswordRight(password, row.passwordHash)).toBe(true);
    expect(row.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('never opens the account of an address that the desk already knows', async () => {
    const known = await makeActor('client');
    await makeTicket(known);
    const claim = register({ name: 'Intruso', email: known.email, password });
    await expect(claim).rejects.toMatchObject({ code: 'EMAIL_TAKEN', status: 409 });
    expect(await prisma.user.findUniqueOrThrow({ where: { email: known.email } })).toMatchObject({
      passwordHash: null,
      name: known.name,
    });
  });

  test('at once with the same address makes one account', async () => {
    const email = `doble-${crypto.randomUUID()}@test.example`;
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => register({ name: 'D', email, password })));
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
  });
});

describe('users', () => {
  test('are an admin’s business', async () => {
    for (const role of ['client', 'agent'] as const) {
      const actor = await makeActor(role);
      await expect(createUser(actor, { name: 'x', email: 'x@test.example', role: 'admin' })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
      await expect(changeUser(actor, actor.userId, { role: 'admin' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(listUsers(actor, { limit: 25 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    const client = await makeActor('client');
    expect(() => listAssignees(client)).toThrow('FORBIDDEN');
  });

  test('are listed by role and name, and each page begins where the one before ended', async () => {
    const admin = await makeActor('admin');
    const tail = `x${crypto.randomUUID().replaceAll('-', '')}`;
    const make = (role: 'client' | 'agent' | 'admin', name: string) => makeUser(role, { name: `${name} ${tail}` });
    // Two of one name, in each role: then the id says who comes first.
    for (const role of ['client', 'agent', 'admin'] as const)
      for (const name of ['Óscar', 'Bea', 'oscar', 'Ana']) await make(role, name);
    const all = await listUsers(admin, { limit: 100, q: tail.toUpperCase() });
    expect(all.next).toBeNull();
    const names = all.rows.map(({ role, name }) => `${role} ${name.split(' ')[0]?.normalize('NFD')[0]?.toLowerCase()}`);
    expect(names).toEqual(
      ['admin', 'agent', 'client'].flatMap((role) => ['a', 'b', 'o', 'o'].map((n) => `${role} ${n}`)),
    );
    for (const limit of [1, 3, 5]) {
      const met: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const { rows, next } = await listUsers(admin, { limit, cursor, q: tail });
        met.push(...rows.map(({ id }) => id));
        if (next === null) break;
        expect(rows).toHaveLength(limit);
        cursor = next;
      }
      expect(met).toEqual(all.rows.map(({ id }) => id));
    }
    // A page goes on from where the one before ended, whatever became of its last person.
    const first = await listUsers(admin, { limit: 6, q: tail });
    const moved = first.rows.at(-1)?.id ?? '';
    await changeUser(operator, moved, { name: `Zoe ${tail}`, role: 'admin' });
    const second = await listUsers(admin, { limit: 100, q: tail, cursor: first.next ?? '' });
    expect(second.rows.map(({ id }) => id)).toEqual(all.rows.slice(6).map(({ id }) => id));
    const agents = await listUsers(admin, { limit: 3, q: `ana ${tail}`, role: 'agent' });
    expect(agents.rows.map(({ role }) => role)).toEqual(['agent']);
    for (const cursor of [
      'nobody',
      ...[
        ['boss', 'a', 'x'],
        ['client', 'a', 'agent_1'],
        ['client', 1, moved],
      ].map(encodeCursor),
    ])
      await expect(listUsers(admin, { limit: 3, cursor })).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
  });

  test('of very many who are called so none is left out, nor twice', async () => {
    const admin = await makeActor('admin');
    const name = `multitud${crypto.randomUUID().replaceAll('-', '')}`;
    await db.query(
      sql`INSERT INTO users (id, role, email, name) SELECT gen_random_uuid(), 'client', ${name} || i || '@test.example',
            'Ana ' || ${name} || ' ' || i % 1000 FROM generate_series(1, 4_400) i`,
    );
    try {
      const met = new Set<string>();
      let before = '';
      for (let cursor: string | undefined; ; ) {
        const { rows, next } = await listUsers(admin, { limit: 3_000, q: name, cursor });
        for (const row of rows) {
          met.add(row.id);
          expect(row.name >= before).toBe(true);
          before = row.name;
        }
        if (next === null) break;
        cursor = next;
      }
      expect(met.size).toBe(4_400);
      // Of so many the first are met soon; of few that many stand before, not.
      for (const [q, limit] of [
        [name, 5],
        [name, 40],
        [`${name} 999`, 3],
      ] as const) {
        const page = await listUsers(admin, { limit, q });
        const all = await listUsers(admin, { limit: 4_500, q });
        expect(page.rows.map(({ id }) => id)).toEqual(all.rows.slice(0, limit).map(({ id }) => id));
        expect(page.rows).toHaveLength(limit);
        expect(page.next).not.toBeNull();
      }
    } finally {
      await db.query(sql`DELETE FROM users WHERE name LIKE 'Ana ' || ${name} || '%'`);
    }
  });

  test('are found by their address in any case', async () => {
    const user = await makeUser('client');
    expect(await findUserByEmail(` ${user.email.toUpperCase()}`)).toMatchObject({ id: user.id });
  });

  test('who have tickets assigned cannot become clients', async () => {
    const [agent, client] = await Promise.all([makeActor('agent'), makeActor('client')]);
    const { _id } = await makeTicket(client);
    await changeTicket(agent, ticketKey(_id).id, { assignedTo: toPublicId('agent', agent.userId) });
    await expect(changeUser(operator, agent.userId, { role: 'client' })).rejects.toMatchObject({
      code: 'USER_HAS_TICKETS',
    });
  });

  test('who are given a ticket in the very moment cannot become clients either', async () => {
    const [agent, client] = await Promise.all([makeActor('agent'), makeActor('client')]);
    const { _id } = await makeTicket(client);
    const { id } = ticketKey(_id);
    let demoted: Promise<unknown> | undefined;
    await inTransaction(async (tx) => {
      await tx.query(sql`UPDATE tickets SET assigned_to_id = ${agent.userId}::uuid WHERE id = ${id}::uuid`);
      demoted = changeUser(operator, agent.userId, { role: 'client' }).catch((error: unknown) => error);
      // It has looked for tickets, found none, and waits for the agent's row.
      const waiting = sql`SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))`;
      await vi.waitUntil(async () => (await tx.query(waiting)).length > 0, { timeout: 10_000, interval: 5 });
    });
    expect(await demoted).toMatchObject({ code: 'USER_HAS_TICKETS', status: 409 });
  });

  test('always keep one admin, even when two disable each other at once', async () => {
    await prisma.user.updateMany({ where: { role: 'admin' }, data: { disabledAt: new Date() } });
    const [one, other] = await Promise.all([makeActor('admin'), makeActor('admin')]);
    const tries = await Promise.allSettled([
      changeUser(one, other.userId, { disabled: true }),
      changeUser(other, one.userId, { disabled: true }),
    ]);
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    expect(await prisma.user.count({ where: { role: 'admin', disabledAt: null } })).toBe(1);
  });

  test('that are not there are not found', async () => {
    await expect(changeUser(operator, crypto.randomUUID(), { name: 'x' })).rejects.toMatchObject({
      code: 'USER_NOT_FOUND',
    });
  });
});

test('one’s own password changes only with the present one', async () => {
  const user = await makeUser('client', { password });
  const actor = { ...(await makeActor('client')), userId: user.id };
  await expect(changeMe(actor, { password: 'otra contraseña larga', currentPassword: 'no' })).rejects.toMatchObject({
    code: 'INVALID_CURRENT_PASSWORD',
  });
  await changeMe(actor, { name: 'Otra', password: 'otra contraseña larga', currentPassword: password });
  const row = await prisma.user.findUniqueOrThrow({ where: { id: user.id } });
  expect(row.name).toBe('Otra');
  expect(await isPasswordRight('otra contraseña larga', row.passwordHash)).toBe(true);
});

describe('the client whom an integration names', () => {
  const newEmail = () => `cliente-${crypto.randomUUID()}@test.example`;

  test('is who has the address, and else made, without a password, named after it unless a name is said', async () => {
    const integration = await makeActor('agent');
    const email = newEmail();
    const id = await findOrCreateClient(integration, { email, name: 'Laura Gómez' });
    expect(await findUserByEmail(email)).toMatchObject({ id, role: 'client', name: 'Laura Gómez' });
    expect(await findOrCreateClient(integration, { email, name: 'Otra' })).toBe(id);
    expect(await findUserByEmail(email)).toMatchObject({ name: 'Laura Gómez' });
    const nameless = await findOrCreateClient(integration, { email: `juan.perez-${email}`, name: null });
    const row = await prisma.user.findUniqueOrThrow({ where: { id: nameless } });
    expect(row).toMatchObject({ name: `juan.perez-${email.split('@')[0]}`, passwordHash: null });
    const long = await findOrCreateClient(integration, { email: `${'a'.repeat(250)}@test.example` });
    expect((await prisma.user.findUniqueOrThrow({ where: { id: long } })).name).toBe('a'.repeat(200));
  });

  test('is one, however many requests name them at once', async () => {
    const [integration, email] = [await makeActor('agent'), newEmail()];
    const ids = await Promise.all(Array.from({ length: 10 }, () => findOrCreateClient(integration, { email })));
    expect(new Set(ids).size).toBe(1);
    expect(await prisma.user.count({ where: { email } })).toBe(1);
    expect(await prisma.event.count({ where: { name: 'user.created', subjectId: ids[0] } })).toBe(1);
  });

  test('is neither one of the staff nor disabled', async () => {
    const integration = await makeActor('admin');
    const disabled = await makeUser('client');
    await changeUser(operator, disabled.id, { disabled: true });
    for (const { email } of [integration, await makeUser('agent'), disabled]) {
      const refused = { code: 'INVALID_CLIENT', status: 400, options: { problems: [{ field: 'client' }] } };
      await expect(findOrCreateClient(integration, { email })).rejects.toMatchObject(refused);
    }
  });
});

test('a new name has search read their tickets again, in a line of its own behind all else; the same name does not', async () => {
  const actor = await makeActor('client');
  const jobs = () =>
    db.query(sql`SELECT j.priority, q.queue_name AS queue FROM graphile_worker._private_jobs j
      LEFT JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id WHERE j.key = ${`tickets.reindex ${actor.userId}`}`);
  await changeMe(actor, { name: actor.name });
  expect(await jobs()).toEqual([]);
  await changeMe(actor, { name: 'Otra' });
  expect(await jobs()).toEqual([{ priority: 10, queue: 'tickets.reindex' }]);
});
