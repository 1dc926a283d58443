// Longer than most: what is asked, and what may come back, beside each other.
import fc from 'fast-check';
import type { Api } from '@/e2e/support/api';
import type { Person } from '@/e2e/support/people';
import { change, fileTicket, reply } from '@/e2e/support/tickets';
import { toPublicId } from '@/lib/platform/ids';
import type { Arena, Attack, Outcome } from './attack';
import { nastyTexts } from './fuzz-values';

const words = [
  'verificación',
  'VERIFICACION',
  'pago',
  'tarjeta',
  'invoice',
  'error',
  'el',
  'the',
  'pagos duplicados',
  'zzqx',
  'verif',
  'ña',
];
const names = [
  'status',
  'estado',
  'is',
  'es',
  'priority',
  'prioridad',
  'category',
  'tag',
  'etiqueta',
  'client',
  'cliente',
  'assigned',
];
const moreNames = [
  'asignado',
  'team',
  'equipo',
  'created',
  'creado',
  'updated',
  'resolved',
  'has',
  'field',
  'nope',
  '',
  '-',
  'q',
  '__proto__',
];
const values = [
  'open',
  'abierto',
  'active',
  'high',
  '>=high',
  '<=urgent',
  'billing',
  'me',
  'none',
  'ana',
  '<7d',
  '>9999y',
  '<999y',
  'today',
];
const moreValues = [
  '2026-11-01..2026-11-15',
  '..',
  '..2026-02-30',
  '>=2199-12-31',
  '1900-01-01',
  '"a b"',
  '"',
  'a,b,,c',
  'attachment',
  'x=y',
  'region:norte',
];
const tricks = [
  "'",
  '"',
  '\\',
  '%',
  '_',
  '&',
  '|',
  '!',
  '(',
  ')',
  ':*',
  '<->',
  '<1000000>',
  '*',
  '--',
  '/*',
  ';',
  '$1',
  '$$',
  '::text',
  '\u0001',
  '\u202e',
];
const numbers = [
  '0',
  '-1',
  '1.5',
  '1e9',
  '2147483648',
  '-9223372036854775809',
  '99999999999999999999',
  'NaN',
  '0x10',
  '١٢',
  '#1',
  '#99999999999',
];
const times = [
  '2026-01-01',
  '2026-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '-004713-01-01T00:00:00Z',
  '275760-09-13T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '2026-02-30T00:00:00Z',
  '2026-01-01T00:00:00+14:00',
  '2026-01-01T25:00:00Z',
];

const anyText = fc.oneof(
  fc.constantFrom(...nastyTexts),
  fc.constantFrom(...numbers, ...times),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc
    .constantFrom('a', 'ñ', '"', '(', 'a ', 'a" ', '-', "'", '\\')
    .chain((sign) => fc.constantFrom(40, 1000, 4000).map((n) => sign.repeat(n))),
);
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...names, ...moreNames), fc.constantFrom(...values, ...moreValues))
      .map(([name, value]) => `${name}:${value}`),
  },
  { weight: 3, arbitrary: fc.constantFrom(...tricks) },
  { weight: 1, arbitrary: fc.constantFrom(...numbers, ...times) },
  { weight: 1, arbitrary: anyText },
);
/** A text for a search: words, operators, what tsquery and LIKE and quotes mean something to, put together anyhow. */
const search = fc
  .array(fc.tuple(fc.constantFrom('', '', '-', '"', 'NOT '), piece, fc.constantFrom(' ', ' ', '', '"', '\t')), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts) => parts.flat().join(''));

const choice = (...all: string[]) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...all) },
    {
      weight: 2,
      arbitrary: fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 4 }).map((some) => some.join(',')),
    },
    { weight: 3, arbitrary: anyText },
  );
const time = fc.oneof(fc.constantFrom(...times), anyText);
const limit = choice('1', '25', '100', '0', '101', '-1', '1.5');

type Params = Record<string, string>;

