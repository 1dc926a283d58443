import sql from 'sql-template-tag';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { db, inTransaction } from '@/lib/platform/db';
import { toPublicId } from '@/lib/platform/ids';
import { untilFeedIsComplete } from '@/lib/platform/testing-feed';
import { changeTicket } from '@/lib/tickets/commands/change';
import { ticketKey } from '@/lib/tickets/queries/find';
import { listTicketsForPage } from '@/lib/tickets/queries/list';
import { purgeExpired } from '@/lib/worker/purge';
import { makeActor, makeTicket } from '@/prisma/factories';
import { changeView, createView, deleteView, orderViews } from './commands/change';
import { getView, listQueues, listViews, viewFilter } from './queries';
import { maxViews, type Queue, queues } from './rules';

const fields = { query: 'is:active', sort: 'newest', shared: false } as const;
const idOf = (view: { id: string }) => toPublicId('view', view.id);

test('each queue finds what its name says, and leaves out what sleeps', async () => {
  const [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
  const make = async (title: string) => ({
    title,
    id: ticketKey((await makeTicket(client, { title, priority: 'low' }))._id).id,
  });
  const [free, mine, waiting, asleep, done, old, hot] = await Promise.all(
    ['libre', 'mío', 'espera', 'duerme', 'resuelto', 'viejo', 'urge'].map(make),
  );
  if (!free || !mine || !waiting || !asleep || !done || !old || !hot) throw new Error('seven were made');
  await changeTicket(agent, mine.id, { assignedTo: 'me', status: 'in_progress' });
  await changeTicket(agent, waiting.id, { status: 'pending' });
  await changeTicket(agent, hot.id, { priority: 'urgent' });
  for (const each of [done, old]) await changeTicket(agent, each.id, { status: 'resolved', resolution: 'listo' });
  await db.query(sql`UPDATE tickets SET resolved_at = now() - interval '8 days' WHERE id = ${old.id}::uuid`);
  await db.query(sql`UPDATE tickets SET snoozed_until = now() + interval '1 hour' WHERE id = ${asleep.id}::uuid`);
  const found = async (queue: Queue) => {
    const filter = await viewFilter(agent, { queue, q: `client:${client.email}` });
    return (await listTicketsForPage(agent, filter, { limit: 50 })).rows.map((row) => row.title).sort();
  };
  expect(
    Object.fromEntries(await Promise.all(queues.map(async (queue) => [queue, await found(queue)] as const))),
  ).toEqual({
    mine: ['mío'],
    unassigned: ['espera', 'libre', 'urge'],
    open: ['libre', 'urge'],
    pending: ['espera'],
    urgent: ['urge'],
    snoozed: ['duerme'],
    resolved: ['resuelto'],
    all: ['duerme', 'espera', 'libre', 'mío', 'resuelto', 'urge', 'viejo'],
  });
});

test('what a queue asks for is known beside the words of the box, and what both ask for of priorities', async () => {
  const agent = await makeActor('agent');
  const known = async (queue: Queue, q: string) => {
    const { areWide, priorities } = (await viewFilter(agent, { queue, q })).search;
    return { areWide, priorities: priorities.join() };
  };
  expect(await known('all', 'hola')).toEqual({ areWide: true, priorities: 'low,medium,high,urgent' });
  expect(await known('mine', 'hola')).toMatchObject({ areWide: false });
  expect(await known('urgent', 'hola -priority:low')).toEqual({ areWide: false, priorities: 'urgent' });
  expect(await known('all', 'hola priority:low,high')).toEqual({ areWide: false, priorities: 'low,high' });
  expect(await known('urgent', 'priority:low')).toMatchObject({ priorities: '' });
});

describe('saved views', () => {
  test('are one’s own until they are shared; then only the owner and admins change them', async () => {
    const [owner, other, admin, client] = await Promise.all(
      (['agent', 'agent', 'admin', 'client'] as const).map((role) => makeActor(role)),
    );
    if (!owner || !other || !admin || !client) throw new Error('four were made');
    const view = await createView(owner, { name: 'Mía', ...fields });
    for (const actor of [other, admin])
      for (const act of [
        () => getView(actor, idOf(view)),
        () => changeView(actor, idOf(view), { name: 'x' }),
        () => deleteView(actor, idOf(view)),
        () => viewFilter(actor, { queue: idOf(view), q: '' }),
      ])
        await expect(act()).rejects.toMatchObject({ code: 'VIEW_NOT_FOUND' });
    await expect(createView(client, { name: 'x', ...fields })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(listQueues(client)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await changeView(owner, idOf(view), { shared: true });
    expect((await listViews(other)).map((each) => each.id)).toContain(view.id);
    await expect(changeView(other, idOf(view), { name: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(deleteView(other, idOf(view))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await changeView(admin, idOf(view), { name: 'De todos' })).toMatchObject({
      name: 'De todos',
      ownerId: owner.userId,
    });
    expect(await deleteView(admin, idOf(view))).toMatchObject({ name: 'De todos' });
    await expect(getView(owner, idOf(view))).rejects.toMatchObject({ code: 'VIEW_NOT_FOUND' });
  });

  test('stand in the order that each agent gives them', async () => {
    const [owner, other] = await Promise.all([makeActor('agent'), makeActor('agent')]);
    const views = [];
    for (const name of ['A', 'B', 'C']) views.push(await createView(owner, { name, ...fields, shared: name === 'A' }));
    const [a, b, c] = views.map(idOf);
    const names = async () =>
      (await listViews(owner)).filter((each) => each.ownerId === owner.userId).map((each) => each.name);
    expect(await names()).toEqual(['A', 'B', 'C']);
    await orderViews(owner, [c ?? '', a ?? '']);
    expect(await names()).toEqual(['C', 'A', 'B']);
    await orderViews(other, [b ?? '', a ?? '', a ?? '', 'view_00000000000000000000000000']);
    expect(await names()).toEqual(['C', 'A', 'B']);
  });

  test('that were deleted come back as what they were, where each agent had put them', async () => {
    const [owner, other] = await Promise.all([makeActor('agent'), makeActor('agent')]);
    const [one, two] = [
      await createView(owner, { name: 'Una', ...fields, shared: true }),
      await createView(owner, { name: 'Dos', ...fields, shared: true }),
    ];
    await orderViews(other, [idOf(two), idOf(one)]);
    const mineOf = async (who: typeof owner) =>
      (await listViews(who)).filter(({ ownerId }) => ownerId === owner.userId).map(({ name }) => name);
    await deleteView(owner, idOf(two));
    expect([await mineOf(owner), await mineOf(other)]).toEqual([['Una'], ['Una']]);
    await expect(getView(owner, idOf(two))).rejects.toMatchObject({ code: 'VIEW_NOT_FOUND' });
    await expect(changeView(owner, idOf(two), { name: 'x' })).rejects.toMatchObject({ code: 'VIEW_NOT_FOUND' });
    await expect(changeView(other, idOf(two), { deleted: false })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await listQueues(other)).some(({ id }) => id === two.id)).toBe(false);
    expect(await changeView(owner, idOf(two), { deleted: false })).toMatchObject({ id: two.id, name: 'Dos' });
    expect(await mineOf(other)).toEqual(['Dos', 'Una']);
    await deleteView(owner, idOf(two));
    await db.query(sql`UPDATE saved_views SET deleted_at = now() - interval '25 hours' WHERE id = ${two.id}::uuid`);
    await purgeExpired();
    await expect(changeView(owner, idOf(two), { deleted: false })).rejects.toMatchObject({ code: 'VIEW_NOT_FOUND' });
  });

  test('are at most a hundred a person', async () => {
    const owner = await makeActor('agent');
    for (let made = 0; made < maxViews - 1; made += 1) await createView(owner, { name: 'x', ...fields });
    const both = await Promise.allSettled([1, 2].map(() => createView(owner, { name: 'x', ...fields })));
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('stand in the rail with their counts', async () => {
    const [client, owner] = await Promise.all([makeActor('client'), makeActor('agent')]);
    await makeTicket(client, { title: 'Uno' });
    const view = await createView(owner, { name: 'De uno', ...fields, query: `client:${client.email}` });
    // What was counted while the feed lags behind a change is not kept.
    await untilFeedIsComplete();
    // A page that does not wait for what views search for.
    const soon = await listQueues(owner, { countsViews: false });
    const rail = await listQueues(owner);
    expect(soon).toEqual(rail.map((each) => (each.view ? { ...each, count: null } : each)));
    expect(rail.slice(0, queues.length).map((each) => each.id)).toEqual(queues);
    expect(rail.find((each) => each.id === view.id)).toMatchObject({ count: 1, view: { name: 'De uno' } });
    expect(rail.every((each) => each.count !== null)).toBe(true);
    // What is known need not be counted, by such a page neither.
    expect(await listQueues(owner, { countsViews: false })).toEqual(rail);
    await makeTicket(client, { title: 'Dos' });
    expect((await listQueues(owner)).find((each) => each.id === view.id)).toMatchObject({ count: 2 });
  });

  test('whose counts are old have them told, and made anew for whoever asks next', async () => {
    const [client, owner] = await Promise.all([makeActor('client'), makeActor('agent')]);
    await makeTicket(client, { title: 'Uno' });
    const view = await createView(owner, { name: 'De uno', ...fields, query: `client:${client.email}` });
    await untilFeedIsComplete();
    const count = async () => (await listQueues(owner)).find(({ id }) => id === view.id)?.count;
    expect(await count()).toBe(1);
    // No event tells of it.
    await db.query(sql`UPDATE users SET email = ${`${view.id}@otra.example`} WHERE id = ${client.userId}::uuid`);
    expect(await count()).toBe(1);
    const now = performance.now() + 11_000;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    onTestFinished(() => void vi.restoreAllMocks());
    expect(await count()).toBe(1);
    await vi.waitFor(async () => expect(await count()).toBe(0));
  });

  test('that are many and dear leave the rail without numbers, not the agent without a rail', async () => {
    const owner = await makeActor('agent');
    for (let made = 0; made < maxViews; made += 1)
      await createView(owner, { name: `Cara ${made}`, ...fields, query: `tag:cara${made}` });
    // Nothing can be counted meanwhile. One after the other the views alone would take a quarter of a minute.
    const rail = await inTransaction(async (tx) => {
      await tx.query(sql`LOCK TABLE tickets IN ACCESS EXCLUSIVE MODE`);
      return listQueues(owner);
    });
    const theirs = rail.filter(({ view }) => view?.ownerId === owner.userId);
    expect(theirs).toHaveLength(maxViews);
    expect(theirs.every(({ count }) => count === null)).toBe(true);
    // Those for which there was no time are counted the next time.
    const again = async () => (await listQueues(owner)).filter(({ view }) => view?.ownerId === owner.userId);
    await expect.poll(async () => (await again()).at(-1)).toMatchObject({ count: 0 });
  });

  test('one whose team is gone finds nothing, not everything', async () => {
    const [client, owner] = await Promise.all([makeActor('client'), makeActor('agent')]);
    await makeTicket(client, { title: 'Uno' });
    const mine = `client:${client.email}`;
    for (const [query, titles] of [
      [`${mine} team:seacabó`, []],
      [`${mine} assigned:seacabó`, []],
      [`${mine} field.seacabo:x`, []],
      [`${mine} -team:seacabó`, ['Uno']],
      [`${mine} assigned:seacabó,nadie`, ['Uno']],
    ] as const) {
      const view = await createView(owner, { name: 'x', ...fields, query });
      const filter = await viewFilter(owner, { queue: idOf(view), q: '' });
      const { rows } = await listTicketsForPage(owner, filter, { limit: 5 });
      expect([query, rows.map((row) => row.title)]).toEqual([query, titles]);
      expect((await listQueues(owner)).find((each) => each.id === view.id)).toMatchObject({ count: titles.length });
      await deleteView(owner, idOf(view));
    }
  });

  test('what is typed beside a view narrows it, and tells what it does not understand', async () => {
    const [client, owner] = await Promise.all([makeActor('client'), makeActor('agent')]);
    await makeTicket(client, { title: 'Melocotón' });
    await makeTicket(client, { title: 'Albaricoque' });
    const view = await createView(owner, { name: 'x', ...fields, query: `client:${client.email}` });
    const filter = await viewFilter(owner, { queue: idOf(view), q: 'melocoton nope:1' });
    expect((await listTicketsForPage(owner, filter, { limit: 5 })).rows.map((row) => row.title)).toEqual(['Melocotón']);
    expect(filter.search.problems).toMatchObject([{ code: 'UNKNOWN_OPERATOR', text: 'nope:1', index: 1 }]);
  });
});
