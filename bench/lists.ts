import { Agent, get } from 'node:http';
import sql from 'sql-template-tag';
import { systemActor } from '@/lib/auth/actor';
import { encodeCursor } from '@/lib/platform/cursor';
import { db } from '@/lib/platform/db';
import { toPublicId } from '@/lib/platform/ids';
import { createToken } from '@/lib/tokens/commands';
import { withBare } from './beside-bare';
import { percentiles } from './drive';
import { type Line, type Section, type Stage, spread, type World } from './section';
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
  /** When the last ticket came. */
  last: Date;
  views: { id: string; name: string }[];
}

/** One question, the same in each world. */
export interface Asked {
  what: string;
  who: Who;
  path: (place: Place) => string;
  /** Asked of a bare server on the big world as well. */
  bare?: (place: Place) => string;
  /** It goes as far as a page may, and is over sooner where there are few tickets: no ratio is asked of it. */
  isFar?: true;
}

const day = 86_400_000;
const before = ({ last }: Place, days: number) => new Date(last.getTime() - days * day).toISOString();
const tickets = (query: string) => () => `/v2/support-tickets?limit=25&${query}`;
const search = (q: string) => tickets(`q=${encodeURIComponent(q)}`);
const queue = (name: string, more = '') => `/v2/desk/tickets?limit=50&queue=${name}${more}`;

/** The questions of staff; `views` are the names of the desk's own. */
const ofStaff = (views: string[]): Asked[] => {
  const agent = (what: string, path: Asked['path'], bare?: Asked['bare']): Asked => ({
    what,
    who: 'agent',
    path,
    bare,
  });
  return [
    agent('newest 25', tickets(''), tickets('')),
    agent('newest 25 with their messages', tickets('include=threads')),
    agent(
      'after 100,000 rows',
      ({ deep }) => tickets(`cursor=${deep}`)(),
      ({ bareDeep }) => tickets(`cursor=${bareDeep}`)(),
    ),
    agent('status=open', tickets('status=open')),
    agent('status=open,pending', tickets('status=open,pending')),
    agent('status=closed after 100,000 rows', ({ deep }) => tickets(`status=closed&cursor=${deep}`)()),
    agent('category and status and priority', tickets('category=feature_request&status=pending&priority=urgent')),
    agent('assignedTo=me', tickets('assignedTo=me')),
    agent('assignedTo=none', tickets('assignedTo=none')),
    agent('a common tag', tickets(`tag=${encodeURIComponent('facturación')}`)),
    agent('a rare tag, open', tickets('tag=vpn&status=open')),
    agent('a tag that nobody uses', tickets('tag=nadie')),
    agent('client=: many tickets', ({ ids }) => tickets(`client=${ids.manyTickets}`)()),
    agent('client=: one ticket', ({ ids }) => tickets(`client=${ids.oneTicket}`)()),
    agent('createdBefore, long ago', (place) => tickets(`createdBefore=${before(place, 700)}`)()),
    agent('created in three weeks a year ago, open', (place) =>
      tickets(`status=open&createdAfter=${before(place, 400)}&createdBefore=${before(place, 380)}`)(),
    ),
    agent('updatedAfter yesterday', (place) => tickets(`updatedAfter=${before(place, 1)}`)()),
    agent('updatedAfter tomorrow', (place) => tickets(`updatedAfter=${before(place, -1)}`)()),
    agent('q=is:unanswered', search('is:unanswered')),
    agent('q=has:attachment', search('has:attachment')),
    agent('q=has:rating', search('has:rating')),
    agent('q=updated:>365d', search('updated:>365d')),
    agent('q=client:garcia', search('client:garcia')),
    agent('q=team:… priority:… status:…', search('team:Cuentas priority:urgent status:closed')),
    ...['mine', 'unassigned', 'open', 'pending', 'urgent', 'snoozed', 'resolved', 'all'].map((name) =>
      agent(`desk: ${name}`, () => queue(name)),
    ),
    agent('desk: all, by last change', () => queue('all', '&sort=updated')),
    agent('desk: all, urgent first, after 100,000 rows', ({ deep }) => queue('all', `&sort=urgent&cursor=${deep}`)),
    ...views.map((name) =>
      agent(`desk: view “${name}”`, (place) => queue(place.views.find((view) => view.name === name)?.id ?? '')),
    ),
    agent(
      'status and priority',
      tickets('status=open,pending&priority=high,urgent'),
      tickets('status=open,pending&priority=high,urgent'),
    ),
    agent(
      'queue counts',
      () => '/v2/desk/queues',
      () => '/v2/desk/queues',
    ),
    { what: 'queue counts', who: 'admin', path: () => '/v2/desk/queues' },
    agent('a client with many tickets', ({ ids }) => `/v2/clients/${ids.manyTickets}`),
    agent('a client with one ticket', ({ ids }) => `/v2/clients/${ids.oneTicket}`),
    agent('notifications', () => '/v2/notifications'),
    agent('notifications, unread', () => '/v2/notifications?unread=true'),
    agent('how many unread', () => '/v2/notifications/unread'),
    agent('changes from the beginning', () => '/v2/changes?limit=100'),
    agent('changes from now on', () => '/v2/changes?cursor=now'),
    agent('changes of a rare type', () => '/v2/changes?types=ticket.merged'),
    { what: 'people', who: 'admin', path: () => '/v2/users?limit=100' },
    { what: 'people of a name', who: 'admin', path: () => '/v2/users?limit=100&q=garcia' },
  ];
};

