import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { encode } from 'next-auth/jwt';
import pg from 'pg';
import { openStream, type Stream } from '@/e2e/support/events';
import { type Line, layLine } from '@/e2e/support/line';
import { copyDatabase, startTestPostgres } from '@/lib/platform/testing';
import { conclude, type Fault, type FaultResult, type Trial } from './fault';
import { type Attempt, isAcknowledged, type Journal, send } from './journal';
import { type Load, type LoadOptions, startLoad } from './load';
import { type Supervised, supervise, untilReady } from './supervisor';
import { verify } from './verify';

export const secret = 'the secret of the tests, which guards nothing';

/** How a fault of this family is tried: the short form counts no milliseconds. */
export interface Strain extends Trial {
  times: number;
  isTimed?: boolean;
}

/** A desk under load, and what can be done to it. */
export interface Strained {
  desk: Supervised;
  /** Between the desk and its database. */
  line: Line;
  /** The database, straight. */
  databaseUrl: string;
  load: Load;
  tokens: { client: string; agent: string };
  /** The `Cookie` of an agent's browser. */
  cookie: string;
  /** Waits until the desk is ready again. Gives how long it took from when its database answered, in milliseconds. */
  recovery(): Promise<number>;
}

/** What a scene found besides the journal. */
export interface Scene {
  recoveries: number[];
  also?: string[];
  more?: FaultResult['more'];
  /** Connections are shed in it: a client's may break. */
  mayCut?: true;
}

