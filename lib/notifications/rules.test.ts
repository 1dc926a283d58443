import { describe, expect, test } from 'vitest';
import { type Happening, noticesOf, strongest } from './rules';

const [nuria, hugo, ana] = ['nuria', 'hugo', 'ana'];

function happening(fields: Partial<Happening>): Happening {
  return {
    type: 'ticket.changed',
    actorId: hugo,
    actorRole: 'agent',
    clientId: ana,
    changes: {},
    assignedToId: nuria,
    mentioned: [],
    team: [],
    ...fields,
  };
}

const told = (fields: Partial<Happening>) => noticesOf(happening(fields));

describe('who is told of an event', () => {
  test('who is given a ticket, by somebody else or by Hilo', () => {
    const changes = { assignedToId: { from: null, to: nuria } };
    expect(told({ changes })).toEqual([{ userId: nuria, kind: 'assigned' }]);
    expect(told({ changes, actorId: null, actorRole: null })).toEqual([{ userId: nuria, kind: 'assigned' }]);
    expect(told({ changes, actorId: nuria })).toEqual([]);
    expect(told({ changes: { assignedToId: { from: nuria, to: null } } })).toEqual([]);
  });

  test('who has it, of what the client does and of what time brings', () => {
    const byClient = { actorId: ana, actorRole: 'client' };
    expect(told({ type: 'ticket.replied', ...byClient })).toEqual([{ userId: nuria, kind: 'client_replied' }]);
    expect(told({ type: 'ticket.reopened', ...byClient })).toEqual([{ userId: nuria, kind: 'reopened' }]);
    expect(told({ type: 'ticket.rated', ...byClient })).toEqual([{ userId: nuria, kind: 'rated' }]);
    expect(told({ type: 'ticket.woken', actorId: null })).toEqual([{ userId: nuria, kind: 'woken' }]);
    expect(told({ type: 'ticket.replied', ...byClient, assignedToId: null })).toEqual([]);
    // Somebody of the desk whose own ticket it is.
    expect(told({ type: 'ticket.replied', actorId: ana, actorRole: 'agent' })).toEqual([
      { userId: nuria, kind: 'client_replied' },
    ]);
  });

  test('nobody of what a colleague says or changes otherwise', () => {
    expect(told({ type: 'ticket.replied' })).toEqual([]);
    expect(told({ type: 'ticket.noted' })).toEqual([]);
    expect(told({ changes: { priority: { from: 'low', to: 'high' } } })).toEqual([]);
  });

  test('those whom a note mentions and those of the team, each once and never the one who did it', () => {
    expect(told({ type: 'ticket.noted', mentioned: [hugo, nuria, nuria] })).toEqual([
      { userId: nuria, kind: 'mentioned' },
    ]);
    const changes = { assignedToId: { from: null, to: nuria }, teamId: { from: null, to: 'team' } };
    expect(told({ changes, team: [hugo, nuria, ana] })).toEqual([
      { userId: nuria, kind: 'assigned' },
      { userId: ana, kind: 'team_assigned' },
    ]);
  });
});

test('of one act each person is told what says most', () => {
  const all = [
    { userId: nuria, kind: 'client_replied' as const, act: '1' },
    { userId: nuria, kind: 'reopened' as const, act: '1' },
    { userId: hugo, kind: 'client_replied' as const, act: '1' },
    { userId: nuria, kind: 'client_replied' as const, act: '2' },
  ];
  expect(strongest(all, ({ act }) => act)).toEqual([all[1], all[2], all[3]]);
});
