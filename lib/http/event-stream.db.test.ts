import sql from 'sql-template-tag';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actorFromToken, systemActor, type UserActor } from '@/lib/auth/actor';
import { ringBell } from '@/lib/events/bell';
import { closeHub } from '@/lib/events/hub';
import { openPlace } from '@/lib/events/place';
import { placeOf } from '@/lib/events/queries';
import { insertEvent } from '@/lib/events/record';
import { db } from '@/lib/platform/db';
import { untilFeedIsComplete } from '@/lib/platform/testing-feed';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { ticketKey } from '@/lib/tickets/queries/find';
import { createToken, revokeToken } from '@/lib/tokens/commands';
import { makeActor, makeCaller, makeTicket } from '@/prisma/factories';
import { type EventStreamOptions, eventStream } from './event-stream';

let client: UserActor;
let agent: UserActor;

beforeAll(async () => {
  [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
});

// What an earlier test wrote must not be news in a later one.
beforeEach(untilFeedIsComplete);

async function newTicket(owner = client): Promise<string> {
  const { _id } = await makeTicket(owner);
  await untilFeedIsComplete();
  return ticketKey(_id).id;
}

async function say(ticketId: string, actor = agent, internal = false): Promise<void> {
  await replyToTicket(actor, ticketId, { message: 'x', attachments: [], internal });
  ringBell();
}

interface Heard {
  id: string;
  type: string;
  data: { id: string; type: string; ticket: string };
}

interface Reader {
  text(): string;
  heard(): Heard[];
  types(): string[];
  /** What a reader who comes back would send. */
  lastId(): string;
  isOver(): boolean;
  leave(): void;
}

const readers: Reader[] = [];

/** Reads a stream as a browser would. */
async function read(actor: UserActor, options: Partial<EventStreamOptions> = {}): Promise<Reader> {
  const leaving = new AbortController();
  const after = options.after ?? (await placeOf(actor, 'now'));
  const stream = eventStream({ actor, actorNow: async () => actor, signal: leaving.signal, ...options, after });
  let text = '';
  let isOver = false;
  const reading = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) text += decoder.decode(chunk, { stream: true });
  };
  reading()
    .catch(() => undefined)
    .finally(() => {
      isOver = true;
    });
  const field = (block: string, name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
  const reader: Reader = {
    text: () => text,
    heard: () =>
      text
        .split('\n\n')
        .filter((block) => block.includes('data: '))
        .map((block) => ({
          id: field(block, 'id'),
          type: field(block, 'event'),
          data: JSON.parse(field(block, 'data')) as Heard['data'],
        })),
    types: () => reader.heard().map((event) => event.type),
    lastId: () => [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? '',
    isOver: () => isOver,
    leave: () => leaving.abort(),
  };
  readers.push(reader);
  return reader;
}

afterEach(() => {
  for (const reader of readers.splice(0)) reader.leave();
});

test('begins with a place to come back to, and goes on with what happens', async () => {
  const ticket = await newTicket();
  const reader = await read(agent);
  await expect.poll(reader.text).toMatch(/^retry: \d+\nid: [\w-]{22}\n\n$/);
  const first = reader.lastId();
  await say(ticket);
  await expect.poll(reader.types).toEqual(['ticket.replied', 'ticket.changed']);
  for (const event of reader.heard()) expect(event).toMatchObject({ id: event.data.id, type: event.data.type });

  const again = await read(agent, { after: openPlace(first) });
  await expect.poll(again.types).toEqual(['ticket.replied', 'ticket.changed']);
  expect(again.heard()).toEqual(reader.heard());
});

test('a reader hears what a client may, and the types that they want', async () => {
  const [own, foreign] = [await newTicket(), await newTicket(await makeActor('client'))];
  const everything = await read(agent);
  const clients = await read(client);
  const some = await read(agent, { types: ['ticket.noted'] });
  await say(own);
  await say(own, agent, true);
  await say(foreign);
  await say(own, client);
  await expect.poll(() => everything.types().length).toBe(6);
  await expect.poll(clients.types).toEqual(['ticket.replied', 'ticket.changed', 'ticket.replied']);
  expect(some.types()).toEqual(['ticket.noted']);
});

test('those who come and go while many write get every event once, in order', async () => {
  const ticket = await newTicket();
  const start = await placeOf(agent, 'now');
  let isWriting = true;
  const hop = async () => {
    const heard: Heard[] = [];
    let after = start;
    for (;;) {
      const isLast = !isWriting;
      const reader = await read(agent, { after });
      const enough = 1 + Math.floor(Math.random() * 9);
      if (isLast) {
        await expect
          .poll(() => heard.length + reader.heard().length, { timeout: 10_000 })
          .toBeGreaterThanOrEqual(count());
        return [...heard, ...reader.heard()];
      }
      await expect
        .poll(() => reader.heard().length >= enough || !isWriting, { interval: 1, timeout: 10_000 })
        .toBe(true);
      reader.leave();
      const kept = reader.heard().slice(0, enough);
      heard.push(...kept);
      after = kept.length > 0 ? openPlace(kept.at(-1)?.id ?? '') : after;
    }
  };
  let written = Number.POSITIVE_INFINITY;
  const count = () => written;
  const hoppers = [hop(), hop(), hop()];
  const steady = await read(agent, { after: start });
  const writers = Array.from({ length: 6 }, async () => {
    for (let round = 0; round < 20; round += 1) await say(ticket, round % 2 ? client : agent);
  });
  await Promise.all(writers);
  const [found] = await db.query<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM events WHERE (position, id) > (${start.position}::bigint, ${start.id}::bigint) AND subject_type = 'ticket'`,
  );
  written = found?.n ?? 0;
  isWriting = false;
  await expect.poll(() => steady.heard().length, { timeout: 10_000 }).toBe(written);
  const ids = steady.heard().map((event) => event.id);
  expect(new Set(ids).size).toBe(written);
  for (const heard of await Promise.all(hoppers)) expect(heard.map((event) => event.id)).toEqual(ids);
});

describe('a stream ends', () => {
  test('when the token is revoked, at the next heartbeat', async () => {
    const { actor, token } = await makeCaller('agent');
    const reader = await read(actor, { everyMs: 20, actorNow: () => actorFromToken(token) });
    await expect.poll(reader.text).toContain(':\n\n:\n\n');
    expect(reader.isOver()).toBe(false);
    await revokeToken(actor, actor.credentialId);
    await expect.poll(reader.isOver).toBe(true);
  });

  test('when its reader may see less, or more, than before', async () => {
    const other = await makeActor('client');
    const reader = await read(agent, { everyMs: 20, actorNow: async () => other });
    await expect.poll(reader.isOver).toBe(true);
  });

  test('not because nobody can say who the reader is by now', async () => {
    const reader = await read(agent, { everyMs: 10, actorNow: () => Promise.reject(new Error('away')) });
    await expect.poll(() => reader.text().match(/^:$/gm)?.length ?? 0).toBeGreaterThan(5);
    expect(reader.isOver()).toBe(false);
  });

  test('for a reader who does not read, while others hear on', async () => {
    const ticket = await newTicket();
    const leaving = new AbortController();
    const after = await placeOf(agent, 'now');
    const stream = eventStream({ actor: agent, actorNow: async () => agent, signal: leaving.signal, after });
    const reader = await read(agent, { after });
    const text = 'x'.repeat(60_000);
    for (let round = 0; round < 8; round += 1) {
      const event = {
        name: 'ticket.changed' as const,
        subject: { type: 'ticket' as const, id: ticket },
        data: { changes: { title: { from: text, to: `${round}` } } },
      };
      await db.query(insertEvent(agent, event));
      ringBell();
      await expect.poll(() => reader.heard().length, { timeout: 5_000 }).toBe(round + 1);
    }
    const chunks = stream.getReader();
    await expect(chunks.read()).rejects.toThrow('too slow');
    expect(reader.isOver()).toBe(false);
  });
});

test('a token has twenty streams, and gets a place back when one ends', async () => {
  const actor = await makeActor('agent');
  const own = await Promise.all(Array.from({ length: 20 }, () => read(actor)));
  await expect(read(actor)).rejects.toMatchObject({ code: 'TOO_MANY_STREAMS', status: 429 });
  await read(agent);
  own[0]?.leave();
  await read(actor);
});

test('however many tokens somebody makes, they have a hundred streams', async () => {
  const { userId } = await makeActor('agent');
  const tokens = await Promise.all(
    Array.from({ length: 6 }, async (_, index) => {
      const { token } = await createToken(systemActor('test'), { userId, name: `${index}` });
      return (await actorFromToken(token)) as UserActor;
    }),
  );
  for (const actor of tokens.slice(0, 5)) await Promise.all(Array.from({ length: 20 }, () => read(actor)));
  await expect(read(tokens[5] as UserActor)).rejects.toMatchObject({ code: 'TOO_MANY_STREAMS', status: 429 });
});

test('at the end of the process all end', async () => {
  const all = await Promise.all([read(agent), read(client)]);
  await closeHub();
  for (const reader of all) await expect.poll(reader.isOver).toBe(true);
  const late = await read(agent);
  await expect.poll(late.isOver).toBe(true);
});