const ofClients: Asked[] = (['manyTickets', 'dozen', 'oneTicket'] as const).flatMap((who): Asked[] => [
  { what: 'own tickets', who, path: tickets('') },
  { what: 'own tickets with their messages', who, path: tickets('include=threads') },
  { what: 'own tickets, open', who, path: tickets('status=open') },
  { what: 'own tickets with a rare tag', who, path: tickets('tag=vpn') },
  { what: 'own tickets changed in a month', who, path: (place) => tickets(`updatedAfter=${before(place, 30)}`)() },
  { what: 'changes from the beginning', who, path: () => '/v2/changes?limit=100' },
  { what: 'changes from now on', who, path: () => '/v2/changes?cursor=now' },
]);

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
  const [row] = await db.query<{ at: Date; number: number; priority: string; last: Date }>(
    sql`SELECT created_at AS at, number, priority, (SELECT max(created_at) FROM tickets) AS last
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

/** How many rows an answer has; undefined of one that is no list. */
async function rowsOf(url: string, token: string): Promise<number | undefined> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const { data } = (await answer.json()) as { data?: unknown };
  return Array.isArray(data) ? data.length : undefined;
}

/** What each list is to keep: its p95 in the big world, in milliseconds, and by what it may exceed that of as many rows in the small one. */
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
  const time = async (who: Who, urls: Record<(typeof both)[number], string>, bareUrl?: string) => {
    const runs = { small: [] as number[][], big: [] as number[][], bare: [] as number[][] };
    for (let run = 0; run < plan.runs; run += 1) {
      const took = { small: [] as number[], big: [] as number[], bare: [] as number[] };
      // One world after the other at each asking: whatever else the machine does meanwhile, it does to both.
      for (let index = run === 0 ? -warm : -2; index < times; index += 1)
        for (const which of both) {
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
  const measure = async ({ what, who, path, isFar, bare: bareOf }: Asked, bareServer: string): Promise<Line> => {
    const urls = { small: places.small.url + path(places.small), big: places.big.url + path(places.big) };
    const { small, big, ratio, hilo, bare } = await time(who, urls, bareOf && bareServer + bareOf(places.big));
    const rows = {
      small: await rowsOf(urls.small, places.small.tokens[who]),
      big: await rowsOf(urls.big, places.big.tokens[who]),
    };
    // Where the small world has fewer to give, both are asked for as many, and one at least: each row is looked up, put together and sent.
    const isFewer = rows.small !== undefined && rows.small < (rows.big ?? 0);
    const likewise = Math.max(1, rows.small ?? 0);
    const limited = (url: string) => url.replace(/([?&]limit=)\d+/, `$1${likewise}`);
    const isLimited = isFewer && limited(urls.big) !== urls.big;
    const asMany = isLimited ? await time(who, { small: limited(urls.small), big: limited(urls.big) }) : undefined;
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
      goal: `p95 < ${goals.ms} ms${isFar ? '' : `, ≤ ${goals.ratio} × small${asMany ? ' for as many rows' : ''}`}`,
      isMet: big.p95 < goals.ms && (isFar || (asMany?.ratio ?? ratio) <= goals.ratio),
      more: { small, ratioOfSmall: ratio, rows, asMany },
    };
  };
  const lines: Line[] = [];
  await withBare((await world('big')).databaseUrl, async (bareServer) => {
    for (const asked of questions(places.small)) lines.push(await measure(asked, bareServer));
  });
  return lines;
}

/** Every list, filter, count and feed in the big world beside the small one. */
export const listsSection: Section = (stage) =>
  askBoth('lists', stage, ({ views }) => [...ofStaff(views.map(({ name }) => name)), ...ofClients]);
