import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { makePerson } from '@/e2e/support/people';
import { freePort } from '@/lib/platform/postgres-process';
import { exampleTicket, inTurn, percentile } from './drive';
import { type Line, type Stage, spread } from './section';
import { startBare } from './start-bare';
import { figure } from './table';

/** How long an event took from the request that made it to its readers, in milliseconds: all readers of all events. */
interface FanOut {
  streams: number;
  events: number;
  p50: number;
  p99: number;
  most: number;
  /** Streams that ended by themselves meanwhile. */
  broken: number;
}

type Told = { open?: number; broken?: number; id?: string; times?: number[] };

const streamsOfToken = 20;
const madeAtOnce = 5;

/** The process that reads all streams; `tell` gives the next message that fits. */
class Readers {
  private readonly child: ChildProcess;
  private readonly waiting = new Set<(told: Told) => void>();
  broken = 0;

  constructor(url: string) {
    this.child = spawn(process.execPath, ['bench/stream-readers.ts'], {
      env: { ...process.env, URL: url },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child.on('message', (told: Told) => {
      this.broken = told.broken ?? this.broken;
      for (const hear of this.waiting) hear(told);
    });
  }

  send(message: object): void {
    this.child.send(message);
  }

  next<T>(pick: (told: Told) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the readers heard nothing for two minutes')), 120_000);
      const hear = (told: Told) => {
        const found = pick(told);
        if (found === undefined) return;
        this.waiting.delete(hear);
        clearTimeout(timer);
        resolve(found);
      };
      this.waiting.add(hear);
    });
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
  }
}

/** Opens `streams` at `url`, has `events` happen one after the other, and measures each at each reader. */
async function fanOut(
  url: string,
  {
    path,
    tokens,
    each,
    events,
    token,
  }: { path: string; tokens: string[]; each: number; events: number; token: string },
): Promise<FanOut> {
  const readers = new Readers(url);
  try {
    const opened = readers.next(({ open }) => open);
    readers.send({ tokens, each, path });
    const streams = await opened;
    if (streams !== tokens.length * each) throw new Error(`${streams} of ${tokens.length * each} streams began`);
    // What the beginning of so many left to do is over.
    await delay(2_000);
    const all: number[] = [];
    for (let index = 0; index < events; index += 1) {
      const arrived = readers.next(({ times }) => times);
      const from = performance.timeOrigin + performance.now();
      const answer = await fetch(`${url}/v2/support-tickets`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(exampleTicket),
      });
      await answer.arrayBuffer();
      if (answer.status !== 201) throw new Error(`${url} answered ${answer.status}`);
      for (const at of await arrived) all.push(at - from);
      await delay(300);
    }
    all.sort((a, b) => a - b);
    const [p50, p99, most] = [0.5, 0.99, 1].map((share) => percentile(all, share)) as [number, number, number];
    return { streams, events, p50, p99, most, broken: readers.broken };
  } finally {
    await readers.stop();
  }
}

const goalMs = 1_000;

/** An event at all of so many open streams, of one process of Hilo and of a bare server. The readers are agents, who hear of every ticket. */
export async function streamsSection({ plan, say, desk, emptyDatabase }: Stage): Promise<Line[]> {
  const streams = plan.isQuick ? 200 : 5_000;
  const { desk: ours } = await desk();
  const tokens: string[] = [];
  while (tokens.length * streamsOfToken < streams) {
    const agents = await Promise.all(Array.from({ length: madeAtOnce }, () => makePerson('agent')));
    tokens.push(...agents.map((agent) => agent.token));
  }
  const { token } = await makePerson('client');
  const listen = { tokens, each: streamsOfToken, events: plan.isQuick ? 3 : 10, token };
  const bare = await startBare('bench/bare-streams.ts', await freePort(0), { DATABASE_URL: await emptyDatabase() });
  try {
    const sides = [
      { url: ours.url, path: '/v2/events' },
      { url: bare.url, path: '/' },
    ];
    const runs = await inTurn(sides, plan.runs, async ({ url, path }) => {
      const run = await fanOut(url, { ...listen, path });
      say(`${run.streams} streams of ${path}: p99 ${figure(run.p99)} ms, ${run.broken} broken`);
      return run;
    });
    const [hilo = [], other = []] = sides.map((side) => runs.get(side));
    const [p50, p99] = [Math.max(...hilo.map((run) => run.p50)), Math.max(...hilo.map((run) => run.p99))];
    const broken = hilo.reduce((sum, run) => sum + run.broken, 0);
    return [
      {
        section: 'streams',
        what: `an event at ${streams} open streams, p99`,
        unit: 'ms',
        hilo: spread(hilo.map((run) => run.p99)),
        bare: spread(other.map((run) => run.p99)),
        p50,
        p99,
        more: { hilo, bare: other },
        goal: `p99 < ${goalMs} ms, none broken`,
        isMet: p99 < goalMs && broken === 0,
      },
    ];
  } finally {
    await bare.stop();
  }
}
