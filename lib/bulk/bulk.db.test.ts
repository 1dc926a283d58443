// Longer than most: one job from its beginning over the death of who works on it to its undoing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import sql from 'sql-template-tag';
import { describe, expect, test, vi } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { systemActor } from '@/lib/auth/actor';
import { changeUser } from '@/lib/people/commands';
import { db, inTransaction, prisma } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { toPublicId } from '@/lib/platform/ids';
import { createTeam } from '@/lib/teams/commands/write';
import { changeTicket } from '@/lib/tickets/commands/change';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { ticketKey } from '@/lib/tickets/queries/find';
import { startWorker } from '@/lib/worker/worker';
import { makeActor, makeTicket } from '@/prisma/factories';
import { createBulk, undoBulk } from './commands/create';
import { mendBulk, runBulk } from './commands/run';
import { bulkKey, getBulk, listBulk, listProblems } from './queries';
import { createBulkSchema } from './schema';

const operator = systemActor('test');
let made = 0;

/** Tickets of one client under a tag of their own, by one statement. */
async function fileMany(count: number): Promise<{ ids: string[]; tag: string; client: UserActor }> {
  made += 1;
  const tag = `lote${made}${crypto.randomUUID().slice(0, 6)}`;
  const client = await makeActor('client');
  const rows = await db.query<{ id: string }>(
    sql`INSERT INTO tickets (id, title, description, priority, category, client_id, tags)
        SELECT gen_random_uuid(), 'Ticket ' || n, 'Algo.', 'low', 'general', ${client.userId}::uuid, ARRAY[${tag}::text]
        FROM generate_series(1, ${count}::int) AS n RETURNING id`,
  );
  return { ids: rows.map((row) => row.id), tag, client };
}

const input = (ids: string[], change: object) =>
  createBulkSchema.parse({ tickets: ids.map((id) => toPublicId('support_ticket', id)), change });

/** Does the whole of a job here. */
async function finish(actor: UserActor, id: string) {
  while (await runBulk(id));
  return getBulk(actor, id);
}

const priorities = async (ids: string[]) =>
  Object.fromEntries(
    [...Map.groupBy(await prisma.ticket.findMany({ where: { id: { in: ids } } }), (row) => row.priority)].map(
      ([priority, rows]) => [priority, rows.length],
    ),
  );