/** A query with some of these parameters. */
const some = (model: Record<string, fc.Arbitrary<string>>): fc.Arbitrary<Params> =>
  fc.record(model, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<Params>;

interface Row {
  id: string;
  number: number;
  status: string;
  priority: string;
  category: string;
  tags: string[];
  client: string;
  assignee: string | null;
  created: Date;
}

interface Listed {
  _id: string;
  client: string;
}

/** The stage: tickets of two clients, with words that the other must never read. */
interface Stage {
  rows: Row[];
  mine: Person;
  ids: string[];
  cursors: string[];
  /** Stands only in what the client must not see: notes, the other client's tickets and name. */
  secret: string;
}

async function setStage({ world, database, isQuick }: Arena): Promise<Stage> {
  const { api, makePerson } = world;
  const secret = `zq${crypto.randomUUID().replaceAll('-', '')}`;
  const mine = await makePerson('client');
  const other = await makePerson('client', { name: `Otra ${secret}` });
  const [asMine, asOther] = [api.as(mine), api.as(other)];
  await api.admin.post('/v2/fields', { key: 'region', label: 'Región', kind: 'text', forClients: true });
  for (let at = 0; at < 12; at++) {
    const ticket = await fileTicket(asMine, {
      title: `${words[at % words.length]} ${at}`,
      description: `${words[(at * 5) % words.length]} de la tarjeta`,
      priority: ['low', 'medium', 'high', 'urgent'][at % 4],
      category: ['billing', 'technical', 'general'][at % 3],
      tags: [`t${at % 3}`, 'a b'],
    });
    await reply(api.agent, ticket, `Nota ${secret} verificación`, { internal: true });
    if (at % 3 === 0) await change(api.agent, ticket, { status: 'resolved', resolution: 'Ya.' });
    await fileTicket(asOther, {
      title: `verificación pago ${secret}`,
      description: secret,
      tags: ['t1', secret.slice(0, 40)],
    });
  }
  // Enough that a plan without an index would be felt.
  await database.query(
    `INSERT INTO tickets (id, title, description, priority, category, client_id, tags, created_at, updated_at, staff_updated_at)
     SELECT gen_random_uuid(), 'verificación pago ' || i, 'tarjeta invoice error ' || md5(i::text) || ' ' || $3, 'low', 'general',
       u.id, ARRAY['t' || i % 50], now() - make_interval(mins => i), now(), now()
     FROM generate_series(1, $1::int) i, users u WHERE u.email = $2`,
    [isQuick ? 500 : 20_000, other.email, secret],
  );
  await database.query('ANALYZE');
  const { rows } = await database.query<Row>(
    `SELECT id, number, status, priority, category, tags, client_id AS client, assigned_to_id AS assignee, created_at AS created
     FROM tickets ORDER BY created_at DESC, id DESC`,
  );
  const pages = await Promise.all(
    [api.agent, asOther].map((by) => by.get<{ page: { next: string } }>('/v2/support-tickets?limit=3')),
  );
  const ids = [
    ...rows.slice(0, 20).map(({ id }) => toPublicId('support_ticket', id)),
    toPublicId('client', mine.userId),
    toPublicId('client', other.userId),
    toPublicId('agent', world.agent.userId),
  ];
  return { rows, mine, ids, cursors: pages.map(({ body }) => body.page.next), secret };
}

/** A cursor: one of somebody else's, whole or with a sign changed, or anything. */
const cursorOf = (cursors: string[]) =>
  fc.oneof(
    fc.constantFrom(...cursors),
    fc
      .tuple(fc.constantFrom(...cursors), fc.nat(60), fc.constantFrom('A', 'z', '_', '-', '', '%'))
      .map(([cursor, at, sign]) => cursor.slice(0, at % cursor.length) + sign + cursor.slice((at % cursor.length) + 1)),
    anyText.map((text) => Buffer.from(text).toString('base64url')),
    fc
      .constantFrom('["2026-01-01","x"]', '["\' OR 1=1",1]', '{}', '[]', 'null')
      .map((text) => Buffer.from(text).toString('base64url')),
    anyText,
  );

interface Question {
  path: string;
  as: 'client' | 'agent';
  query: Params;
}

/** Everything that reads by a query, asked anyhow; `count` questions of each, the same for the same seed. */
function questionsOf({ cursors, ids }: Stage, seed: number, count: number): Question[] {
  const cursor = cursorOf(cursors);
  const id = choice(...ids, 'me', 'none');
  const list = some({
    q: search,
    status: choice('open', 'pending', 'resolved', 'closed'),
    priority: choice('low', 'high', 'urgent'),
    category: choice('billing', 'technical', 'general'),
    tag: choice('t0', 't1', 'a b', 'T2'),
    client: id,
    assignedTo: id,
    createdAfter: time,
    createdBefore: time,
    updatedAfter: time,
    limit,
    cursor,
    include: choice('threads'),
  });
  const plain = some({
    status: fc.constantFrom('open', 'resolved', 'open,resolved'),
    priority: fc.constantFrom('low', 'high', 'low,urgent'),
    category: fc.constantFrom('billing', 'general,technical'),
    tag: fc.constantFrom('t0', 't1', 'T1,t2'),
    limit: fc.constant('100'),
  });
  const desk = some({
    q: search,
    queue: choice('mine', 'unassigned', 'all', 'active', 'team', 'snoozed', 'view_01h455vb4pex5vsknk084sn02q'),
    sort: choice('newest', 'updated', 'urgent'),
    until: cursor,
    cursor,
    limit,
  });
  const asked: [string, 'client' | 'agent', fc.Arbitrary<Params>, share?: number][] = [
    ['/v2/support-tickets', 'client', list, 4],
    ['/v2/support-tickets', 'client', some({ q: search }), 4],
    ['/v2/support-tickets', 'client', plain, 1],
    ['/v2/support-tickets', 'agent', list, 3],
    ['/v2/support-tickets', 'agent', some({ q: search }), 3],
    ['/v2/support-tickets', 'agent', plain, 1],
    ['/v2/desk/tickets', 'agent', desk, 4],
    ['/v2/desk/find', 'agent', some({ q: search }), 2],
    ['/v2/desk/search', 'agent', some({ q: search })],
    ['/v2/desk/suggestions', 'agent', some({ q: search })],
    ['/v2/changes', 'client', some({ cursor, limit, types: choice('ticket.created', 'ticket.noted') })],
    ['/v2/changes', 'agent', some({ cursor, limit, types: choice('ticket.created') })],
    ['/v2/export', 'client', some({ cursor: id, updatedAfter: time })],
    ['/v2/notifications', 'agent', some({ cursor, limit, unread: choice('true', 'false') })],
    [
      `/v2/support-tickets/${ids[0]}/history`,
      'agent',
      some({ cursor, limit, types: choice('messages', 'people'), actor: id }),
    ],
    ['/tickets', 'client', some({ q: search, status: choice('open', 'all'), category: choice('billing'), cursor })],
  ];
  return asked.flatMap(([path, as, query, share = 1], at) =>
    fc.sample(query, { seed: seed + at, numRuns: count * share }).map((each) => ({ path, as, query: each })),
  );
}

/** What a naive reading of the table gives for filters that are simply compared. */
function naively(rows: Row[], { status, priority, category, tag }: Params): string[] {
  const isIn = (wanted: string | undefined, value: string) => wanted === undefined || wanted.split(',').includes(value);
  const tags = tag?.split(',');
  return rows
    .filter((row) => isIn(status, row.status) && isIn(priority, row.priority) && isIn(category, row.category))
    .filter((row) => !tags || row.tags.some((each) => tags.includes(each)))
    .map(({ id }) => toPublicId('support_ticket', id));
}

const simple = new Set(['status', 'priority', 'category', 'tag', 'limit']);

/** What is wrong with an answer, in words. */
function wrongWith(
  { path, as, query }: Question,
  status: number,
  text: string,
  stage: Stage,
  own: Set<string>,
): string[] {
  if (status >= 500) return [`answered ${status}`];
  const wrong: string[] = [];
  if (as === 'client' && text.includes(stage.secret)) wrong.push('told a client what is not theirs');
  if (status !== 200 || path === '/tickets') return wrong;
  const all = new Set(stage.rows.map(({ id }) => toPublicId('support_ticket', id)));
  const named = [...text.matchAll(/"(support_ticket_[0-9a-z]{26})"/g)].map(([, id]) => id ?? '');
  const allowed = as === 'client' ? own : all;
  // A made-up id that the question itself says is told back by what explains the question.
  const isEcho = (id: string) => !all.has(id) && Object.values(query).some((value) => value.includes(id));
  if (named.some((id) => !allowed.has(id) && !isEcho(id))) wrong.push('told of a ticket that is not theirs to see');
  if (path === '/v2/support-tickets' && Object.keys(query).every((name) => simple.has(name)) && query.limit === '100') {
    const { data } = JSON.parse(text) as { data: Listed[] };
    const rows = as === 'client' ? stage.rows.filter(({ client }) => client === stage.mine.userId) : stage.rows;
    const right = naively(rows, query).slice(0, 100);
    if (data.map(({ _id }) => _id).join() !== right.join()) wrong.push('another list than the filters say');
  }
  return wrong;
}

/** Asks everything that takes a query anyhow, and holds the answers against what a naive query gives. */
export async function attackBySql(arena: Arena, { seed, count }: { seed: number; count: number }): Promise<Outcome> {
  const stage = await setStage(arena);
  const { api, agent } = arena.world;
  const by: Record<'client' | 'agent', Api> = { client: api.as(stage.mine), agent: api.as(agent) };
  const own = new Set(
    stage.rows.filter(({ client }) => client === stage.mine.userId).map(({ id }) => toPublicId('support_ticket', id)),
  );
  const questions = questionsOf(stage, seed, count);
  const findings: string[] = [];
  const slowest: { ms: number; what: string }[] = [];
  const statuses: Record<string, number> = {};
  let found = 0;
  let next = 0;
  const lane = async () => {
    for (let question = questions[next++]; question; question = questions[next++]) {
      const { path, as, query } = question;
      // A lone surrogate cannot stand in an address: it goes as what stands for it.
      const wellFormed = Object.entries(query).map(([name, value]) => [name, value.toWellFormed()]);
      const address = `${path}?${new URLSearchParams(wellFormed)}`;
      if (address.length > 12_000) continue;
      const since = performance.now();
      const answer = await by[as].get<unknown>(address).catch((error: unknown) => {
        // To be sent on to an address of this length, escaped once more, is more than this client reads.
        if (error instanceof Error && String(error.cause).startsWith('HeadersOverflowError')) return undefined;
        throw error;
      });
      if (!answer) continue;
      const { status, text } = answer;
      slowest.push({ ms: Math.round(performance.now() - since), what: `${as} ${address.slice(0, 300)}` });
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status === 200 && text.includes('"support_ticket_')) found += 1;
      for (const what of wrongWith(question, status, text, stage, own))
        findings.push(`${what}: as ${as}, curl '${address}' → ${text.slice(0, 200)}`);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  slowest.sort((a, b) => b.ms - a.ms).splice(10);
  // Tests that find nothing prove nothing.
  if (found < questions.length / 20) findings.push(`only ${found} of ${questions.length} questions found a ticket`);
  const saw = `seed ${seed}: ${JSON.stringify(statuses)}, ${found} found tickets; slowest ${slowest[0]?.ms} ms`;
  return { tried: questions.length, findings: findings.slice(0, 50), saw, figures: { seed, statuses, found, slowest } };
}

export const sqlAttack: Attack = {
  name: 'sql',
  what: 'queries, searches and cursors of any kind, against what a naive query gives',
  run: (arena, { seed = arena.isQuick ? 1 : Date.now() % 2 ** 31 } = {}) =>
    attackBySql(arena, { seed, count: arena.isQuick ? 25 : 600 }),
};
