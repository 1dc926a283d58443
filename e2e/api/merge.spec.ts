import { expect, test } from '../fixtures';
import { change, expectRefusal, fileTicket, pathOf, readTicket, reply } from '../support/tickets';

test('a merged ticket goes on in another; each client reads what is theirs, by the old address too', async ({
  api,
  makePerson,
}) => {
  const other = api.as(await makePerson('client'));
  const [target, source] = [
    await fileTicket(api.client, { description: 'palabra de uno' }),
    await fileTicket(other, { description: 'palabra del otro' }),
  ];
  const merged = await api.agent.post(`${pathOf(source)}/merge`, { into: target.number });
  expect(merged.status, merged.text).toBe(200);
  expect(merged.body.data).toMatchObject({ _id: target._id, merged: [source._id] });
  expect(merged.body.data.threads?.map((thread) => [thread.message, thread.ticket])).toContainEqual([
    'palabra del otro',
    source._id,
  ]);
  expect(await readTicket(api.agent, source)).toMatchObject({ status: 'closed', mergedInto: target._id });

  await reply(api.agent, target, 'a los dos');
  await reply(api.client, target, 'solo de uno');
  const theirs = JSON.stringify(await readTicket(other, source));
  expect(theirs).toContain('a los dos');
  expect(theirs).not.toMatch(/de uno|mergedInto/);
  expect(theirs).not.toContain(target._id);
  expect((await other.get(pathOf(target))).status).toBe(404);
  expect(JSON.stringify(await readTicket(api.client, target))).not.toContain('del otro');

  const before = (await api.agent.get(pathOf(target))).headers.get('etag');
  await reply(other, source, 'sigo aquí');
  const after = await api.agent.get(pathOf(target), { 'if-none-match': before ?? '' });
  expect(after.status).toBe(200);
  expect(after.text).toContain('sigo aquí');
  expectRefusal(await api.agent.post(`${pathOf(source)}/threads`, { message: 'x' }), 409, 'TICKET_MERGED');
  expectRefusal(await other.patch(pathOf(source), { status: 'closed' }), 409, 'TICKET_MERGED');

  expectRefusal(await api.client.post(`${pathOf(source)}/unmerge`, {}), 403, 'FORBIDDEN');
  const undone = await api.agent.post(`${pathOf(source)}/unmerge`, {});
  expect([undone.status, undone.body.data.status]).toEqual([200, 'open']);
  expect(JSON.stringify(await readTicket(other, source))).not.toContain('a los dos');
  expect(await readTicket(api.agent, target)).not.toHaveProperty('merged');
});

test('a merge holds to the entity tag of what was read', async ({ api }) => {
  const [target, source] = [await fileTicket(api.client), await fileTicket(api.client)];
  const etag = (await api.agent.get(pathOf(source))).headers.get('etag') ?? '';
  await change(api.agent, source, { priority: 'low' });
  const late = await api.agent.send('POST', `${pathOf(source)}/merge`, {
    body: { into: target._id },
    headers: { 'if-match': etag },
  });
  expectRefusal(late, 412, 'PRECONDITION_FAILED');
});

test('links, and the history with what they were, are for staff', async ({ api, agent }) => {
  const [one, other] = [await fileTicket(api.client), await fileTicket(api.client)];
  const made = await api.agent.post<{ data: { _id: string } }>(`${pathOf(one)}/links`, {
    kind: 'blocks',
    ticket: `#${other.number}`,
  });
  expect(made.status, made.text).toBe(201);
  const seen = await api.admin.get<{ data: object[] }>(`${pathOf(other)}/links`);
  expect(seen.body.data).toMatchObject([{ kind: 'blocks', direction: 'in', ticket: { number: one.number } }]);
  const gone = await api.admin.send('DELETE', `${pathOf(other)}/links/${made.body.data._id}`);
  expect(gone.status).toBe(200);
  const history = await api.agent.get<{ data: object[] }>(`${pathOf(one)}/history?types=merges`);
  expect(history.body.data).toMatchObject([
    { type: 'ticket.unlinked', other: { number: other.number } },
    { type: 'ticket.linked', link: 'blocks', side: 'source', actorName: agent.name },
  ]);
  for (const path of ['links', 'history'])
    expectRefusal(await api.client.get(`${pathOf(one)}/${path}`), 403, 'FORBIDDEN');
});
