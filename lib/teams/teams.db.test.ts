// Longer than most: teams and their turns, from one given ticket to what everybody does at once.
import sql from 'sql-template-tag';
import { describe, expect, test } from 'vitest';
import { systemActor, type UserActor } from '@/lib/auth/actor';
import { followEvents } from '@/lib/events/follow';
import { changeMe, changeUser } from '@/lib/people/commands';
import { db, prisma } from '@/lib/platform/db';
import { toPublicId } from '@/lib/platform/ids';
import { changeTicket } from '@/lib/tickets/commands/change';
import { mergeTicket } from '@/lib/tickets/commands/merge';
import { findTicket, ticketKey } from '@/lib/tickets/queries/find';
import type { TicketCategory } from '@/lib/tickets/schema';
import { makeActor, makeTicket } from '@/prisma/factories';
import { giveOut, routeTicket } from './commands/rotate';
import { changeTeam, createTeam, deleteTeam } from './commands/write';
import { turns } from './jobs';
import { listAgents, listTeams, type TeamRow } from './queries';

const operator = systemActor('test');
let made = 0;

const agentId = (actor: UserActor) => toPublicId('agent', actor.userId);

async function makeTeam(members: UserActor[], more: { rotating?: boolean; categories?: TicketCategory[] } = {}) {
  made += 1;
  const { rotating = true, categories = [] } = more;
  return createTeam(operator, { name: `Equipo ${made}`, members: members.map(agentId), rotating, categories });
}

async function makeAgents(count: number): Promise<UserActor[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => makeActor('agent', { name: `Persona ${index}` })));
}

async function fileMany(count: number): Promise<string[]> {
  const client = await makeActor('client');
  const tickets = await Promise.all(Array.from({ length: count }, () => makeTicket(client)));
  return tickets.map((ticket) => ticketKey(ticket._id).id);
}

const pass = (actor: UserActor, id: string, team: TeamRow) =>
  changeTicket(actor, id, { team: toPublicId('team', team.id) });

async function holders(ids: string[]): Promise<(string | null)[]> {
  const rows = await prisma.ticket.findMany({ where: { id: { in: ids } }, select: { id: true, assignedToId: true } });
  return ids.map((id) => rows.find((row) => row.id === id)?.assignedToId ?? null);
}

const tally = (all: (string | null)[]) =>
  [...Map.groupBy(all, (each) => each).entries()].map(([who, each]) => [who, each.length] as const);

