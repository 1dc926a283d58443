import type { BulkObject } from '@/lib/bulk/schema';
import type { UserObject } from '@/lib/people/schema';
import { toPublicId } from '@/lib/platform/ids';
import type { AgentObject, TeamObject } from '@/lib/teams/schema';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { untilComplete } from '../support/events';
import { change, expectRefusal, fileTicket, pathOf, readTicket } from '../support/tickets';

const later = '2090-01-18T14:00:00.000Z';
const newName = () => `Equipo ${crypto.randomUUID().slice(0, 8)}`;

async function makeTeam(admin: Api, fields: object = {}): Promise<TeamObject> {
  const made = await admin.post<{ data: TeamObject }>('/v2/teams', { name: newName(), ...fields });
  expect(made.status, made.text).toBe(201);
  return made.body.data;
}

const bulk = (api: Api, body: object) => api.post<{ data: BulkObject }>('/v2/bulk', body);

async function untilOver(api: Api, { _id }: BulkObject): Promise<BulkObject> {
  const read = async () => (await api.get<{ data: BulkObject }>(`/v2/bulk/${_id}`)).body.data;
  await expect.poll(async () => (await read()).finishedAt, { timeout: 30_000 }).not.toBeNull();
  return read();
}

test('a team is made by an admin, read by agents, and nothing to clients', async ({ api, agent }) => {
  const members = [toPublicId('agent', agent.userId)];
  const team = await makeTeam(api.admin, { members, rotating: true });
  expect(team).toEqual({
    _id: team._id,
    name: team.name,
    members,
    rotating: true,
    categories: [],
    createdAt: team.createdAt,
  });
  const listed = await api.agent.get<{ data: TeamObject[] }>('/v2/teams');
  expect(listed.body.data).toContainEqual(team);
  for (const path of ['/v2/teams', '/v2/agents', '/v2/bulk'])
    expectRefusal(await api.client.get(path), 403, 'FORBIDDEN');
  expectRefusal(await api.agent.post('/v2/teams', { name: newName() }), 403, 'FORBIDDEN');
  expectRefusal(await api.agent.patch(`/v2/teams/${team._id}`, { rotating: false }), 403, 'FORBIDDEN');
  const changed = await api.admin.patch<{ data: TeamObject }>(`/v2/teams/${team._id}`, { members: [], rotating: null });
  expect(changed.body.data).toEqual({ ...team, members: [] });
  expect((await api.admin.send('DELETE', `/v2/teams/${team._id}`)).status).toBe(200);
  expectRefusal(await api.admin.patch(`/v2/teams/${team._id}`, {}), 404, 'TEAM_NOT_FOUND');
});

test('a ticket passed to a team that takes turns is somebody’s in the same answer; its client learns only whose', async ({
  api,
  agent,
}) => {
  const team = await makeTeam(api.admin, { members: [toPublicId('agent', agent.userId)], rotating: true });
  const ticket = await fileTicket(api.client);
  const passed = await api.admin.patch(pathOf(ticket), { team: team._id });
  expect(passed.body.data.assignedTo).toBe(toPublicId('agent', agent.userId));
  expect(passed.text).toContain(team.name);
  const read = await api.client.get(pathOf(ticket));
  expect(read.text).not.toContain(team.name);
  expect(read.text).not.toContain(team._id);
  const feed = (who: Api) => who.get<{ data: { ticket: string; changes?: object }[] }>('/v2/changes?cursor=now');
  expect((await feed(api.client)).status).toBe(200);
  expectRefusal(await api.client.patch(pathOf(ticket), { team: null }), 403, 'FORBIDDEN');
  expectRefusal(
    await api.agent.patch(pathOf(ticket), { team: 'team_01h455vb4pex5vsknk084sn02q' }),
    400,
    'INVALID_TEAM',
  );
});

test('away and capacity are one’s own to set, and an admin’s to set for others', async ({ api, agent }) => {
  const me = await api.agent.patch<{ data: UserObject }>('/v2/me', { away: true, capacity: 7 });
  expect(me.body.data).toMatchObject({ away: true, capacity: 7 });
  const agents = await api.admin.get<{ data: AgentObject[] }>('/v2/agents');
  const mine = agents.body.data.find((each) => each._id === toPublicId('agent', agent.userId));
  expect(mine).toEqual({ _id: mine?._id, userId: agent.userId, name: agent.name, away: true, capacity: 7, load: 0 });
  const path = `/v2/users/${toPublicId('agent', agent.userId)}`;
  const set = await api.admin.patch<{ data: UserObject }>(path, { away: false, capacity: null });
  expect(set.body.data).toMatchObject({ away: false, capacity: null });
});

test('what is passed while everybody is away is given out by the desk when somebody comes back', async ({
  api,
  agent,
}) => {
  const team = await makeTeam(api.admin, { members: [toPublicId('agent', agent.userId)], rotating: true });
  await api.agent.patch('/v2/me', { away: true });
  const ticket = await fileTicket(api.client);
  expect((await api.admin.patch(pathOf(ticket), { team: team._id })).body.data.assignedTo).toBeNull();
  await api.agent.patch('/v2/me', { away: false });
  await expect
    .poll(async () => (await readTicket(api.agent, ticket)).assignedTo, { timeout: 15_000 })
    .toBe(toPublicId('agent', agent.userId));
});

