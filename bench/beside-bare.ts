import { freePort } from '@/lib/platform/postgres-process';
import { type Asked, drive, inTurn, percentiles, type Run } from './drive';
import { type Line, type Plan, spread } from './section';
import { startBare } from './start-bare';

/** A server, and one of its requests with whom it is from. */
export interface Side {
  url: string;
  asked: Asked;
  token: string;
}

/** The bare server of bench/bare-server.ts on a database, while `work` lasts. */
export async function withBare<T>(databaseUrl: string, work: (url: string) => Promise<T>): Promise<T> {
  const bare = await startBare('bench/bare-server.ts', await freePort(0), { DATABASE_URL: databaseUrl });
  try {
    return await work(bare.url);
  } finally {
    await bare.stop();
  }
}

/** Runs of both sides in turn, after one of each that does not count. */
export async function runBoth(
  [hilo, bare]: [Side, Side],
  connections: number,
  plan: Pick<Plan, 'runs' | 'seconds'>,
): Promise<{ hilo: Run[]; bare: Run[] }> {
  const once = (side: Side, seconds: number) => drive({ ...side, connections, seconds });
  for (const side of [hilo, bare]) await once(side, Math.max(1, Math.round(plan.seconds / 3)));
  const runs = await inTurn([hilo, bare], plan.runs, (side) => once(side, plan.seconds));
  return { hilo: runs.get(hilo) ?? [], bare: runs.get(bare) ?? [] };
}

/** The line of such runs; `goal` is the least share of the bare server's throughput. */
export function besideBare(
  name: Pick<Line, 'section' | 'what'>,
  { hilo, bare }: { hilo: Run[]; bare: Run[] },
  goal?: number,
): Line {
  const [ours, theirs] = [spread(hilo.map((run) => run.perSecond)), spread(bare.map((run) => run.perSecond))];
  const ratio = ours.median / theirs.median;
  return {
    ...name,
    hilo: ours,
    bare: theirs,
    ratio,
    unit: 'req/s',
    ...percentiles(hilo.flatMap((run) => run.latencies)),
    more: { bare: percentiles(bare.flatMap((run) => run.latencies)) },
    ...(goal === undefined ? {} : { goal: `≥ ${goal} of bare`, isMet: ratio >= goal }),
  };
}