describe('turns', () => {
  test('twenty tickets at once go round, five to each of four', async () => {
    const [lead, ...agents] = await makeAgents(5);
    const team = await makeTeam(agents);
    const ids = await fileMany(20);
    await Promise.all(ids.map((id) => pass(lead as UserActor, id, team)));
    expect(Object.fromEntries(tally(await holders(ids)))).toEqual(
      Object.fromEntries(agents.map((agent) => [agent.userId, 5])),
    );
  });

  test('nobody is given more than they have room for, whatever comes at once and through however many teams', async () => {
    const [lead, one, two] = (await makeAgents(3)) as [UserActor, UserActor, UserActor];
    await changeUser(operator, one.userId, { capacity: 3 });
    await changeUser(operator, two.userId, { capacity: 1 });
    const [first, second] = await Promise.all([makeTeam([one, two]), makeTeam([one, two])]);
    const ids = await fileMany(20);
    await Promise.all(ids.map((id, index) => pass(lead, id, index % 2 ? first : second)));
    const found = Object.fromEntries(tally(await holders(ids)));
    expect(found).toEqual({ [one.userId]: 3, [two.userId]: 1, null: 16 });
  });

  test('who is away, disabled, or no longer works here is passed over', async () => {
    const [lead, away, gone, left, there] = (await makeAgents(5)) as UserActor[] as [
      UserActor,
      UserActor,
      UserActor,
      UserActor,
      UserActor,
    ];
    const team = await makeTeam([away, gone, left, there]);
    await changeMe(away, { away: true });
    await changeUser(operator, gone.userId, { disabled: true });
    await changeUser(operator, left.userId, { role: 'client' });
    const ids = await fileMany(3);
    for (const id of ids) await pass(lead, id, team);
    expect(tally(await holders(ids))).toEqual([[there.userId, 3]]);
  });

  test('what nobody had room for is given out, most urgent first, when somebody comes back', async () => {
    const [lead, one] = (await makeAgents(2)) as [UserActor, UserActor];
    const team = await makeTeam([one]);
    await changeMe(one, { away: true, capacity: 1 });
    const ids = await fileMany(2);
    for (const id of ids) await pass(lead, id, team);
    await changeTicket(lead, ids[1] as string, { priority: 'urgent' });
    await giveOut();
    expect(await holders(ids)).toEqual([null, null]);
    await changeMe(one, { away: false });
    await giveOut();
    expect(await holders(ids)).toEqual([null, one.userId]);
    // Room again: what is put off does not count.
    await changeTicket(one, ids[1] as string, { snoozedUntil: new Date(Date.now() + 60_000) });
    await giveOut();
    expect(await holders(ids)).toEqual([one.userId, one.userId]);
  });

  test('a ticket that somebody has keeps them, and one given with a name goes to that name', async () => {
    const [lead, member] = (await makeAgents(2)) as [UserActor, UserActor];
    const team = await makeTeam([member]);
    const ids = await fileMany(3);
    await changeTicket(lead, ids[0] as string, { assignedTo: 'me' });
    await pass(lead, ids[0] as string, team);
    await changeTicket(lead, ids[1] as string, { assignedTo: 'me', team: toPublicId('team', team.id) });
    await changeTicket(lead, ids[2] as string, { assignedTo: 'me' });
    await changeTicket(lead, ids[2] as string, { assignedTo: null, team: toPublicId('team', team.id) });
    expect(await holders(ids)).toEqual([lead.userId, lead.userId, member.userId]);
  });

  test('a team that does not take turns lets its tickets wait', async () => {
    const [lead, member] = (await makeAgents(2)) as [UserActor, UserActor];
    const team = await makeTeam([member], { rotating: false });
    const [id] = (await fileMany(1)) as [string];
    await pass(lead, id, team);
    await giveOut();
    expect(await holders([id])).toEqual([null]);
    await changeTeam(operator, team.id, { rotating: true });
    await giveOut();
    expect(await holders([id])).toEqual([member.userId]);
  });
});

test('the desk hears of the team, its line is not for the client, and neither is its event', async () => {
  const [lead, member] = (await makeAgents(2)) as [UserActor, UserActor];
  const team = await makeTeam([member]);
  const client = await makeActor('client');
  const { id } = ticketKey((await makeTicket(client))._id);
  const before = await findTicket(client, { id });
  const { ticket, etag } = await pass(lead, id, team);
  // The turn itself is the client's to know: somebody has their ticket.
  expect(etag).toBe('"2.1"');
  expect(ticket.threads?.slice(1).map(({ message, internal }) => [message, internal])).toEqual([
    [`Persona 0 pasó el ticket al equipo ${team.name}`, true],
    ['Hilo asignó el ticket a Persona 1', undefined],
  ]);
  const after = await findTicket(client, { id });
  expect(after?.threads.map((thread) => thread.message)).toEqual([
    before?.description,
    'Hilo asignó el ticket a Persona 1',
  ]);
  const events = await prisma.event.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } });
  expect(events.map(({ name, isInternal, data }) => ({ name, isInternal, data }))).toEqual([
    { name: 'ticket.created', isInternal: false, data: {} },
    { name: 'ticket.changed', isInternal: true, data: { changes: { teamId: { from: null, to: team.id } } } },
    {
      name: 'ticket.changed',
      isInternal: false,
      data: { changes: { assignedToId: { from: null, to: member.userId } } },
    },
  ]);
});

