// Longer than most: all that may be asked by a query, and of what it is put together.
import fc from 'fast-check';
import { nastyTexts } from './fuzz-values';

export const words = [
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

export type Params = Record<string, string>;

/** A query with some of these parameters, or with one: of many one is nearly always wrong, and then no other is looked at. */
const some = (model: Record<string, fc.Arbitrary<string>>): fc.Arbitrary<Params> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.record(model, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<Params> },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...Object.entries(model))
        .chain(([name, value]) => value.map((each): Params => ({ [name]: each }))),
    },
  );

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

export type Asker = 'client' | 'agent' | 'admin' | 'browser';

export interface Question {
  /** An address, or `/mcp` where the query is what a tool is given. */
  path: string;
  as: Asker;
  query: Params;
}

/** What the stage has that a question may name. */
export interface Known {
  /** Of tickets first, then of people. */
  ids: string[];
  cursors: string[];
  /** One with deliveries. */
  webhook: string;
}

/** Everything that reads by a query, asked anyhow; `count` questions of each, the same for the same seed. */
export function questionsOf({ cursors, ids, webhook }: Known, seed: number, count: number): Question[] {
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
  const asked: [string, Asker, fc.Arbitrary<Params>, share?: number][] = [
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
    ['/v2/users', 'admin', some({ q: search, role: choice('client', 'agent', 'admin'), cursor, limit })],
    [`/v2/webhooks/${webhook}/deliveries`, 'admin', some({ cursor, limit, status: choice('failed', 'pending') })],
    ['/mcp', 'client', list],
    ['/mcp', 'agent', list],
    // A page knows sessions alone.
    ['/tickets', 'browser', some({ q: search, status: choice('open', 'all'), category: choice('billing'), cursor })],
  ];
  return asked.flatMap(([path, as, query, share = 1], at) =>
    fc.sample(query, { seed: seed + at, numRuns: count * share }).map((each) => ({ path, as, query: each })),
  );
}
