import fc from 'fast-check';
import { expect, test } from '../fixtures';
import { leastTicket, pathOf, readTicket, ticketsPath } from '../support/tickets';

const codes = [
  'TITLE_REQUIRED',
  'INVALID_TITLE',
  'DESCRIPTION_REQUIRED',
  'INVALID_DESCRIPTION',
  'PRIORITY_REQUIRED',
  'INVALID_PRIORITY',
  'CATEGORY_REQUIRED',
  'INVALID_CATEGORY',
  'INVALID_TAGS',
  'INVALID_ATTACHMENTS',
  'INVALID_JSON',
];

/** Text with everything that can go wrong in one: halves of surrogate pairs, U+0000, controls, marks, emoji, blanks. */
const text = (maxLength: number) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength }) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength }) },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength })
        .map((units) => String.fromCharCode(...units)),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        ' ',
        '\0',
        '\ud800',
        '__proto__',
        'null',
        '🧵'.repeat(Math.min(maxLength, 200)),
        "'; DROP TABLE tickets; --",
      ),
    },
  );

const junk = fc.jsonValue({ maxDepth: 2 });
const mostly = <T>(good: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 9, arbitrary: good as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: junk });

const attachment = fc.record(
  {
    filename: mostly(text(40)),
    url: mostly(
      fc.oneof(
        fc.webUrl({ validSchemes: ['https'], withQueryParameters: true, withFragments: true }),
        fc.webUrl(),
        text(30),
      ),
    ),
    size: mostly(fc.oneof(fc.maxSafeNat(), fc.double(), fc.integer())),
    type: mostly(fc.oneof(fc.constantFrom('text/plain', 'image/png', 'application/json; charset=utf-8'), text(20))),
    extra: junk,
  },
  { requiredKeys: ['filename', 'url', 'size', 'type'] },
);

const nearlyTicket = fc.record(
  {
    title: mostly(text(220)),
    description: mostly(text(300)),
    priority: mostly(fc.constantFrom('low', 'medium', 'high', 'urgent')),
    category: mostly(fc.constantFrom('technical', 'billing', 'account', 'feature_request', 'general')),
    tags: mostly(fc.array(text(12), { maxLength: 6 })),
    attachments: mostly(fc.array(attachment, { maxLength: 2 })),
    status: junk,
    _id: junk,
    ['__proto__']: junk,
  },
  { requiredKeys: ['title', 'description', 'priority', 'category'] },
);

/** A ticket that is certainly good, so that a good part of the runs is accepted. */
const goodText = (maxLength: number) =>
  fc.string({ unit: 'grapheme', minLength: 1, maxLength }).filter((each) => each.trim() !== '' && !each.includes('\0'));
const goodTicket = fc.record(
  {
    title: goodText(60),
    description: goodText(2000),
    priority: fc.constantFrom('low', 'medium', 'high', 'urgent'),
    category: fc.constantFrom('technical', 'billing', 'account', 'feature_request', 'general'),
    tags: fc.array(goodText(15), { maxLength: 20 }),
    attachments: fc.array(
      fc.record({
        filename: goodText(60).map((name) => name.replace(/[/\\\p{Cc}]/gu, '-')),
        url: fc.webUrl({ validSchemes: ['https'], withQueryParameters: true, withFragments: true }),
        size: fc.maxSafeNat(),
        type: fc.constantFrom('text/plain', 'image/svg+xml', 'application/pdf'),
      }),
      { maxLength: 10 },
    ),
  },
  { requiredKeys: ['title', 'description', 'priority', 'category'] },
);

interface Said {
  title: string;
  description: string;
  priority: string;
  category: string;
  tags?: string[] | null;
  attachments?: { filename: string; url: string; size: number; type: string }[] | null;
}

/** What the ticket must hold, worked out from the request alone. */
function expected(said: Said) {
  const tags: string[] = [];
  for (const tag of (said.tags ?? []).map((each) => each.trim())) {
    if (!tags.some((each) => each.toLowerCase() === tag.toLowerCase())) tags.push(tag);
  }
  return {
    title: said.title.trim(),
    description: said.description.trim(),
    status: 'open',
    priority: said.priority,
    category: said.category,
    assignedTo: null,
    attachments: (said.attachments ?? []).map(({ filename, url, size, type }) => ({ filename, url, size, type })),
    tags,
    resolution: null,
    resolvedAt: null,
  };
}

test('any JSON is a ticket that reads back equal, or a documented refusal, never a failure', async ({ api }) => {
  test.setTimeout(180_000);
  let accepted = 0;
  const property = fc.asyncProperty(fc.oneof(nearlyTicket, fc.jsonValue(), goodTicket), async (body) => {
    const sent = JSON.stringify(body);
    const answer = await api.client.send('POST', ticketsPath, { body: sent });
    if (answer.status === 201) {
      accepted += 1;
      const { data } = answer.body;
      expect(data).toMatchObject(expected(JSON.parse(sent) as Said));
      expect(await readTicket(api.client, data)).toEqual(data);
      expect(answer.headers.get('location')).toBe(pathOf(data));
      return;
    }
    expect(answer.status, answer.text).toBe(400);
    expect(codes).toContain(answer.body.message);
    for (const detail of answer.body.details ?? []) expect(codes).toContain(detail.message);
  });
  await fc.assert(property, { numRuns: 400 });
  expect(accepted).toBeGreaterThan(40);
});

test('a good ticket is taken, whatever its words', async ({ api }) => {
  test.setTimeout(120_000);
  await fc.assert(
    fc.asyncProperty(goodTicket, async (body) => {
      const answer = await api.client.post(ticketsPath, body);
      expect(answer.status, answer.text).toBe(201);
    }),
    { numRuns: 150 },
  );
});

test('any bytes are a ticket or a refusal', async ({ api }) => {
  test.setTimeout(120_000);
  const whole = Buffer.from(JSON.stringify(leastTicket));
  const broken = fc.tuple(fc.nat(whole.length - 1), fc.uint8Array({ maxLength: 4 })).map(([at, bytes]) => {
    return Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at + bytes.length)]);
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(broken, fc.uint8Array({ maxLength: 200 })), async (body) => {
      const answer = await api.client.send('POST', ticketsPath, { body });
      expect([201, 400], answer.text).toContain(answer.status);
      if (answer.status === 400) expect(codes).toContain(answer.body.message);
    }),
    { numRuns: 150 },
  );
});

test('any query is a list or a documented refusal', async ({ api }) => {
  test.setTimeout(120_000);
  const names = [
    'limit',
    'cursor',
    'status',
    'priority',
    'category',
    'tag',
    'client',
    'assignedTo',
    'q',
    'createdAfter',
    'updatedAfter',
    'include',
  ];
  const value = fc.oneof(
    text(40),
    fc.constantFrom('open', 'me', 'none', 'threads', '5', '2026-01-01', 'low,high'),
    fc.jsonValue().map((each) => Buffer.from(JSON.stringify(each)).toString('base64url')),
  );
  const query = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(query, async (pairs) => {
      const search = new URLSearchParams(pairs.map(([name, text]) => [name, text.toWellFormed()]));
      for (const caller of [api.client, api.agent]) {
        const answer = await caller.get(`${ticketsPath}?${search}`);
        expect([200, 400], answer.text).toContain(answer.status);
        if (answer.status === 400) expect(answer.body.message).toMatch(/^INVALID_/);
      }
    }),
    { numRuns: 300 },
  );
});
