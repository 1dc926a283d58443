import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { findProgram } from '@/bin/programs.mjs';
import { apiAt } from '@/e2e/support/api';
import { type Fleet, startFleet } from '@/e2e/support/fleet';
import { tokenOn } from '@/e2e/support/operator';
import { type Asked, drive, exampleTicket, percentiles, type Run } from './drive';
import { type Line, type Section, spread } from './section';
import { figure } from './table';

// What a request costs of each machine's processor when Hilo runs on several (docs/operating.md, "Growing"). The processor's
// time is counted, not the clock's: here they all share one machine, with the driver too.

const TICK_MS = 10;
const connections = 16;

interface Stat {
  pid: number;
  parent: number;
  /** Of itself and of the children that it has seen end, in ticks. */
  ticks: number;
}

function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const rest = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { pid, parent: rest[1] ?? 0, ticks: rest.slice(11, 15).reduce((sum, each) => sum + each, 0) };
  } catch {
    return undefined;
  }
}

/** The processor's time that processes and their children have had, in milliseconds. */
function busyMs(pids: number[]): number {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat !== undefined);
  const counted = all.filter(({ pid, parent }) => pids.includes(pid) || pids.includes(parent));
  return counted.reduce((sum, { ticks }) => sum + ticks, 0) * TICK_MS;
}

function groupsOf({ apps, fronts, pair }: Fleet, workers: number[]): Record<string, number[]> {
  return {
    apps: apps.map(({ pid }) => pid),
    primary: [pair.primary.pid],
    replica: [pair.replica.pid],
    PgBouncer: [fronts.pgbouncer.pid],
    nginx: [fronts.nginx.pid],
    worker: workers,
  };
}

interface Seen extends Run {
  /** Milliseconds of the processor a request, by who had them. */
  costs: Record<string, number>;
}

/** Two apps, a worker, nginx, PgBouncer, a primary and a replica: what each spends on a request, and how many one app and two answer. */
export const growthSection: Section = async ({ plan, say }) => {
  const programs = { nginx: findProgram('nginx') ?? '', pgbouncer: findProgram('pgbouncer') ?? '' };
  if (!programs.nginx || !programs.pgbouncer || process.platform !== 'linux') {
    say('growth: left out, for nginx, pgbouncer or Linux is missing');
    return [];
  }
  const { fleet, workers } = await startFleet(programs, 1);
  try {
    const token = await tokenOn(fleet.env);
    const { body } = await apiAt(fleet.url, { authorization: `Bearer ${token}` }).post(
      '/v2/support-tickets',
      exampleTicket,
    );
    const path = '/v2/support-tickets';
    const kinds: Record<string, Asked> = {
      create: { method: 'POST', path, body: exampleTicket, status: 201 },
      'create with a key': {
        method: 'POST',
        path,
        body: exampleTicket,
        headers: () => ({ 'idempotency-key': randomUUID() }),
        status: 201,
      },
      'get one': { method: 'GET', path: `${path}/${body.data._id}`, status: 200 },
      'list 25': { method: 'GET', path: `${path}?limit=25`, status: 200 },
    };
    const measure = async (asked: Asked): Promise<Seen> => {
      const groups = Object.entries(
        groupsOf(
          fleet,
          workers.map(({ pid }) => pid),
        ),
      );
      const before = groups.map(([, pids]) => busyMs(pids));
      const run = await drive({ url: fleet.url, token, asked, connections, seconds: plan.seconds });
      const costs = groups.map(([name, pids], index) => [name, (busyMs(pids) - (before[index] ?? 0)) / run.answered]);
      return { ...run, costs: Object.fromEntries(costs) };
    };
    const runs: Record<string, Seen[]> = {};
    for (let run = 0; run < plan.runs; run += 1) {
      for (const places of run % 2 === 0 ? [2, 1] : [1, 2]) {
        if (places === 1) await fleet.apps[1]?.end();
        for (const [kind, asked] of Object.entries(kinds)) {
          const key = `${kind}, ${places === 1 ? 'one app' : 'two apps'}`;
          const seen = await measure(asked);
          runs[key] = [...(runs[key] ?? []), seen];
          say(`${key}: ${figure(seen.perSecond)} req/s; ms of processor: ${JSON.stringify(seen.costs)}`);
        }
        if (places === 1) await fleet.startApp(1);
      }
    }
    return Object.entries(runs).flatMap(([what, seen]): Line[] => {
      const names = Object.keys(seen[0]?.costs ?? {});
      const costs = Object.fromEntries(names.map((name) => [name, spread(seen.map((run) => run.costs[name] ?? 0))]));
      const common = { section: 'growth', more: { costs } };
      const rate = spread(seen.map((run) => run.perSecond));
      const times = percentiles(seen.flatMap((run) => run.latencies));
      const perCore = names.map((name) => ({
        ...common,
        what: `${what}: processor of ${name}`,
        unit: 'ms a request',
        hilo: costs[name] ?? spread([]),
      }));
      return [{ ...common, what, unit: 'req/s', hilo: rate, ...times }, ...(what.endsWith('one app') ? perCore : [])];
    });
  } finally {
    await fleet.stop();
  }
};