describe('routing', () => {
  const jobs = (id: string) =>
    db.query(
      sql`SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'teams.route' AND key = ${`teams.route ${id}`}`,
    );

  test('a new ticket of a category goes to its team and to whose turn it is, one filed by others does not', async () => {
    await expect.poll(() => followEvents(turns), { timeout: 10_000 }).toBe('done');
    const [member] = (await makeAgents(1)) as [UserActor];
    const team = await makeTeam([member], { categories: ['feature_request'] });
    const client = await makeActor('client');
    const [wish, other] = await Promise.all([
      makeTicket(client, { category: 'feature_request' }),
      makeTicket(client, { category: 'general' }),
    ]);
    const [id, otherId] = [ticketKey(wish._id).id, ticketKey(other._id).id];
    await expect
      .poll(async () => [await followEvents(turns), (await jobs(id)).length], { timeout: 10_000 })
      .toEqual(['done', 1]);
    expect(await jobs(otherId)).toEqual([]);
    // Twice is as once.
    await routeTicket(id);
    await routeTicket(id);
    await routeTicket(otherId);
    expect(await holders([id, otherId])).toEqual([member.userId, null]);
    expect(await prisma.event.count({ where: { subjectId: id } })).toBe(3);
    expect((await prisma.ticket.findUniqueOrThrow({ where: { id } })).teamId).toBe(team.id);
    // Merged before its turn came.
    const merged = ticketKey((await makeTicket(client, { category: 'feature_request' }))._id).id;
    await mergeTicket(member, merged, other._id);
    await routeTicket(merged);
    expect(await holders([merged])).toEqual([null]);
    await deleteTeam(operator, team.id);
  });
});

describe('a team', () => {
  test('is made, changed and deleted by admins, and read by those who work here', async () => {
    const [agent, admin, client] = await Promise.all([makeActor('agent'), makeActor('admin'), makeActor('client')]);
    const input = { name: 'Cobros', members: [agentId(agent)], rotating: false, categories: [] };
    await expect(createTeam(agent, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const team = await createTeam(admin, input);
    expect(team).toMatchObject({ name: 'Cobros', memberIds: [agent.userId], isRotating: false, categories: [] });
    await expect(changeTeam(agent, team.id, { name: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(deleteTeam(agent, team.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(() => listTeams(client)).toThrow('FORBIDDEN');
    expect((await listTeams(agent)).map((each) => each.id)).toContain(team.id);
    const [id] = (await fileMany(1)) as [string];
    await pass(agent, id, team);
    await deleteTeam(admin, team.id);
    await expect(changeTeam(admin, team.id, {})).rejects.toMatchObject({ code: 'TEAM_NOT_FOUND' });
    expect(await prisma.ticket.findUnique({ where: { id }, select: { teamId: true } })).toEqual({ teamId: null });
  });

  test('shares neither its name nor a category with another, even made at the same moment', async () => {
    const input = { members: [], rotating: false };
    const names = ['Ventas', 'ventas', 'VENTAS'];
    const answers = await Promise.allSettled(
      names.map((name) => createTeam(operator, { ...input, name, categories: [] })),
    );
    expect(answers.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(answers.find((each) => each.status === 'rejected')).toMatchObject({ reason: { code: 'TEAM_EXISTS' } });
    const first = await createTeam(operator, { ...input, name: 'Uno', categories: ['billing'] });
    const taken = createTeam(operator, { ...input, name: 'Dos', categories: ['account', 'billing'] });
    await expect(taken).rejects.toMatchObject({ code: 'CATEGORY_TAKEN' });
    expect((await changeTeam(operator, first.id, { categories: ['billing', 'account'] })).categories).toEqual([
      'billing',
      'account',
    ]);
  });

  test('has only people who work here', async () => {
    const client = await makeActor('client');
    for (const member of [toPublicId('client', client.userId), 'agent_01h455vb4pex5vsknk084sn02q', 'x'])
      await expect(
        createTeam(operator, { name: 'Tres', members: [member], rotating: false, categories: [] }),
      ).rejects.toMatchObject({ code: 'INVALID_MEMBERS' });
  });
});

test('whom tickets can be assigned to is told with what they have to do', async () => {
  const [one, two] = (await makeAgents(2)) as [UserActor, UserActor];
  await changeMe(one, { away: true, capacity: 7 });
  const ids = await fileMany(3);
  for (const id of ids) await changeTicket(one, id, { assignedTo: agentId(two) });
  await changeTicket(one, ids[0] as string, { status: 'closed' });
  const all = await listAgents(one);
  expect(all.find((each) => each.id === one.userId)).toMatchObject({ isAway: true, capacity: 7, load: 0 });
  expect(all.find((each) => each.id === two.userId)).toMatchObject({ isAway: false, capacity: null, load: 2 });
});
