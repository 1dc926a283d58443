import { Agent, get } from 'node:http';
import sql from 'sql-template-tag';
import { systemActor } from '@/lib/auth/actor';
import { encodeCursor } from '@/lib/platform/cursor';
import { db } from '@/lib/platform/db';
import { toPublicId } from '@/lib/platform/ids';
import { createToken } from '@/lib/tokens/commands';
import { withBare } from './beside-bare';
import { percentiles } from './drive';
import { type Line, type Stage, spread, type World } from './section';
import { figure } from './table';
import { known } from './world/people';

type Who = keyof typeof known;

/** What the questions need to know of a world. */
export interface Place {
  url: string;
  tokens: Record<Who, string>;
  ids: Record<Who, string>;
  /** The cursor after 100,000 rows, or after nine in ten where there are fewer; and that of the bare server. */
  deep: string;
  bareDeep: string;
  /** When the last ticket came, and its public id. */
  last: Date;
  lastId: string;
  views: { id: string; name: string }[];
}

/** One question, the same in each world. */
export interface Asked {
  what: string;
  who: Who;
  path: (place: Place) => string;
  /** Asked of a bare server on the big world as well. */
  bare?: (place: Place) => string;
  /** Before each asking a ticket changes: what was counted of all of them no longer holds. */
  isAfterChange?: true;
  /** It goes as far as a page may, and is over sooner where there are few tickets: no ratio is asked of it. */
  isFar?: true;
}

async function lookAround({ desk, tickets: count }: World): Promise<Place> {
  const people = await db.query<{ id: string; email: string; isStaff: boolean }>(
    sql`SELECT id, email, is_staff AS "isStaff" FROM users WHERE email = ANY(${Object.values(known)}::text[])`,
  );
  const tokens = {} as Place['tokens'];
  const ids = {} as Place['ids'];
  for (const [who, email] of Object.entries(known) as [Who, string][]) {
    const person = people.find((each) => each.email === email);
    if (!person) throw new Error(`${email} is not there: the world is not of bench:seed.`);
    const { token } = await createToken(systemActor('test'), { userId: person.id, name: 'bench' });
    tokens[who] = token;
    ids[who] = toPublicId(person.isStaff ? 'agent' : 'client', person.id);
  }
  const [row] = await db.query<{ at: Date; number: number; priority: string; last: Date; lastId: string }>(
    sql`SELECT created_at AS at, number, priority, (SELECT max(created_at) FROM tickets) AS last,
          (SELECT id FROM tickets ORDER BY created_at DESC, number DESC LIMIT 1) AS "lastId"
        FROM tickets ORDER BY created_at DESC, number DESC OFFSET ${Math.min(100_000, Math.floor(count * 0.9))} LIMIT 1`,
  );
  if (!row) throw new Error('The world has no tickets.');
  const views = await db.query<{ id: string; name: string }>(sql`SELECT id, name FROM saved_views ORDER BY id`);
  return {
    url: desk.url,
    tokens,
    ids,
    deep: encodeCursor([row.at, row.number, row.priority]),
    bareDeep: `${row.at.getTime()}.${row.number}`,
    last: row.last,
    lastId: toPublicId('support_ticket', row.lastId),
    views: views.map(({ id, name }) => ({ id: toPublicId('view', id), name })),
  };
}

// One connection to each desk: what is measured is one question at a time.
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Asks once: milliseconds to the last byte. Errors: any answer but 200. */
function ask(url: string, token: string): Promise<number> {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      answer.resume();
      answer.on('end', () => {
        if (answer.statusCode !== 200) return reject(new Error(`${url} answered ${answer.statusCode}`));
        resolve(performance.now() - from);
      });
    }).on('error', reject);
  });
}