test('a snooze is the desk’s: told to agents in the feed, to clients by nothing, ended by their reply', async ({
  api,
}) => {
  const ticket = await fileTicket(api.client);
  const before = await api.client.get(pathOf(ticket));
  await untilComplete();
  const { page } = (await api.agent.get<{ page: { next: string } }>('/v2/changes?cursor=now')).body;
  const mine = (await api.client.get<{ page: { next: string } }>('/v2/changes?cursor=now')).body.page;
  expect((await api.agent.patch(pathOf(ticket), { snoozedUntil: later })).status).toBe(200);
  const after = await api.client.get(pathOf(ticket));
  expect([after.text, after.headers.get('etag')]).toEqual([before.text, before.headers.get('etag')]);
  expect((await api.client.post(`${pathOf(ticket)}/threads`, { message: 'Sigo aquí.' })).status).toBe(201);
  type Feed = { data: { type: string; ticket: string; changes?: Record<string, unknown> }[] };
  const heard = async (who: Api, cursor: string) =>
    (await who.get<Feed>(`/v2/changes?cursor=${cursor}`)).body.data
      .filter((event) => event.ticket === ticket._id)
      .map((event) => [event.type, event.changes?.snoozedUntil]);
  await expect
    .poll(() => heard(api.agent, page.next), { timeout: 10_000 })
    .toEqual([
      ['ticket.changed', { from: null, to: later }],
      ['ticket.replied', undefined],
      ['ticket.woken', { from: later, to: null }],
    ]);
  expect(await heard(api.client, mine.next)).toEqual([['ticket.replied', undefined]]);
  await change(api.agent, ticket, { status: 'closed' });
  expectRefusal(await api.agent.patch(pathOf(ticket), { snoozedUntil: later }), 409, 'TICKET_NOT_ACTIVE');
  for (const wrong of ['2020-01-01T00:00:00Z', 'tomorrow', '2090-01-18', 5])
    expectRefusal(await api.agent.patch(pathOf(ticket), { snoozedUntil: wrong }), 400, 'INVALID_SNOOZED_UNTIL');
});

test('a few tickets are changed when the job’s answer comes; what refuses is told; undone, each is as it was', async ({
  api,
}) => {
  const tickets = await Promise.all([fileTicket(api.client), fileTicket(api.client), fileTicket(api.client)]);
  const [first, , closed] = tickets;
  await change(api.agent, closed, { status: 'closed' });
  const ids = tickets.map((ticket) => ticket._id);
  const { status, headers, body } = await bulk(api.agent, {
    tickets: ids,
    change: { status: 'pending', addTags: ['lote'] },
  });
  const job = body.data;
  expect([status, headers.get('location')]).toEqual([202, `/v2/bulk/${job._id}`]);
  expect(job).toMatchObject({ state: 'done', total: 3, done: 2, failed: 1 });
  expect(job.problems).toEqual([
    { ticket: closed._id, number: closed.number, title: closed.title, message: 'TICKET_CLOSED' },
  ]);
  expect(await readTicket(api.client, first)).toMatchObject({ status: 'pending', tags: [...first.tags, 'lote'] });
  expectRefusal(await api.client.get(`/v2/bulk/${job._id}`), 403, 'FORBIDDEN');
  const undone = await api.agent.post<{ data: BulkObject }>(`/v2/bulk/${job._id}/undo`, {});
  expect(undone.body.data).toMatchObject({ state: 'undone', undone: 2, kept: 0 });
  expect(await readTicket(api.client, first)).toMatchObject({ status: 'open', tags: first.tags });
});

test('everything that a view finds is changed in the background, with how far it is, and taken back', async ({
  api,
}) => {
  const tag = `lote-${crypto.randomUUID().slice(0, 8)}`;
  await Promise.all(Array.from({ length: 40 }, () => fileTicket(api.client, { tags: [tag] })));
  const view = { queue: 'all', q: `tag:${tag}` };
  const made = await bulk(api.agent, { view, change: { priority: 'urgent', assignedTo: 'me' } });
  expect(made.body.data).toMatchObject({ total: 40 });
  expect(await untilOver(api.agent, made.body.data)).toMatchObject({
    state: 'done',
    done: 40,
    failed: 0,
    problems: [],
  });
  const found = async (query: string) =>
    (await api.agent.get<{ data: unknown[] }>(`/v2/support-tickets?limit=100&tag=${tag}&${query}`)).body.data.length;
  expect(await found('priority=urgent&assignedTo=me')).toBe(40);
  await api.agent.post(`/v2/bulk/${made.body.data._id}/undo`, {});
  expect(await untilOver(api.agent, made.body.data)).toMatchObject({ state: 'undone', undone: 40, kept: 0 });
  expect(await found('priority=urgent')).toBe(0);
});