/** A connection of a stranger to the desk's database. */
export async function stranger(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'hilo faults' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function signIn(databaseUrl: string, email: string): Promise<string> {
  const client = await stranger(databaseUrl);
  try {
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO sessions (id, user_id, expires_at)
       SELECT gen_random_uuid(), id, now() + interval '1 day' FROM users WHERE email = $1 RETURNING id`,
      [email],
    );
    return `next-auth.session-token=${await encode({ token: { sid: rows[0]?.id }, secret })}`;
  } finally {
    await client.end();
  }
}

/** Something that goes on until it is told to end. */
interface Going {
  end(): Promise<void>;
}

/** Reads pages and lists, one after the other, into the journal. */
function readOn(url: string, cookie: string, journal: Journal): Going {
  const agent = new Agent({ keepAlive: true });
  const places = ['/desk', '/v2/support-tickets', '/readyz', '/v2/desk/tickets', '/healthz'];
  let isOver = false;
  const run = async () => {
    for (let turn = 0; !isOver; turn += 1) {
      const place = places[turn % places.length] ?? '/';
      const request = { method: 'GET', url: url + place, headers: { cookie }, hangMs: 30_000 };
      const { body: _, ...attempt } = await send(agent, request);
      journal.reads.push({ ...attempt, what: place });
      await sleep(60);
    }
    agent.destroy();
  };
  const running = run();
  return {
    async end() {
      isOver = true;
      await running;
    },
  };
}

/** Listens to what happens as a browser does: who is cut off comes back and says what it heard last. */
function listenOn(url: string, token: string): Going & { heard: Map<string, number>; isLive(): boolean } {
  const heard = new Map<string, number>();
  let stream: Stream | undefined;
  let lastId = '';
  let isOver = false;
  const take = () => {
    for (const { type, ticket } of stream?.events.splice(0) ?? [])
      if (type === 'ticket.created') heard.set(ticket, (heard.get(ticket) ?? 0) + 1);
    lastId = stream?.lastId() || lastId;
  };
  const run = async () => {
    while (!isOver) {
      const headers = { authorization: `Bearer ${token}`, ...(lastId && { 'last-event-id': lastId }) };
      stream = await openStream(url, headers).catch(() => undefined);
      while (stream?.status === 200 && !stream.ended && !isOver) {
        await sleep(50);
        take();
      }
      take();
      await sleep(300);
    }
    stream?.leave();
  };
  const running = run();
  return {
    heard,
    isLive: () => stream?.status === 200 && lastId !== '',
    async end() {
      isOver = true;
      stream?.leave();
      await running;
    },
  };
}

/** What the stream did not tell, or told twice, of tickets that were taken. */
async function missedBy(heard: Map<string, number>, journal: Journal): Promise<string[]> {
  const taken = journal.writes.filter((write) => write.kind === 'ticket' && isAcknowledged(write) && write.id);
  const lacking = () => taken.filter(({ id }) => !heard.has(id ?? ''));
  for (let waited = 0; lacking().length > 0 && waited < 200; waited += 1) await sleep(50);
  const twice = [...heard.values()].filter((count) => count > 1).length;
  return [
    ...(lacking().length > 0 ? [`the stream did not tell of ${lacking().length} tickets`] : []),
    ...(twice > 0 ? [`the stream told of ${twice} tickets twice`] : []),
  ];
}

async function until(is: () => boolean): Promise<void> {
  for (let waited = 0; !is() && waited < 400; waited += 1) await sleep(50);
}

export interface StrainOptions {
  env?: Record<string, string>;
  load?: Partial<LoadOptions>;
  /** With its own Postgres, whose folder this prepares before the first start; gives what tidies it up when all has ended. */
  embedded?: (dataDir: string) => () => unknown;
}

/** A desk that serves, on a database of its own, behind a line or embedded. What ends them goes to `ends`. */
async function standUp(
  { env = {}, embedded }: StrainOptions,
  ends: (() => unknown)[],
): Promise<Pick<Strained, 'desk' | 'line' | 'databaseUrl'>> {
  const more = { HILO_SECRET: secret, ...env };
  if (embedded) {
    const desk = await supervise(undefined, more);
    ends.push(
      () => desk.stop(),
      embedded(desk.dataDir),
      () => desk.terminate(),
    );
    await desk.start();
    const databaseUrl = await desk.databaseUrl();
    const line = await layLine(databaseUrl);
    ends.push(() => line.close());
    return { desk, line, databaseUrl };
  }
  const postgres = await startTestPostgres(process.env.HILO_TEST_DATABASE_URL);
  ends.push(() => postgres.stop());
  const databaseUrl = (await copyDatabase(postgres)).url;
  const line = await layLine(databaseUrl);
  ends.push(() => line.close());
  const desk = await supervise(line.url, more);
  ends.push(() => desk.stop());
  await desk.start();
  return { desk, line, databaseUrl };
}

/**
 * Starts a desk on a database of its own, behind a line, with a load, a reader of pages and a listener; has `scene` do its worst; and
 * judges what came of it.
 */
export async function strain(
  fault: Fault,
  trial: Strain,
  options: StrainOptions,
  scene: (it: Strained) => Promise<Scene>,
): Promise<FaultResult> {
  const ends: (() => unknown)[] = [];
  try {
    const { desk, line, databaseUrl } = await standUp(options, ends);
    const tokens = await desk.tokens();
    const cookie = await signIn(databaseUrl, 'andres@faults.example');
    const listener = listenOn(desk.url, tokens.agent);
    ends.push(() => listener.end());
    await until(listener.isLive);
    const load = await startLoad({ url: desk.url, tokens, ...options.load });
    const reader = readOn(desk.url, cookie, load.journal);
    ends.push(() => reader.end());
    const recovery = async () => (await untilReady(desk.url, async () => databaseUrl)).recoveryMs;
    await until(() => load.acknowledged() > 0);
    const found = await scene({ desk, line, databaseUrl, load, tokens, cookie, recovery });
    const journal = await load.stop();
    await reader.end();
    const missed = await missedBy(listener.heard, journal);
    const storageFolder = options.env?.HILO_STORAGE ?? desk.storageFolder;
    const findings = await verify(journal, { databaseUrl, storageFolder });
    const { times, isTimed } = trial;
    const also = [...missed, ...(found.also ?? [])];
    const judged = found.mayCut ? { ...fault, mayCut: found.mayCut } : fault;
    return conclude(judged, { times, findings, recoveries: found.recoveries, also, more: found.more, isTimed });
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** How many answers of a journal, from a moment on, were of a kind. */
export function countSince(journal: Journal, at: number, outcome: Attempt['outcome']): number {
  const attempts = [...journal.writes.flatMap((write) => write.attempts), ...journal.reads];
  return attempts.filter((attempt) => attempt.outcome === outcome && attempt.at >= at).length;
}

/** Scenes on one desk, one after the other. */
export async function inTurn(it: Strained, ...scenes: ((it: Strained) => Promise<Scene>)[]): Promise<Scene> {
  const all: Scene & Required<Omit<Scene, 'mayCut'>> = { recoveries: [], also: [], more: {} };
  for (const scene of scenes) {
    const { recoveries, also = [], more = {}, mayCut } = await scene(it);
    all.recoveries.push(...recoveries);
    all.also.push(...also);
    Object.assign(all.more, more);
    all.mayCut ??= mayCut;
  }
  return all;
}