/** Changes the last ticket's priority, each time to another. Errors: any answer but 200. */
async function change({ url, tokens, lastId }: Place, index: number): Promise<void> {
  const answer = await fetch(`${url}/v2/support-tickets/${lastId}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${tokens.agent}`, 'content-type': 'application/json' },
    body: JSON.stringify({ priority: index % 2 === 0 ? 'low' : 'medium' }),
  });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${url}: changing a ticket answered ${answer.status}`);
}

/** How many rows an answer has; undefined of one that is no list. */
async function rowsOf(url: string, token: string): Promise<number | undefined> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const { data } = (await answer.json()) as { data?: unknown };
  return Array.isArray(data) ? data.length : undefined;
}

/** What each list is to keep: its p95 in either world, in milliseconds, and by what the big one's may exceed that of as many rows in the small one. */
const goals = { ms: 30, ratio: 1.5 };

/** Asks some questions in the big world and in the small one, one at a time and in turn. */
export async function askBoth(
  section: string,
  { plan, say, world }: Stage,
  questions: (small: Place) => Asked[],
): Promise<Line[]> {
  const places = { small: await lookAround(await world('small')), big: await lookAround(await world('big')) };
  const [warm, times] = plan.isQuick ? [2, 5] : [10, 80];
  const both = ['small', 'big'] as const;
  const time = async ({ who, isAfterChange }: Asked, urls: Record<(typeof both)[number], string>, bareUrl?: string) => {
    const runs = { small: [] as number[][], big: [] as number[][], bare: [] as number[][] };
    for (let run = 0; run < plan.runs; run += 1) {
      const took = { small: [] as number[], big: [] as number[], bare: [] as number[] };
      // One world after the other at each asking: whatever else the machine does meanwhile, it does to both.
      for (let index = run === 0 ? -warm : -2; index < times; index += 1)
        for (const which of both) {
          if (isAfterChange) await change(places[which], index + warm);
          const ms = await ask(urls[which], places[which].tokens[who]);
          if (index >= 0) took[which].push(ms);
        }
      for (let index = -2; bareUrl && index < times; index += 1) {
        const ms = await ask(bareUrl, places.big.tokens[who]);
        if (index >= 0) took.bare.push(ms);
      }
      for (const which of [...both, 'bare'] as const) runs[which].push(took[which]);
    }
    const [small, big] = [percentiles(runs.small.flat()), percentiles(runs.big.flat())];
    const middles = (of: number[][]) => spread(of.map((run) => percentiles(run).p50));
    const bare = bareUrl ? middles(runs.bare) : undefined;
    return { small, big, ratio: big.p95 / small.p95, hilo: middles(runs.big), bare };
  };
  const measure = async (asked: Asked, bareServer: string): Promise<Line> => {
    const { what, who, path, isFar, bare: bareOf } = asked;
    const urls = { small: places.small.url + path(places.small), big: places.big.url + path(places.big) };
    const bareUrl = bareOf && bareServer + bareOf(places.big);
    const { small, big, ratio, hilo, bare } = await time(asked, urls, bareUrl);
    const rows = {
      small: await rowsOf(urls.small, places.small.tokens[who]),
      big: await rowsOf(urls.big, places.big.tokens[who]),
    };
    const bareRows = bareUrl && (await rowsOf(bareUrl, places.big.tokens[who]));
    if (bareRows === 0 && rows.big) throw new Error(`The bare server has nothing for ${what}.`);
    // Where the small world has fewer to give, both are asked for as many, and one at least: each row is looked up, put together and sent.
    const isFewer = rows.small !== undefined && rows.small < (rows.big ?? 0);
    const likewise = Math.max(1, rows.small ?? 0);
    const limited = (url: string) => url.replace(/([?&]limit=)\d+/, `$1${likewise}`);
    const isLimited = isFewer && limited(urls.big) !== urls.big;
    const asMany = isLimited ? await time(asked, { small: limited(urls.small), big: limited(urls.big) }) : undefined;
    const told = rows.small === rows.big ? '' : `, ${rows.small} rows for ${rows.big}`;
    const like = asMany ? `; of ${likewise} ${figure(asMany.big.p95)} ms, ${asMany.ratio.toFixed(2)} ×` : '';
    const beside = bare ? `; ${figure(hilo.median)} ms beside ${figure(bare.median)}, bare` : '';
    say(
      `${who}: ${what}: p95 ${figure(big.p95)} ms, ${ratio.toFixed(2)} × of the small world’s${told}${like}${beside}`,
    );
    return {
      section,
      what: `${who}: ${what} (small world: p95 ${figure(small.p95)}${told}${like})`,
      unit: 'ms',
      hilo,
      ...(bare && { bare, ratio: bare.median / hilo.median }),
      ...big,
      goal: `p95 < ${goals.ms} ms in both${isFar ? '' : `, ≤ ${goals.ratio} × small${asMany ? ' for as many rows' : ''}`}`,
      isMet: Math.max(big.p95, small.p95) < goals.ms && (isFar || (asMany?.ratio ?? ratio) <= goals.ratio),
      more: { small, ratioOfSmall: ratio, rows, asMany },
    };
  };
  const lines: Line[] = [];
  await withBare((await world('big')).databaseUrl, async (bareServer) => {
    for (const asked of questions(places.small)) lines.push(await measure(asked, bareServer));
  });
  return lines;
}
