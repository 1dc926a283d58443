import { expect, test } from 'vitest';
import type { ThreadRow } from '@/lib/tickets/queries/rows';
import { threadEntries } from './thread-entries';

let last = 0;

function row(at: string, more: Partial<ThreadRow> = {}): ThreadRow {
  last += 1;
  const id = `thread-${last}`;
  return {
    id,
    type: 'user',
    authorId: 'mariana',
    authorName: 'Mariana',
    isInternal: false,
    message: '',
    change: null,
    createdAt: at,
    ...more,
  };
}

const system = { type: 'system', authorId: 'nuria', authorName: 'Nuria' } as const;
const taken = { ...system, change: { kind: 'assignee', from: null, to: 'nuria' } } as const;
const started = { ...system, change: { kind: 'status', from: 'open', to: 'in_progress' } } as const;

const kinds = (threads: ThreadRow[], timeZone = 'UTC') =>
  threadEntries(threads, [], timeZone).map((entry) => entry.kind);

test('changes by one person within two minutes read as one, who has it first', () => {
  const entries = threadEntries([row('2026-11-21T09:46:00Z', started), row('2026-11-21T09:47:59Z', taken)], [], 'UTC');
  expect(entries).toMatchObject([
    {
      kind: 'changes',
      at: '2026-11-21T09:46:00Z',
      clauses: [
        { kind: 'assigned', to: 'nuria' },
        { kind: 'moved', to: 'in_progress' },
      ],
    },
  ]);
});

test('changes of two people, or far apart, or with a message between them stay apart', () => {
  const other = { ...started, authorId: 'hugo' };
  expect(kinds([row('2026-11-21T09:46:00Z', taken), row('2026-11-21T09:46:30Z', other)])).toEqual([
    'changes',
    'changes',
  ]);
  expect(kinds([row('2026-11-21T09:46:00Z', taken), row('2026-11-21T09:48:01Z', started)])).toEqual([
    'changes',
    'changes',
  ]);
  const between = row('2026-11-21T09:46:10Z');
  expect(kinds([row('2026-11-21T09:46:00Z', taken), between, row('2026-11-21T09:46:20Z', started)])).toEqual([
    'changes',
    'message',
    'changes',
  ]);
});

test('of several moves in one go only where they ended is told', () => {
  const waits = { ...system, change: { kind: 'status', from: 'in_progress', to: 'pending' } } as const;
  const threads = [
    row('2026-11-21T09:46:00Z', taken),
    row('2026-11-21T09:46:00Z', started),
    row('2026-11-21T09:46:05Z', waits),
  ];
  expect(threadEntries(threads, [], 'UTC')).toMatchObject([
    { clauses: [{ kind: 'assigned' }, { kind: 'moved', to: 'pending' }] },
  ]);
});

test('what a client’s message moved followed from it, and is not told as their doing', () => {
  const change = { kind: 'status', from: 'pending', to: 'in_progress' } as const;
  const woken = { type: 'system', change } as const;
  const told = (at: string, more: Partial<ThreadRow>) =>
    threadEntries([row('2026-11-21T09:46:00Z'), row(at, more)], [], 'UTC').at(-1);
  expect(told('2026-11-21T09:46:00Z', woken)).toMatchObject({
    clauses: [{ kind: 'moved', to: 'in_progress', byReply: true }],
  });
  expect(told('2026-11-21T09:46:01Z', woken)).toMatchObject({ clauses: [{ kind: 'moved', to: 'in_progress' }] });
  expect(JSON.stringify(told('2026-11-21T09:46:00Z', { ...woken, authorId: 'nuria' }))).not.toContain('byReply');
});

test('a resolution is a knot of its own, never part of a line', () => {
  const resolved = {
    ...system,
    change: { kind: 'status', from: 'in_progress', to: 'resolved', resolution: 'Permiso activado' },
  } as const;
  const entries = threadEntries([row('2026-11-21T10:05:00Z', taken), row('2026-11-21T10:05:01Z', resolved)], [], 'UTC');
  expect(entries.at(-1)).toMatchObject({ kind: 'resolved', resolution: 'Permiso activado' });
  expect(entries).toHaveLength(2);
});

test('opening a ticket again has a word of its own', () => {
  const change = { kind: 'status', from: 'resolved', to: 'open' } as const;
  expect(threadEntries([row('2026-11-21T10:05:00Z', { ...system, change })], [], 'UTC')).toMatchObject([
    { clauses: [{ kind: 'reopened' }] },
  ]);
});

test('only a change that came without facts shows its stored sentence', () => {
  const entries = threadEntries([row('2026-11-21T10:05:00Z', { ...system, message: 'Algo cambió' })], [], 'UTC');
  expect(entries).toMatchObject([{ clauses: [{ kind: 'said', text: 'Algo cambió' }] }]);
});

test('days are the reader’s own, and a thread of one day needs none', () => {
  const threads = [row('2026-11-21T02:00:00Z'), row('2026-11-21T12:00:00Z')];
  expect(kinds(threads, 'UTC')).toEqual(['message', 'message']);
  expect(kinds(threads, 'America/Bogota')).toEqual(['day', 'message', 'day', 'message']);
});

test('a note never shows, nor splits what stands round it', () => {
  const note = row('2026-11-21T09:46:30Z', { type: 'agent', authorId: 'nuria', isInternal: true, message: 'secreto' });
  const entries = threadEntries(
    [row('2026-11-21T09:46:00Z', taken), note, row('2026-11-21T09:47:00Z', started)],
    [],
    'UTC',
  );
  expect(JSON.stringify(entries)).not.toContain('secreto');
  expect(entries).toHaveLength(1);
});

test('at the desk a note is a stop like any other, and says that it is one', () => {
  const note = row('2026-11-21T09:46:30Z', { type: 'agent', authorId: 'nuria', isInternal: true, message: 'secreto' });
  const entries = threadEntries(
    [row('2026-11-21T09:46:00Z', taken), note, row('2026-11-21T09:47:00Z', started)],
    [],
    'UTC',
    true,
  );
  expect(entries).toMatchObject([
    { kind: 'changes' },
    { kind: 'message', isNote: true, text: 'secreto' },
    { kind: 'changes' },
  ]);
});

test('a file stands on the message that brought it', () => {
  const [opening, reply] = [row('2026-11-21T09:00:00Z'), row('2026-11-21T09:10:00Z')];
  const file = {
    threadId: reply.id,
    filename: 'registro.txt',
    url: 'https://files.example/registro.txt',
    size: 1,
    type: 'text/plain',
  };
  expect(threadEntries([opening, reply], [file], 'UTC')).toMatchObject([{ files: [] }, { files: [file] }]);
});
