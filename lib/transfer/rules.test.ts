import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLine } from './rules';
import type { ImportLineInput } from './schema';

const file = { filename: 'a.txt', url: 'https://files.example/a.txt', size: 3, type: 'text/plain' };
const at = (hour: number) => `2025-03-04T${String(hour).padStart(2, '0')}:00:00.000Z`;

function line(fields: Partial<ImportLineInput> = {}): ImportLineInput {
  return {
    _id: 'T-1',
    title: 'Hola',
    description: 'No funciona.',
    status: 'open',
    priority: 'high',
    category: 'technical',
    client: 'client_1',
    createdAt: at(8),
    people: [
      { _id: 'client_1', name: 'Laura', email: 'Laura@Example.com' },
      { _id: 'agent_1', name: 'Nuria', email: 'nuria@desk.example' },
    ],
    ...fields,
  };
}

function understood(fields: Partial<ImportLineInput> = {}) {
  const result = readLine(line(fields));
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.ticket;
}

const message = (type: 'user' | 'agent' | 'system', hour: number, more: object = {}) => ({
  author: type === 'user' ? 'client_1' : type === 'agent' ? 'agent_1' : 'system',
  message: `a las ${hour}`,
  timestamp: at(hour),
  type,
  ...more,
});

describe('a line', () => {
  test('needs little: its messages begin with the description, its times with the creation', () => {
    const ticket = understood({ attachments: [file] });
    const created = new Date(at(8));
    expect(ticket.client).toEqual({ email: 'laura@example.com', name: 'Laura', isStaff: false });
    expect(ticket).toMatchObject({ updatedAt: created, publicUpdatedAt: created, resolvedAt: null, tags: [] });
    expect(ticket.threads).toMatchObject([
      { type: 'user', message: 'No funciona.', createdAt: created, attachments: [file] },
    ]);
  });

  test('gives each message its own files, and the first one those that are left', () => {
    const reply = message('agent', 9, { attachments: [{ ...file, filename: 'b.txt' }] });
    const ticket = understood({
      threads: [message('user', 8), reply],
      attachments: [file, { ...file, filename: 'b.txt' }],
    });
    expect(ticket.threads.map((thread) => thread.attachments.map((each) => each.filename))).toEqual([
      ['a.txt'],
      ['b.txt'],
    ]);
  });

  test('never lets the client’s time tell of a note', () => {
    const threads = [message('user', 8), message('agent', 9), message('agent', 20, { internal: true })];
    expect(understood({ threads })).toMatchObject({ publicUpdatedAt: new Date(at(9)), updatedAt: new Date(at(20)) });
    const told = understood({ threads, updatedAt: at(21) });
    expect(told).toMatchObject({ publicUpdatedAt: new Date(at(9)), updatedAt: new Date(at(21)) });
    expect(understood({ threads, publicUpdatedAt: at(10) }).publicUpdatedAt).toEqual(new Date(at(10)));
  });

  test('is resolved only while its status says so', () => {
    expect(understood({ status: 'open', resolvedAt: at(10) }).resolvedAt).toBeNull();
    expect(understood({ status: 'resolved', updatedAt: at(11) }).resolvedAt).toEqual(new Date(at(11)));
    expect(understood({ status: 'closed', resolvedAt: at(10) }).resolvedAt).toEqual(new Date(at(10)));
  });

  test.each([
    [{ title: '' }, 'title', 'TITLE_REQUIRED'],
    [{ title: 'a'.repeat(201) }, 'title', 'INVALID_TITLE'],
    [{ title: 'a\0b' }, 'title', 'INVALID_TITLE'],
    [{ description: '\ud800' }, 'description', 'INVALID_DESCRIPTION'],
    [{ status: 'done' as never }, 'status', 'INVALID_STATUS'],
    [{ createdAt: 'yesterday' }, 'createdAt', 'INVALID_CREATED_AT'],
    [{ createdAt: '0001-01-01T00:00:00Z' }, 'createdAt', 'INVALID_CREATED_AT'],
    [{ tags: Array(21).fill('x') }, 'tags', 'INVALID_TAGS'],
    [{ client: 'client_2' }, 'client', 'PERSON_UNKNOWN'],
    [{ assignedTo: 'agent_9' }, 'assignedTo', 'PERSON_UNKNOWN'],
    [{ attachments: Array(11).fill(file) }, 'attachments', 'INVALID_ATTACHMENTS'],
    [{ attachments: [{ ...file, url: 'javascript:alert(1)' }] }, 'attachments.0.url', 'INVALID_ATTACHMENTS'],
    [{ threads: [message('user', 8, { internal: true })] }, 'threads.0', 'INVALID_THREADS'],
    [{ threads: [message('system', 8)] }, 'threads.0', 'INVALID_THREADS'],
    [{ threads: [message('agent', 8, { author: 'agent_2' })] }, 'threads.0.author', 'PERSON_UNKNOWN'],
    [{ people: [{ _id: 'client_1', email: 'nobody' }] }, 'people.0.email', 'INVALID_EMAIL'],
    [{ _id: 'x'.repeat(201) }, '_id', 'INVALID_ID'],
  ])('with %j is refused', (fields, field, code) => {
    const result = readLine(line(fields as Partial<ImportLineInput>));
    expect(result).toMatchObject({ problems: [{ field, code }] });
  });

  test('that is any JSON at all is a ticket or has problems with codes', () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record(
        Object.fromEntries(
          Object.keys(line({ threads: [], tags: [], resolution: '' })).map((key) => [key, fc.jsonValue()]),
        ),
      ),
      fc
        .tuple(fc.constantFrom(...Object.keys(line())), fc.jsonValue())
        .map(([key, value]) => ({ ...line(), [key]: value })),
    );
    fc.assert(
      fc.property(anything, (value) => {
        const result = readLine(value);
        if ('problems' in result) for (const { code } of result.problems) expect(code).toMatch(/^[A-Z_]+$/);
      }),
      { numRuns: 500 },
    );
  });
});
