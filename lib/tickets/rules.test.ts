import { expect, test } from 'vitest';
import { changeSentence, mayClientMove, mayMove, statusAfterReply } from './rules';
import { statuses } from './schema';

test.each([
  ['open', 'in_progress'],
  ['pending', 'pending'],
  ['in_progress', 'in_progress'],
  ['resolved', 'resolved'],
  ['closed', null],
] as const)('an agent’s reply to %s makes it %s', (from, to) => {
  expect(statusAfterReply(from, 'agent', false)).toBe(to);
});

test.each([
  ['open', false, 'open'],
  ['pending', true, 'in_progress'],
  ['pending', false, 'open'],
  ['in_progress', true, 'in_progress'],
  ['resolved', true, 'open'],
  ['closed', true, null],
] as const)('a client’s reply to %s (assigned: %s) makes it %s', (from, isAssigned, to) => {
  expect(statusAfterReply(from, 'client', isAssigned)).toBe(to);
});

test('a client may close, and reopen what is resolved, and nothing else', () => {
  const moves = statuses.flatMap((from) =>
    statuses.filter((to) => from !== to && mayClientMove(from, to)).map((to) => `${from} ${to}`),
  );
  expect(moves).toEqual(['open closed', 'pending closed', 'in_progress closed', 'resolved open', 'resolved closed']);
});

test('from closed a ticket can only be opened', () => {
  expect(statuses.filter((to) => mayMove('closed', to))).toEqual(['open', 'closed']);
  expect(statuses.every((to) => mayMove('resolved', to))).toBe(true);
});

test('system messages are sentences in the desk’s language', () => {
  const status = { kind: 'status', from: 'open', to: 'in_progress' } as const;
  expect(changeSentence(status, { by: 'Nuria' }, 'es')).toBe('Nuria cambió el estado de Abierto a En curso');
  expect(changeSentence(status, { by: 'Nuria' }, 'en')).toBe('Nuria changed the status from Open to In progress');
  const taken = { kind: 'assignee', from: null, to: 'id' } as const;
  expect(changeSentence(taken, { by: 'Nuria', to: 'Nuria', isSelf: true }, 'es')).toBe('Nuria tomó el ticket');
  expect(changeSentence(taken, { by: 'Inés', to: 'Nuria' }, 'es')).toBe('Inés asignó el ticket a Nuria');
  expect(changeSentence({ ...taken, to: null }, { by: 'Inés' }, 'es')).toBe('Inés dejó el ticket sin asignar');
});