describe('a change to many', () => {
  test('is done to each as by hand, in its author’s name; few are done at once', async () => {
    const agent = await makeActor('agent', { name: 'Nuria' });
    const { ids } = await fileMany(5);
    const change = { status: 'pending', addTags: ['nuevo'], removeTags: ['NADA'], assignedTo: 'me', priority: 'high' };
    const job = await createBulk(agent, input(ids, change));
    expect(job).toMatchObject({ state: 'done', total: 5, done: 5, failed: 0 });
    const rows = await prisma.ticket.findMany({ where: { id: { in: ids } }, include: { threads: true } });
    for (const row of rows) {
      expect(row).toMatchObject({ status: 'pending', priority: 'high', assignedToId: agent.userId, version: 2 });
      expect(row.tags).toContain('nuevo');
      expect(row.threads.map((thread) => [thread.authorId, thread.type])).toEqual([
        [agent.userId, 'system'],
        [agent.userId, 'system'],
      ]);
    }
    const events = await prisma.event.findMany({ where: { subjectId: { in: ids } } });
    expect(events).toHaveLength(5);
    for (const event of events)
      expect(event).toMatchObject({ actorId: agent.userId, data: { bulk: { id: toPublicId('bulk', job.id) } } });
  });

  test('its undoing is not ended by who was still about to say that it is done', async () => {
    const agent = await makeActor('agent');
    const { ids } = await fileMany(2);
    const { id } = await createBulk(agent, input(ids, { priority: 'high' }));
    await db.query(sql`UPDATE bulk_jobs SET state = 'running', finished_at = NULL WHERE id = ${id}::uuid`);
    let late: Promise<boolean> | undefined;
    await inTransaction(async (tx) => {
      await tx.query(sql`UPDATE bulk_jobs SET state = 'undoing' WHERE id = ${id}::uuid`);
      late = runBulk(id);
      const waiting = sql`SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))`;
      await vi.waitUntil(async () => (await tx.query(waiting)).length > 0, { timeout: 10_000, interval: 5 });
    });
    await late;
    expect(await getBulk(agent, id)).toMatchObject({ state: 'undoing' });
    expect(await finish(agent, id)).toMatchObject({ state: 'undone', undone: 2 });
  });

  test('leaves and tells what refuses', async () => {
    const agent = await makeActor('agent');
    const { ids } = await fileMany(4);
    await changeTicket(agent, ids[0] as string, { status: 'closed' });
    await changeTicket(agent, ids[1] as string, { tags: Array.from({ length: 20 }, (_, index) => `t${index}`) });
    const job = await createBulk(agent, input(ids, { status: 'in_progress', addTags: ['uno-más'] }));
    expect(job).toMatchObject({ state: 'done', total: 4, done: 2, failed: 2 });
    const problems = await listProblems(job);
    expect(problems.map((each) => [each.ticketId, each.problem]).sort()).toEqual(
      [
        [ids[0], 'TICKET_CLOSED'],
        [ids[1], 'INVALID_TAGS'],
      ].sort(),
    );
  });

  test('takes all that a view finds at this moment, and says so when they are too many', async () => {
    const agent = await makeActor('agent');
    const { ids } = await fileMany(40);
    const view = { queue: 'unassigned', q: '' };
    const found = await prisma.ticket.count({
      where: { assignedToId: null, status: { in: ['open', 'pending', 'in_progress'] } },
    });
    const job = await createBulk(agent, createBulkSchema.parse({ view, change: { priority: 'urgent' } }));
    expect(job.total).toBe(found);
    const late = await fileMany(1);
    expect(await finish(agent, job.id)).toMatchObject({ state: 'done', done: found, failed: 0 });
    expect(await priorities(ids)).toEqual({ urgent: 40 });
    expect(await priorities(late.ids)).toEqual({ low: 1 });
    await finish(agent, (await undoBulk(agent, job.id)).id);
    await fileMany(10_001);
    const many = createBulk(agent, createBulkSchema.parse({ view, change: { priority: 'urgent' } }));
    await expect(many).rejects.toMatchObject({ code: 'BULK_TOO_MANY', status: 409 });
    expect(await listBulk(agent)).toHaveLength(1);
    await db.query(
      sql`DELETE FROM tickets WHERE id NOT IN (SELECT ticket_id FROM bulk_items) AND title LIKE 'Ticket %'`,
    );
  });

  test('is one’s own; admins see all, clients none', async () => {
    const [agent, other, admin, client] = await Promise.all([
      makeActor('agent'),
      makeActor('agent'),
      makeActor('admin'),
      makeActor('client'),
    ]);
    const { ids } = await fileMany(1);
    const { id } = await createBulk(agent, input(ids, { priority: 'high' }));
    expect((await listBulk(agent)).map((job) => job.id)).toEqual([id]);
    expect(await listBulk(other)).toEqual([]);
    await expect(getBulk(other, id)).rejects.toMatchObject({ code: 'BULK_NOT_FOUND' });
    await expect(undoBulk(other, id)).rejects.toMatchObject({ code: 'BULK_NOT_FOUND' });
    expect((await getBulk(admin, id)).id).toBe(id);
    await expect(getBulk(client, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(createBulk(client, input(ids, { priority: 'low' }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(() => bulkKey('bulk_x')).toThrow('BULK_NOT_FOUND');
  });

  test('stops where its author no longer works here', async () => {
    const agent = await makeActor('agent');
    const { ids } = await fileMany(30);
    const { id } = await createBulk(agent, input(ids, { priority: 'high' }));
    await changeUser(operator, agent.userId, { disabled: true });
    while (await runBulk(id));
    const admin = await makeActor('admin');
    const job = await getBulk(admin, id);
    expect(job).toMatchObject({ state: 'done', done: 0, failed: 30 });
    expect((await listProblems(job))[0]?.problem).toBe('FORBIDDEN');
  });
});

/** A process that works on a job, and dies without a word in the middle of it. */
async function runUntilKilled(jobId: string): Promise<void> {
  const code = `import('./lib/bulk/commands/run.ts').then(({ runBulk }) => runBulk('${jobId}'))`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    env: { ...process.env, DATABASE_URL: env().DATABASE_URL },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  const done = async () =>
    (await db.query(sql`SELECT 1 FROM bulk_items WHERE job_id = ${jobId}::uuid AND state = 'done'`)).length;
  await expect.poll(done, { timeout: 60_000, interval: 5 }).toBeGreaterThan(50);
  child.kill('SIGKILL');
  await ended;
}

test('a thousand are changed once each though the worker was killed in the middle, and undone but for what changed since', {
  timeout: 180_000,
}, async () => {
  const agent = await makeActor('agent', { name: 'Nuria' });
  const { ids, client } = await fileMany(1_000);
  const { id } = await createBulk(agent, input(ids, { priority: 'high', status: 'pending' }));
  await runUntilKilled(id);
  const halfway = await getBulk(agent, id);
  expect(halfway.state).toBe('running');
  expect(halfway.done).toBeLessThan(1_000);
  // Nobody is at it: it is taken up, by two at once for good measure, and a worker.
  expect(await mendBulk(0)).toBeGreaterThan(0);
  const worker = await startWorker();
  try {
    await Promise.all([runBulk(id), runBulk(id)]);
    await expect.poll(async () => (await getBulk(agent, id)).state, { timeout: 120_000 }).toBe('done');
  } finally {
    await worker.stop();
  }
  expect(await getBulk(agent, id)).toMatchObject({ total: 1_000, done: 1_000, failed: 0 });
  const rows = await prisma.ticket.findMany({ where: { id: { in: ids } } });
  for (const row of rows) expect(row).toMatchObject({ priority: 'high', status: 'pending', version: 2 });
  expect(await prisma.event.count({ where: { subjectId: { in: ids } } })).toBe(1_000);

  const [changed, answered, noted] = ids as [string, string, string];
  await changeTicket(agent, changed, { priority: 'urgent' });
  await replyToTicket(client, answered, { message: 'Sigo aquí.', attachments: [], internal: false });
  await replyToTicket(agent, noted, { message: 'Una nota.', attachments: [], internal: true });
  await undoBulk(agent, id);
  await expect(undoBulk(agent, id)).rejects.toMatchObject({ code: 'BULK_NOT_DONE' });
  await Promise.all([finish(agent, id), finish(agent, id)]);
  const job = await finish(agent, id);
  expect(job).toMatchObject({ state: 'undone', done: 1_000, undone: 998, kept: 2 });
  expect((await listProblems(job)).map((each) => [each.ticketId, each.problem]).sort()).toEqual(
    [
      [changed, 'CHANGED_SINCE'],
      [answered, 'CHANGED_SINCE'],
    ].sort(),
  );
  expect(await priorities(ids)).toEqual({ low: 998, high: 1, urgent: 1 });
  expect(await prisma.ticket.findUnique({ where: { id: noted } })).toMatchObject({ priority: 'low', status: 'open' });
  await expect(undoBulk(agent, id)).rejects.toMatchObject({ code: 'BULK_NOT_DONE' });
});

test('undoing puts everything back: the resolution with its time, the team with whose turn it was, the snooze, the tags', async () => {
  const [agent, member] = await Promise.all([makeActor('agent'), makeActor('agent')]);
  const team = await createTeam(operator, {
    name: `Turnos ${crypto.randomUUID().slice(0, 8)}`,
    members: [toPublicId('agent', member.userId)],
    rotating: true,
    categories: [],
  });
  const { ids } = await fileMany(3);
  const [resolved, snoozed, plain] = ids as [string, string, string];
  await changeTicket(agent, resolved, { status: 'resolved', resolution: 'Ya funciona.' });
  await changeTicket(agent, snoozed, { snoozedUntil: new Date(Date.now() + 3_600_000) });
  const read = () =>
    prisma.ticket.findMany({
      where: { id: { in: ids } },
      orderBy: { id: 'asc' },
      omit: { version: true, noteVersion: true, updatedAt: true, staffUpdatedAt: true },
    });
  const before = await read();
  const change = { status: 'closed', team: toPublicId('team', team.id), addTags: ['x'], category: 'billing' };
  const closed = await createBulk(agent, input(ids, change));
  expect((await read()).every((row) => row.status === 'closed' && row.snoozedUntil === null)).toBe(true);
  expect(await undoBulk(agent, closed.id)).toMatchObject({ state: 'undone', undone: 3, kept: 0 });
  expect(await read()).toEqual(before);
  const given = await createBulk(agent, input([plain], { team: toPublicId('team', team.id) }));
  expect((await prisma.ticket.findUnique({ where: { id: plain } }))?.assignedToId).toBe(member.userId);
  await undoBulk(agent, given.id);
  expect(await read()).toEqual(before);
});

test('what is of a team that is gone since is told and stops nothing', async () => {
  const agent = await makeActor('agent');
  const team = await createTeam(operator, { name: `Breve ${made}`, members: [], rotating: false, categories: [] });
  const { ids } = await fileMany(2);
  await changeTicket(agent, ids[0] as string, { team: toPublicId('team', team.id) });
  const job = await createBulk(agent, input(ids, { team: null, priority: 'high' }));
  await prisma.team.delete({ where: { id: team.id } });
  expect(await undoBulk(agent, job.id)).toMatchObject({ state: 'undone', undone: 1, kept: 1 });
});

test('a view of which a word is not understood is refused: it would find more than was meant', async () => {
  const agent = await makeActor('agent');
  const { tag } = await fileMany(2);
  const view = { queue: 'all', q: `tag:${tag} nada:x` };
  const wish = createBulkSchema.parse({ view, change: { priority: 'urgent' } });
  await expect(createBulk(agent, wish)).rejects.toMatchObject({ code: 'INVALID_Q' });
});

test('tickets that are not there are refused before anything is done', async () => {
  const agent = await makeActor('agent');
  const ticket = await makeTicket(agent);
  const ids = [ticketKey(ticket._id).id, '018f47a2-9c1b-7d3e-8a55-1f2e3d4c5b6a'];
  await expect(createBulk(agent, input(ids, { priority: 'low' }))).rejects.toMatchObject({ code: 'TICKET_NOT_FOUND' });
  expect(await listBulk(agent)).toEqual([]);
});
