import { expect, test } from '../fixtures';
import { type Api, apiAt } from '../support/api';
import { type Desk, startDesk } from '../support/desk';
import { type Line, layLine } from '../support/line';
import { expectRefusal, fileTicket, leastTicket, ticketsPath } from '../support/tickets';

// A second server on the desk's database, by a line that can be cut.
test.describe.configure({ mode: 'default', timeout: 90_000 });

let line: Line;
let desk: Desk;

test.beforeAll(async () => {
  line = await layLine(process.env.DATABASE_URL ?? '');
  desk = await startDesk({ DATABASE_URL: line.url, HILO_SECRET: process.env.HILO_SECRET ?? '' });
});

test.afterAll(async () => {
  line?.mend();
  await desk?.stop();
  line?.close();
});

async function expectAway(api: Api): Promise<void> {
  for (const answer of [
    await api.get(ticketsPath),
    await api.post(ticketsPath, leastTicket),
    await api.post(ticketsPath, leastTicket, { 'idempotency-key': crypto.randomUUID() }),
    await api.patch('/v2/me', { name: 'x' }),
    await api.get('/v2/tokens'),
  ]) {
    expectRefusal(answer, 503, 'SERVICE_UNAVAILABLE');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.text).not.toMatch(/ECONN|127\.0\.0\.1|postgres|\bat \w/i);
  }
  const english = await api.get(ticketsPath, { 'accept-language': 'en' });
  expect(english.body.error).toBe('The service is not available right now');
}

test('while the database is away the API says so, the process lives, and all is well once it is back', async ({
  client,
}) => {
  const api = apiAt(desk.url, { authorization: `Bearer ${client.token}` });
  const probes = async () =>
    Promise.all(['/healthz', '/readyz'].map(async (path) => (await apiAt(desk.url).get(path)).status));
  await fileTicket(api);
  expect(await probes()).toEqual([200, 200]);

  line.cut();
  await expectAway(api);
  expect(await probes()).toEqual([200, 503]);
  // What needs no database is answered as ever.
  expectRefusal(await apiAt(desk.url).get(ticketsPath), 401, 'UNAUTHORIZED');
  expectRefusal(await api.send('DELETE', ticketsPath), 405, 'METHOD_NOT_ALLOWED');

  line.mend();
  await expect.poll(async () => (await api.get(ticketsPath)).status).toBe(200);
  await expect.poll(probes).toEqual([200, 200]);
  await fileTicket(api);
  expect((await api.get<{ data: unknown[] }>(ticketsPath)).body.data).toHaveLength(2);
});
