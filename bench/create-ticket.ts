import pg from 'pg';
import { besideBare, runBoth, withBare } from './beside-bare';
import { asks, type Seeded, seedRequests } from './requests';
import type { Line, Plan, Section } from './section';
import { figure } from './table';

const goals = { connections: 8, ratio: 0.6 };

/** How many rows of each kind there are: each of a ticket must be there, or the two did not do the same work. */
async function countRows(databaseUrl: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const names = ['tickets', 'threads', 'attachments', 'ticket_search', 'idempotency_keys'];
  const counts = names.map((name) => `(SELECT count(*)::int FROM ${name})`);
  const created = `(SELECT count(*)::int FROM events WHERE name = 'ticket.created')`;
  const { rows } = await client.query({ text: `SELECT ${[created, ...counts].join(', ')}`, rowMode: 'array' });
  await client.end();
  return rows[0] as number[];
}

/** Files tickets at both servers in turn, each on an empty database of its own, then looks whether both wrote the same rows. */
export async function measureCreate(
  [hilo, bare]: [{ url: string; seeded: Seeded }, { url: string; seeded: Seeded }],
  plan: Pick<Plan, 'runs' | 'seconds'> & { connections: number[] },
  say: (line: string) => void,
): Promise<Line[]> {
  const lines: Line[] = [];
  const answered = { hilo: { all: 0, keyed: 0 }, bare: { all: 0, keyed: 0 } };
  for (const [name, words] of [['create', ''] as const, ['createKeyed', ', with Idempotency-Key'] as const]) {
    for (const connections of plan.connections) {
      const what = `${connections} connection${connections > 1 ? 's' : ''}${words}`;
      const of = ({ url, seeded }: typeof hilo, isBare: boolean) => ({ url, ...asks(seeded, isBare)[name] });
      const runs = await runBoth([of(hilo, false), of(bare, true)], connections, plan);
      for (const side of ['hilo', 'bare'] as const) {
        const made = runs[side].reduce((sum, run) => sum + run.answered, 0);
        answered[side].all += made;
        if (name === 'createKeyed') answered[side].keyed += made;
      }
      const goal = connections === goals.connections ? goals.ratio : undefined;
      const line = besideBare({ section: 'create', what }, runs, goal);
      say(`${what}: ${figure(line.hilo.median)} of ${figure(line.bare?.median ?? Number.NaN)} req/s`);
      lines.push(line);
    }
  }
  for (const [side, { seeded }] of [['hilo', hilo] as const, ['bare', bare] as const]) {
    const rows = await countRows(seeded.databaseUrl);
    const keys = rows.pop() ?? 0;
    const [{ all, keyed }] = [answered[side]];
    // Runs that do not count came before, and each ends with requests under way, whose answer nobody saw.
    if (new Set(rows).size !== 1 || (rows[0] ?? 0) < all || keys < keyed)
      throw new Error(`${side} answered ${all} (${keyed} with a key) but wrote ${rows}, ${keys} keys`);
  }
  return lines;
}

/** Filing a ticket, from 1, 8 and 32 connections, with and without a key. */
export const createSection: Section = async ({ plan, say, desk, emptyDatabase }) => {
  const { desk: ours, databaseUrl } = await desk();
  const bareUrl = await emptyDatabase();
  const [seeded, bareSeeded] = [await seedRequests(databaseUrl, 0), await seedRequests(bareUrl, 0)];
  const sized = { ...plan, connections: plan.isQuick ? [8] : [1, 8, 32] };
  return withBare(bareUrl, (url) =>
    measureCreate(
      [
        { url: ours.url, seeded },
        { url, seeded: bareSeeded },
      ],
      sized,
      say,
    ),
  );
};
