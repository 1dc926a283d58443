import { describe, expect, test } from 'vitest';
import { changeTicketSchema, createTicketSchema, listTicketsSchema, replySchema } from './schema';

const whole = { title: 'T', description: 'D', priority: 'high', category: 'technical' };
const file = { filename: 'a.txt', url: 'https://files.example/a.txt', size: 3, type: 'text/plain' };

function codesOf(input: unknown): string[] {
  const result = createTicketSchema.safeParse(input);
  return result.success ? [] : result.error.issues.map((issue) => issue.message);
}

describe('a ticket to be filed', () => {
  test('needs title, description, priority and category, and says so in that order', () => {
    expect(codesOf({})).toEqual(['TITLE_REQUIRED', 'DESCRIPTION_REQUIRED', 'PRIORITY_REQUIRED', 'CATEGORY_REQUIRED']);
  });

  test('takes null and blank for absent', () => {
    const blank = { title: '  ', description: null, priority: '', category: null };
    expect(codesOf(blank)).toEqual([
      'TITLE_REQUIRED',
      'DESCRIPTION_REQUIRED',
      'PRIORITY_REQUIRED',
      'CATEGORY_REQUIRED',
    ]);
    expect(createTicketSchema.parse({ ...whole, tags: null, attachments: null })).toMatchObject({
      tags: [],
      attachments: [],
    });
  });

  test('is trimmed, and ignores what it does not know', () => {
    const parsed = createTicketSchema.parse({
      ...whole,
      title: '  T\n',
      status: 'closed',
      client: 'x',
      _id: 'y',
      number: 1,
    });
    expect(parsed).toEqual({ ...whole, tags: [], attachments: [] });
  });

  test.each([
    ['title', 'a'.repeat(200), 'a'.repeat(201), 'INVALID_TITLE'],
    ['title', '😀'.repeat(200), '😀'.repeat(201), 'INVALID_TITLE'],
    ['description', 'ñ'.repeat(65_000), 'ñ'.repeat(65_001), 'INVALID_DESCRIPTION'],
  ])('counts the characters of its %s as code points', (field, longest, tooLong, code) => {
    expect(codesOf({ ...whole, [field]: longest })).toEqual([]);
    expect(codesOf({ ...whole, [field]: tooLong })).toEqual([code]);
  });

  test.each([['a\0b'], ['\ud800'], [7], [{}], [['T']], [true]])('refuses a title such as %j', (title) => {
    expect(codesOf({ ...whole, title })).toEqual(['INVALID_TITLE']);
  });

  test('refuses other priorities and categories', () => {
    expect(codesOf({ ...whole, priority: 'HIGH', category: 'sales' })).toEqual([
      'INVALID_PRIORITY',
      'INVALID_CATEGORY',
    ]);
  });

  test('keeps each tag once, where it first stood and as it was first written', () => {
    const { tags } = createTicketSchema.parse({ ...whole, tags: [' Api ', 'b', 'API', 'B', 'c'] });
    expect(tags).toEqual(['Api', 'b', 'c']);
  });

  test.each([
    [Array.from({ length: 21 }, (_, index) => `t${index}`)],
    [['a'.repeat(51)]],
    [['']],
    [[1]],
    ['api'],
    [['a\0']],
  ])('refuses tags such as %j', (tags) => {
    expect(codesOf({ ...whole, tags })).toContain('INVALID_TAGS');
  });

  test('takes ten files and no more', () => {
    expect(codesOf({ ...whole, attachments: Array(10).fill(file) })).toEqual([]);
    expect(codesOf({ ...whole, attachments: Array(11).fill(file) })).toEqual(['INVALID_ATTACHMENTS']);
  });

  test.each([
    [{ filename: '../a' }],
    [{ filename: 'a\\b' }],
    [{ filename: 'a\nb' }],
    [{ filename: '' }],
    [{ url: 'http://files.example/a' }],
    [{ url: 'javascript:alert(1)' }],
    [{ url: '//files.example/a' }],
    [{ url: ' https://files.example/a' }],
    [{ url: 'https://user:secret@files.example/a' }],
    [{ url: 'https://files.example/a\nb' }],
    [{ size: -1 }],
    [{ size: 1.5 }],
    [{ size: '3' }],
    [{ size: 2 ** 53 }],
    [{ type: 'text' }],
    [{ type: 'text/plain\r\nx: y' }],
    [{ url: undefined }],
  ])('refuses a file with %j', (wrong) => {
    expect(codesOf({ ...whole, attachments: [{ ...file, ...wrong }] })).toContain('INVALID_ATTACHMENTS');
  });

  test('takes a MIME type with parameters', () => {
    expect(codesOf({ ...whole, attachments: [{ ...file, type: 'text/plain; charset=utf-8' }] })).toEqual([]);
  });
});

test('a reply needs a message and is public unless it says otherwise', () => {
  expect(replySchema.parse({ message: ' hola ' })).toEqual({ message: 'hola', attachments: [], internal: false });
  expect(replySchema.safeParse({}).error?.issues[0]?.message).toBe('MESSAGE_REQUIRED');
  expect(replySchema.safeParse({ message: 'x', internal: 'yes' }).error?.issues[0]?.message).toBe('INVALID_INTERNAL');
});

test('a change tells nobody from no change of the assignee', () => {
  expect(changeTicketSchema.parse({})).toEqual({});
  expect(changeTicketSchema.parse({ assignedTo: null })).toEqual({ assignedTo: null });
});

describe('a list of tickets', () => {
  test('has 25 by default and any of several words', () => {
    expect(listTicketsSchema.parse({ status: 'open,closed', q: '  ' })).toEqual({
      limit: 25,
      status: ['open', 'closed'],
    });
  });

  test.each([
    ['limit', '0'],
    ['limit', '101'],
    ['limit', 'x'],
    ['status', 'open,nope'],
    ['status', ''],
    ['priority', 'max'],
    ['category', 'sales'],
    ['include', 'notes'],
    ['createdAfter', 'yesterday'],
    ['updatedAfter', '2026-13-01'],
    ['q', 'a\0b'],
  ])('refuses %s=%s', (name, value) => {
    const code = `INVALID_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
    expect(listTicketsSchema.safeParse({ [name]: value }).error?.issues[0]?.message).toBe(code);
  });
});
