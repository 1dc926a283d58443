import { expect, test } from 'vitest';
import type { DeskTicket } from './desk-ticket';
import { differences } from './differences';

const ticket: DeskTicket = {
  id: 'support_ticket_1',
  number: 1042,
  etag: '"1.0"',
  title: 'Error 401',
  status: 'in_progress',
  priority: 'high',
  category: 'technical',
  tags: [],
  assignee: null,
  team: null,
  snoozedUntil: null,
  resolution: null,
  client: { userId: 'mariana', name: 'Mariana' },
  me: { id: 'agent_1', userId: 'nuria', name: 'Nuria' },
  threads: [{ id: 'm1', kind: 'client', authorId: 'mariana', authorName: 'Mariana' }],
  edits: [{ id: 4, actorId: 'hugo', actorName: 'Hugo', changes: { priority: { from: 'low', to: 'high' } } }],
};

const edit = (id: number, actorId: string, changes: DeskTicket['edits'][number]['changes']) => ({
  id,
  actorId,
  actorName: actorId,
  changes,
});
const after = (more: Partial<DeskTicket>): DeskTicket => ({ ...ticket, ...more });

test('nothing new is no difference', () => {
  expect(differences(ticket, after({}))).toEqual([]);
});

test('each person’s deeds stand together, the last word on a property alone', () => {
  const edits = [
    edit(9, 'valeria', { tags: { from: [], to: ['api'] } }),
    edit(8, 'hugo', { status: { from: 'open', to: 'pending' }, assignedToId: { from: null, to: 'hugo' } }),
    edit(7, 'hugo', { status: { from: 'in_progress', to: 'open' } }),
    ...ticket.edits,
  ];
  expect(differences(ticket, after({ edits }))).toEqual([
    {
      actorId: 'hugo',
      actorName: 'hugo',
      deeds: [
        { kind: 'status', value: 'pending' },
        { kind: 'assignee', to: 'hugo' },
      ],
      threadId: null,
    },
    { actorId: 'valeria', actorName: 'valeria', deeds: [{ kind: 'tags' }], threadId: null },
  ]);
});

test('what the reader did in another tab is no difference', () => {
  const edits = [edit(9, 'nuria', { status: { from: 'open', to: 'pending' } })];
  const threads = [...ticket.threads, { id: 'm2', kind: 'note' as const, authorId: 'nuria', authorName: 'Nuria' }];
  expect(differences(ticket, after({ edits, threads }))).toEqual([]);
});

test('a client who wrote is told once, not also as the change of status that follows', () => {
  const edits = [edit(9, 'mariana', { status: { from: 'pending', to: 'in_progress' } }), ...ticket.edits];
  const threads = [
    ...ticket.threads,
    { id: 'm2', kind: 'client' as const, authorId: 'mariana', authorName: 'Mariana' },
  ];
  expect(differences(ticket, after({ edits, threads }))).toEqual([
    { actorId: 'mariana', actorName: 'Mariana', deeds: [{ kind: 'wrote', messageId: 'm2' }], threadId: 'm2' },
  ]);
});

test('a client who closed their ticket is told as that', () => {
  const edits = [edit(9, 'mariana', { status: { from: 'in_progress', to: 'closed' } }), ...ticket.edits];
  expect(differences(ticket, after({ edits }))).toMatchObject([{ deeds: [{ kind: 'status', value: 'closed' }] }]);
});

test('a colleague’s answer and note are both told', () => {
  const threads = [
    ...ticket.threads,
    { id: 'm2', kind: 'reply' as const, authorId: 'hugo', authorName: 'Hugo' },
    { id: 'm3', kind: 'note' as const, authorId: 'hugo', authorName: 'Hugo' },
  ];
  expect(differences(ticket, after({ threads }))).toEqual([
    {
      actorId: 'hugo',
      actorName: 'Hugo',
      deeds: [
        { kind: 'answered', messageId: 'm2' },
        { kind: 'noted', messageId: 'm3' },
      ],
      threadId: 'm2',
    },
  ]);
});

test('whoever moved the ticket leads to the line that tells it', () => {
  const edits = [edit(9, 'hugo', { status: { from: 'open', to: 'pending' } }), ...ticket.edits];
  const line = { id: 'c1', kind: 'change' as const, authorId: 'hugo', authorName: 'Hugo' };
  expect(differences(ticket, after({ edits, threads: [...ticket.threads, line] }))).toEqual([
    { actorId: 'hugo', actorName: 'hugo', deeds: [{ kind: 'status', value: 'pending' }], threadId: 'c1' },
  ]);
});
