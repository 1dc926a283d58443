import pg from 'pg';
import { makePerson } from '@/e2e/support/people';
import { closeDatabase } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { freePort } from '@/lib/platform/postgres-process';
import { drive, median, percentile, type Run } from './drive';
import { startBare } from './start-bare';
import { figure, table } from './table';

export interface Plan {
  connections: number[];
  runs: number;
  seconds: number;
}

interface Side {
  name: 'Hilo' | 'bare';
  url: string;
  token: string;
  databaseUrl: string;
}

/** One server at one number of connections: the middle run's throughput, and the percentiles over all runs. */
interface Measured {
  connections: number;
  server: Side['name'];
  perSecond: number;
  least: number;
  most: number;
  p50: number;
  p95: number;
  p99: number;
}

const goals = { connections: 8, ratio: 0.4, p99: 4 };

/** What a run wrote: each row of a ticket must be there, or the two did not do the same work. */
async function countRows(databaseUrl: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const names = ['tickets', 'threads', 'attachments', 'ticket_search'];
  const counts = names.map((name) => `(SELECT count(*)::int FROM ${name})`);
  const created = `(SELECT count(*)::int FROM events WHERE name = 'ticket.created')`;
  const { rows } = await client.query({ text: `SELECT ${[...counts, created].join(', ')}`, rowMode: 'array' });
  await client.end();
  return rows[0] as number[];
}

function sumUp(connections: number, server: Side['name'], runs: Run[]): Measured {
  const rates = runs.map((run) => run.perSecond);
  const all = runs.flatMap((run) => run.latencies).sort((a, b) => a - b);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(all, share)) as [number, number, number];
  return {
    connections,
    server,
    perSecond: median(rates),
    least: Math.min(...rates),
    most: Math.max(...rates),
    p50,
    p95,
    p99,
  };
}

async function measure(sides: Side[], plan: Plan, say: (line: string) => void): Promise<Measured[]> {
  const answered = new Map(sides.map((side) => [side.name, 0]));
  const runOnce = async (side: Side, connections: number, seconds: number) => {
    const run = await drive({ ...side, connections, seconds });
    answered.set(side.name, (answered.get(side.name) ?? 0) + run.answered);
    return run;
  };
  for (const side of sides) await runOnce(side, 8, Math.max(2, plan.seconds / 2));
  const measured: Measured[] = [];
  for (const connections of plan.connections) {
    const runs = new Map<Side['name'], Run[]>(sides.map((side) => [side.name, []]));
    for (let round = 0; round < plan.runs; round += 1) {
      // In turn, and each time another begins, so that a slow minute of the machine hits both.
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        const run = await runOnce(side, connections, plan.seconds);
        runs.get(side.name)?.push(run);
        say(`${connections} connections, run ${round + 1}, ${side.name}: ${figure(run.perSecond)} req/s`);
      }
    }
    for (const side of sides) measured.push(sumUp(connections, side.name, runs.get(side.name) ?? []));
  }
  for (const side of sides) {
    const rows = await countRows(side.databaseUrl);
    const least = answered.get(side.name) ?? 0;
    // A run ends with requests under way, whose answer nobody saw.
    if (new Set(rows).size !== 1 || (rows[0] ?? 0) < least)
      throw new Error(`${side.name} answered ${least} but wrote ${rows}`);
  }
  return measured;
}

/** Both servers' figures side by side, and whether the goals at 8 connections are met. */
export function report(measured: Measured[]): { markdown: string; isMet: boolean; ratios: Record<number, number> } {
  const ratios: Record<number, number> = {};
  const head = ['connections', 'server', 'req/s', 'min–max', 'p50 ms', 'p95 ms', 'p99 ms', 'of bare'];
  let isMet = true;
  const rows = measured.map((each) => {
    const bare = measured.find((other) => other.connections === each.connections && other.server === 'bare') ?? each;
    const ratio = each.perSecond / bare.perSecond;
    if (each.server === 'Hilo') ratios[each.connections] = ratio;
    if (each.server === 'Hilo' && each.connections === goals.connections) {
      isMet = ratio >= goals.ratio && each.p99 < goals.p99 * bare.p99;
    }
    const range = `${figure(each.least)}–${figure(each.most)}`;
    const cells = [figure(each.perSecond), range, figure(each.p50), figure(each.p95), figure(each.p99)];
    return [String(each.connections), each.server, ...cells, each.server === 'Hilo' ? ratio.toFixed(2) : ''];
  });
  return { markdown: table(head, rows), isMet, ratios };
}

/** A client with a token in a database. */
async function tokenIn(databaseUrl: string): Promise<string> {
  // Whoever was connected was so to another.
  await closeDatabase();
  putEnv({ DATABASE_URL: databaseUrl });
  const { token } = await makePerson('client');
  await closeDatabase();
  return token;
}

/** Files tickets at Hilo, served at `deskUrl`, and at the bare server in turn, each on a database of its own. */
export async function benchCreate(
  plan: Plan,
  { deskUrl, deskDatabase, bareDatabase }: { deskUrl: string; deskDatabase: string; bareDatabase: string },
  say: (line: string) => void,
): Promise<Measured[]> {
  const bare = await startBare('bench/bare-server.ts', await freePort(0), { DATABASE_URL: bareDatabase });
  try {
    const sides: Side[] = [
      { name: 'Hilo', url: deskUrl, token: await tokenIn(deskDatabase), databaseUrl: deskDatabase },
      { name: 'bare', url: bare.url, token: await tokenIn(bareDatabase), databaseUrl: bareDatabase },
    ];
    return await measure(sides, plan, say);
  } finally {
    await bare.stop();
  }
}
