import { expect, test } from 'vitest';
import { systemActor, type UserActor } from '@/lib/auth/actor';
import { visibleThreads, visibleTickets } from './policy';

// Only for reading what the policy says of each role: a real actor comes from a session or token.
const as = (role: UserActor['role']) => ({ kind: 'user', userId: 'u1', role }) as UserActor;

test('clients see their own tickets and no notes', () => {
  expect(visibleTickets(as('client')).text).toContain('client_id = $1');
  expect(visibleTickets(as('client')).values).toEqual(['u1']);
  expect(visibleThreads(as('client')).text).toBe('NOT m.is_internal');
});

test.each([as('agent'), as('admin'), systemActor('test')])('staff see every ticket and message', (actor) => {
  expect(visibleTickets(actor).text).toBe('true');
  expect(visibleThreads(actor).text).toBe('true');
});
