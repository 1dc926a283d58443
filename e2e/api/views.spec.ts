import { readFreshWords } from '@/lib/search/jobs';
import { expect, test } from '../fixtures';
import { fileTicket } from '../support/tickets';

interface View {
  _id: string;
  name: string;
  query: string;
  sort: string;
  shared: boolean;
  canChange: boolean;
}
interface Queue {
  id: string;
  query: string;
  count: number | null;
  view: View | null;
}
type Data<T> = { data: T };

test.describe('saved views', () => {
  test('are saved, shared, changed, ordered and deleted', async ({ api, makePerson }) => {
    const other = api.as(await makePerson('agent'));
    const body = { name: ' Cobros ', query: 'tag:cobros is:active', sort: 'urgent' };
    const made = await api.agent.post<Data<View>>('/v2/views', body);
    expect(made.status).toBe(201);
    const { _id: id } = made.body.data;
    expect(made.headers.get('location')).toBe(`/v2/views/${id}`);
    expect(made.body.data).toMatchObject({
      name: 'Cobros',
      query: body.query,
      sort: 'urgent',
      shared: false,
      canChange: true,
    });
    expect((await other.patch(`/v2/views/${id}`, { name: 'x' })).status).toBe(404);
    expect((await other.get(`/v2/desk/tickets?queue=${id}`)).status).toBe(404);
    await api.agent.patch(`/v2/views/${id}`, { shared: true });
    expect((await other.patch(`/v2/views/${id}`, { name: 'x' })).status).toBe(403);
    const seen = (await other.get<Data<View[]>>('/v2/views')).body.data.find((view) => view._id === id);
    expect(seen).toMatchObject({ shared: true, canChange: false });
    const second = (await api.agent.post<Data<View>>('/v2/views', { name: 'Dos' })).body.data._id;
    const ordered = await api.agent.send<Data<View[]>>('PUT', '/v2/views/order', { body: { views: [second, id] } });
    expect(ordered.body.data.map((view) => view._id).filter((each) => each === id || each === second)).toEqual([
      second,
      id,
    ]);
    expect((await api.agent.send('DELETE', `/v2/views/${id}`)).status).toBe(200);
    expect((await other.get(`/v2/desk/tickets?queue=${id}`)).status).toBe(404);
  });

  test('must be understood', async ({ api }) => {
    for (const [body, code] of [
      [{ name: '', query: '' }, 'NAME_REQUIRED'],
      [{ name: 'x'.repeat(81) }, 'INVALID_NAME'],
      [{ name: 'x', query: 'nope:1' }, 'INVALID_QUERY'],
      [{ name: 'x', query: 'a\0b' }, 'INVALID_QUERY'],
      [{ name: 'x', sort: 'oldest' }, 'INVALID_SORT'],
      [{ name: 'x', shared: 'yes' }, 'INVALID_SHARED'],
    ] as const)
      expect((await api.agent.post<{ message: string }>('/v2/views', body)).body.message, code).toBe(code);
  });

  test('are the desk’s: clients have none', async ({ api }) => {
    for (const path of ['/v2/views', '/v2/desk/queues', '/v2/desk/suggestions?q=as', '/v2/desk/search?q=as'])
      expect((await api.client.get(path)).status, path).toBe(403);
    expect((await api.client.post('/v2/views', { name: 'x' })).status).toBe(403);
  });
});

test('queues and views stand in the rail with their counts', async ({ api, client }) => {
  await fileTicket(api.client, { title: 'Uno' });
  await api.agent.post('/v2/views', { name: 'De uno', query: `client:${client.email}` });
  const rail = (await api.agent.get<Data<Queue[]>>('/v2/desk/queues')).body.data;
  expect(rail.slice(0, 8).map((queue) => queue.id)).toEqual([
    ...['mine', 'unassigned', 'open', 'pending', 'urgent', 'snoozed', 'resolved', 'all'],
  ]);
  expect(rail.find((queue) => queue.view?.name === 'De uno')).toMatchObject({ count: 1 });
  expect(rail[0]).toMatchObject({ query: 'assigned:me is:active', count: 0, view: null });
});

