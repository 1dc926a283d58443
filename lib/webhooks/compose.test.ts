import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FeedRow } from '@/lib/events/feed';
import { putEnv } from '@/lib/platform/env';
import type { ThreadObject, TicketObject } from '@/lib/tickets/schema';
import { composePayload } from './commands/compose';

putEnv({
  HILO_SECRET: 'the secret of the tests, which guards nothing',
  DATABASE_URL: 'postgresql://nobody@localhost/none',
});

const uuid = '01890a5d-ac96-774b-bcce-b302099a8057';
const row: FeedRow = {
  position: 7,
  id: 3,
  type: 'ticket.changed',
  ticketId: uuid,
  number: 1042,
  clientId: uuid,
  actorId: uuid,
  actorRole: 'agent',
  isInternal: false,
  data: {},
  createdAt: new Date('2026-01-15T10:30:00Z'),
};
const ticket: TicketObject = {
  _id: 'support_ticket_01h455vb4pex5vsknk084sn02q',
  title: 'Error 401',
  description: 'Desde esta mañana',
  status: 'open',
  priority: 'high',
  category: 'technical',
  client: 'client_01h455vb4pex5vsknk084sn02q',
  assignedTo: null,
  attachments: [],
  tags: ['api'],
  resolution: null,
  createdAt: '2026-01-15T10:30:00.000Z',
  updatedAt: '2026-01-15T10:30:00.000Z',
  resolvedAt: null,
  number: 1042,
};
const message: ThreadObject = {
  author: 'agent_01h455vb4pex5vsknk084sn02q',
  message: 'Déjeme revisar los logs.',
  timestamp: '2026-01-15T11:00:00.000Z',
  type: 'agent',
};

describe('a payload', () => {
  test('is type, timestamp and data: the ticket, what the event is about, who and which', () => {
    const changes = { status: { from: 'open', to: 'pending' }, assignedToId: { from: null, to: uuid } };
    const payload = JSON.parse(composePayload({ ...row, data: { changes } }, ticket, undefined));
    expect(Object.keys(payload)).toEqual(['type', 'timestamp', 'data']);
    expect(payload).toEqual({
      type: 'ticket.changed',
      timestamp: '2026-01-15T10:30:00.000Z',
      data: {
        ticket,
        changes: {
          status: { from: 'open', to: 'pending' },
          assignedTo: { from: null, to: 'agent_01h455vb4pex5vsknk084sn02q' },
        },
        actor: 'agent_01h455vb4pex5vsknk084sn02q',
        event: expect.stringMatching(/^[\w-]{22}$/),
      },
    });
    const replied = JSON.parse(composePayload({ ...row, type: 'ticket.replied' }, ticket, message));
    expect(replied.data.message).toEqual(message);
    expect(replied.data).not.toHaveProperty('truncated');
  });

  test('that would be too large has its long texts cut, between characters, and says so', () => {
    const description = '👍'.repeat(65_000);
    const text = composePayload(
      { ...row, type: 'ticket.replied' },
      { ...ticket, description },
      { ...message, message: 'ñ'.repeat(65_000) },
    );
    expect(Buffer.byteLength(text)).toBeLessThan(20_000);
    const { data } = JSON.parse(text);
    expect(data.truncated).toBe(true);
    expect(data.ticket.description).toMatch(/^(👍)+…$/u);
    expect(data.message.message).toMatch(/^ñ+…$/);
    expect(data.ticket).toMatchObject({ _id: ticket._id, client: ticket.client, title: ticket.title, number: 1042 });
  });

  test('loses files rather than the end of their links', () => {
    const file = (index: number) => ({
      filename: `${index}-${'n'.repeat(240)}`,
      url: `https://files.example.com/${'u'.repeat(2000)}/${index}`,
      size: 1,
      type: 'text/plain',
    });
    const attachments = Array.from({ length: 60 }, (_, index) => file(index));
    const text = composePayload(row, { ...ticket, attachments }, undefined);
    expect(Buffer.byteLength(text)).toBeLessThan(20_000);
    const { data } = JSON.parse(text);
    expect(data.truncated).toBe(true);
    expect(data.ticket.attachments.length).toBeGreaterThan(0);
    for (const [index, each] of data.ticket.attachments.entries()) expect(each).toEqual(file(index));
  });

  test('is under 20 kB whatever the ticket, and its ids whole', () => {
    const long = (max: number) =>
      fc.string({ unit: 'binary', maxLength: max }).map((text) => text.repeat(1 + (max > 1000 ? 40 : 0)).slice(0, max));
    const tags = fc.array(long(50), { maxLength: 20 });
    const file = fc.record({
      filename: long(255),
      url: fc.webUrl({ withQueryParameters: true }),
      size: fc.nat(),
      type: fc.constant('text/plain'),
    });
    fc.assert(
      fc.property(
        long(65_000),
        long(65_000),
        long(200),
        tags,
        tags,
        fc.array(file, { maxLength: 40 }),
        (description, resolution, title, before, after, attachments) => {
          const changes = {
            title: { from: title, to: title },
            tags: { from: before, to: after },
            resolution: { from: resolution, to: description },
          };
          const text = composePayload(
            { ...row, data: { changes } },
            { ...ticket, title, description, resolution, tags: after, attachments },
            { ...message, message: description, attachments },
          );
          expect(Buffer.byteLength(text)).toBeLessThan(20_000);
          const { data } = JSON.parse(text);
          expect([data.ticket._id, data.ticket.client, data.message.author]).toEqual([
            ticket._id,
            ticket.client,
            message.author,
          ]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
