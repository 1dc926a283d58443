import { expect, test } from '../fixtures';
import { expectRefusal, leastTicket, ticketsPath } from '../support/tickets';

const file = { filename: 'registro.txt', url: 'https://files.example/registro.txt', size: 1024, type: 'text/plain' };

/** Each problem with the bodies that have it, beside an otherwise good ticket. `undefined` leaves the field out. */
const cases: Record<string, [field: string, values: unknown[]]> = {
  TITLE_REQUIRED: ['title', [undefined, null, '', '   ', '\n\u00a0']],
  INVALID_TITLE: ['title', ['x'.repeat(201), 7, true, [], {}, ['a'], 'a\0b', '\0', 'a\ud800b', '\udfff']],
  DESCRIPTION_REQUIRED: ['description', [undefined, null, '', ' \t ']],
  INVALID_DESCRIPTION: ['description', ['x'.repeat(65_001), 0, false, ['a'], { a: 1 }, 'a\0', '\ud83d']],
  PRIORITY_REQUIRED: ['priority', [undefined, null, '']],
  INVALID_PRIORITY: ['priority', ['critical', 'HIGH', ' high', 'alta', 1, ['high'], {}, 'toString', '__proto__']],
  CATEGORY_REQUIRED: ['category', [undefined, null, '']],
  INVALID_CATEGORY: ['category', ['sales', 'Technical', 'feature-request', 0, ['general'], 'constructor']],
  INVALID_TAGS: [
    'tags',
    [
      'api',
      {},
      7,
      [1],
      [null],
      [['a']],
      [''],
      ['ok', '  '],
      ['x'.repeat(51)],
      ['a\0'],
      ['\udc00'],
      Array.from({ length: 21 }, (_, index) => `t${index}`),
    ],
  ],
  INVALID_ATTACHMENTS: [
    'attachments',
    [
      'x',
      {},
      [null],
      ['https://files.example/a.txt'],
      [{}],
      Array.from({ length: 11 }, () => file),
      ...['', 'a/b', 'a\\b', 'a\nb', 'a\0b', '\u0085', 'x'.repeat(256), '\ud800', 7, null].map((filename) => [
        { ...file, filename },
      ]),
      ...[
        '',
        'http://files.example/a',
        'ftp://files.example/a',
        'javascript:alert(1)',
        'data:text/html,x',
        '//files.example/a',
        '/a',
        'files.example/a',
        'https://',
        'https://user:secret@files.example/a',
        'https://files.example/a b',
        ' https://files.example/a',
        'https://files.example/\n',
        'https://files.example/\0',
        `https://files.example/${'x'.repeat(3000)}`,
        null,
        1,
      ].map((url) => [{ ...file, url }]),
      ...[-1, 1.5, '1024', null, 2 ** 53, 1e300, true].map((size) => [{ ...file, size }]),
      ...[
        '',
        'text',
        'text/',
        '/plain',
        'text plain',
        'text/plain\n',
        'text/pl\0ain',
        null,
        3,
        `a/${'b'.repeat(300)}`,
      ].map((type) => [{ ...file, type }]),
    ],
  ],
};

for (const [code, [field, values]] of Object.entries(cases)) {
  test(`${code}: refused, named, and nothing is filed`, async ({ api }) => {
    for (const value of values) {
      const answer = await api.client.post(ticketsPath, { ...leastTicket, [field]: value });
      expectRefusal(answer, 400, code);
      expect(answer.body.details.map((detail) => [detail.field, detail.message])).toContainEqual([field, code]);
      expect(answer.body.details[0]?.error).toBe(answer.body.error);
    }
    expect((await api.client.get<{ data: unknown[] }>(ticketsPath)).body.data).toEqual([]);
  });
}

const sentences = {
  TITLE_REQUIRED: ['El título es requerido', 'The title is required'],
  DESCRIPTION_REQUIRED: ['La descripción es requerida', 'The description is required'],
  PRIORITY_REQUIRED: ['La prioridad es requerida', 'The priority is required'],
  CATEGORY_REQUIRED: ['La categoría es requerida', 'The category is required'],
  INVALID_PRIORITY: ['Nivel de prioridad inválido', 'Invalid priority level'],
  INVALID_CATEGORY: ['Categoría inválida', 'Invalid category'],
} as const;

test('sentences are the documents’ own in Spanish, and English for whoever prefers it', async ({ api }) => {
  for (const [code, [spanish, english]] of Object.entries(sentences)) {
    const [field = '', values = []] = cases[code] ?? [];
    const body = { ...leastTicket, [field]: values[0] };
    const say = async (language: string) =>
      (await api.client.post(ticketsPath, body, { 'accept-language': language })).body.error;
    expect(await say('es-CO,en;q=0.5')).toBe(spanish);
    expect(await say('fr')).toBe(spanish);
    expect(await say('en-GB,es;q=0.9')).toBe(english);
  }
});

test('every code has a sentence of its own in both languages', async ({ api }) => {
  for (const [code, [field, values]] of Object.entries(cases)) {
    const body = { ...leastTicket, [field]: values[0] };
    const [spanish, english] = await Promise.all(
      ['es', 'en'].map(
        async (language) => (await api.client.post(ticketsPath, body, { 'accept-language': language })).body,
      ),
    );
    expect([spanish?.message, english?.message]).toEqual([code, code]);
    expect(spanish?.error).not.toBe(english?.error);
    expect(spanish?.error).not.toContain('_');
  }
});

test('every problem is listed, in the order of the documents’ table, the first one on top', async ({ api }) => {
  const answer = await api.client.post(ticketsPath, {
    attachments: 1,
    tags: 2,
    category: 'x',
    priority: 'y',
    title: 7,
  });
  expectRefusal(answer, 400, 'INVALID_TITLE');
  expect(answer.body.details.map(({ field, message }) => [field, message])).toEqual([
    ['title', 'INVALID_TITLE'],
    ['description', 'DESCRIPTION_REQUIRED'],
    ['priority', 'INVALID_PRIORITY'],
    ['category', 'INVALID_CATEGORY'],
    ['tags', 'INVALID_TAGS'],
    ['attachments', 'INVALID_ATTACHMENTS'],
  ]);
  const empty = await api.client.post(ticketsPath, {});
  expectRefusal(empty, 400, 'TITLE_REQUIRED');
  expect(empty.body.details).toHaveLength(4);
});

test('the documents’ two errors are answered with their two keys first', async ({ api }) => {
  const missing = await api.client.post(ticketsPath, { ...leastTicket, title: undefined });
  expect(Object.entries(missing.body).slice(0, 2)).toEqual([
    ['error', 'El título es requerido'],
    ['message', 'TITLE_REQUIRED'],
  ]);
  const wrong = await api.client.post(ticketsPath, { ...leastTicket, priority: 'muy alta' });
  expect(Object.entries(wrong.body).slice(0, 2)).toEqual([
    ['error', 'Nivel de prioridad inválido'],
    ['message', 'INVALID_PRIORITY'],
  ]);
});