test('suggestions know the language and the desk', async ({ api, agent, client, makePerson }) => {
  const name = `Nuria Zeta ${crypto.randomUUID().slice(0, 8)}`;
  await makePerson('agent', { name });
  const texts = async (q: string) =>
    (await api.agent.get<Data<{ text: string }[]>>(`/v2/desk/suggestions?${new URLSearchParams({ q })}`)).body.data.map(
      (each) => each.text,
    );
  expect(await texts('hola sta')).toEqual(['status:']);
  expect(await texts('status:open,pe')).toEqual(['status:open,pending']);
  expect(await texts(`assigned:"${name.slice(0, 14)}`)).toContain(`assigned:"${name}"`);
  expect(await texts(`-client:${client.email.slice(0, -4)}`)).toEqual([`-client:${client.email}`]);
  await fileTicket(api.client, { tags: [`zeta${agent.userId.slice(-6)}`] });
  expect(await texts(`tag:ZETA${agent.userId.slice(-6)}`)).toEqual([`tag:zeta${agent.userId.slice(-6)}`]);
  expect(await texts("client:%' OR 1=1 --")).toEqual([]);
});

test.describe('the search of tickets', () => {
  test('takes the same language, from staff and clients', async ({ api, client }) => {
    const word = `w${crypto.randomUUID().replaceAll('-', '').slice(0, 10)}`;
    await fileTicket(api.client, { title: `${word} uno`, priority: 'urgent', tags: ['api'] });
    await fileTicket(api.client, { title: `${word} dos`, priority: 'low' });
    const titles = async (by: typeof api.agent, q: string) =>
      (await by.get<Data<{ title: string }[]>>(`/v2/support-tickets?${new URLSearchParams({ q })}`)).body.data.map(
        (ticket) => ticket.title.split(' ')[1],
      );
    expect(await titles(api.agent, `${word} prioridad:>=alta`)).toEqual(['uno']);
    expect(await titles(api.agent, `${word} -tag:API client:${client.email}`)).toEqual(['dos']);
    expect(await titles(api.client, `${word} -tag:api`)).toEqual(['dos']);
    const wrong = await api.client.get<{ message: string; details: object[] }>(
      `/v2/support-tickets?q=${word}+assigned:me`,
    );
    expect(wrong.status).toBe(400);
    expect(wrong.body).toMatchObject({
      message: 'INVALID_Q',
      details: [{ field: 'q', message: 'INVALID_Q', path: 'q.1' }],
    });
  });

  test('the desk’s list leaves out what it does not understand, marks what it found and forgives typos', async ({
    api,
  }) => {
    const letters = [...crypto.randomUUID().replace(/[^a-f]/g, '')].join('').padEnd(8, 'k').slice(0, 8);
    const word = `zurc${letters}`;
    await fileTicket(api.client, { title: 'Otra cosa', description: `Ayer <b>el ${word}</b> falló` });
    await readFreshWords();
    interface Row {
      title: string;
      match: { message: { pieces: { text: string; isMatch: boolean }[] } } | null;
    }
    const list = async (q: string) =>
      (await api.agent.get<Data<Row[]>>(`/v2/desk/tickets?queue=all&${new URLSearchParams({ q })}`)).body.data;
    const [row] = await list(`${word} nope:1`);
    expect(row?.match?.message.pieces).toEqual([
      { text: 'Ayer <b>el ', isMatch: false },
      { text: word, isMatch: true },
      { text: '</b> falló', isMatch: false },
    ]);
    const typo = `${word.slice(0, 3)}x${word.slice(3)}`;
    expect(await list(typo)).toHaveLength(1);
    expect(await list(`"${typo}"`)).toEqual([]);
    const report = await api.agent.get<Data<object>>(`/v2/desk/search?q=${typo}+nope:1`);
    expect(report.body.data).toMatchObject({
      problems: [{ code: 'UNKNOWN_OPERATOR', text: 'nope:1', index: 1 }],
      near: [{ text: typo, near: [word] }],
    });
  });
});
