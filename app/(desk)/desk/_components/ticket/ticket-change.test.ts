import { expect, test } from 'vitest';
import { mayMove } from '@/lib/tickets/rules';
import { statuses, type TicketStatus } from '@/lib/tickets/schema';
import type { Fields } from './desk-ticket';
import { changeBody, undoSteps } from './ticket-change';

const hugo = { id: 'agent_hugo', userId: 'hugo', name: 'Hugo' };
const nuria = { id: 'agent_nuria', userId: 'nuria', name: 'Nuria' };
const ticket: Fields = {
  title: 'Error 401',
  status: 'in_progress',
  priority: 'high',
  category: 'technical',
  tags: ['api'],
  assignee: nuria,
  team: null,
  snoozedUntil: null,
  resolution: null,
};

test('a change names people as the API does', () => {
  expect(changeBody({ assignee: hugo })).toEqual({ assignedTo: 'agent_hugo' });
  expect(changeBody({ assignee: null })).toEqual({ assignedTo: null });
  expect(changeBody({ status: 'resolved', resolution: 'Listo' })).toEqual({ status: 'resolved', resolution: 'Listo' });
});

test('undoing puts back exactly what was', () => {
  expect(undoSteps(ticket, { assignee: hugo })).toEqual([{ assignedTo: 'agent_nuria' }]);
  expect(undoSteps({ ...ticket, assignee: null }, { assignee: hugo })).toEqual([{ assignedTo: null }]);
  expect(undoSteps(ticket, { tags: [] })).toEqual([{ tags: ['api'] }]);
  expect(undoSteps(ticket, { status: 'pending' })).toEqual([{ status: 'in_progress' }]);
  expect(undoSteps(ticket, { status: 'resolved', resolution: 'Listo' })).toEqual([{ status: 'in_progress' }]);
});

test('a resolution that reopening cleared comes back', () => {
  const resolved: Fields = { ...ticket, status: 'resolved', resolution: 'Listo' };
  expect(undoSteps(resolved, { status: 'open' })).toEqual([{ status: 'resolved', resolution: 'Listo' }]);
  expect(undoSteps(resolved, { status: 'closed' })).toEqual([
    { status: 'open' },
    { status: 'resolved', resolution: 'Listo' },
  ]);
  const closed: Fields = { ...resolved, status: 'closed' };
  expect(undoSteps(closed, { status: 'open' })).toEqual([
    { status: 'resolved', resolution: 'Listo' },
    { status: 'closed' },
  ]);
});

test('from any status to any other there is a way back that the rules allow', () => {
  for (const from of statuses) {
    for (const to of statuses.filter((status) => mayMove(from, status) && status !== from)) {
      const before: Fields = { ...ticket, status: from, resolution: from === 'resolved' ? 'Listo' : null };
      let at: TicketStatus = to;
      for (const { status, resolution } of undoSteps(before, { status: to })) {
        expect(status).toBeDefined();
        if (!status) continue;
        expect(mayMove(at, status), `${at} to ${status}`).toBe(true);
        if (status === 'resolved') expect(resolution).toBe('Listo');
        at = status;
      }
      expect(at).toBe(from);
    }
  }
});
