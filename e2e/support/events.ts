import { expect } from '@playwright/test';
import sql from 'sql-template-tag';
import { horizon } from '@/lib/events/feed';
import type { TicketEventObject } from '@/lib/events/schema';
import { db } from '@/lib/platform/db';
import type { Answer, Api } from './api';

export const changesPath = '/v2/changes';
const eventsPath = '/v2/events';

export interface ChangesAnswer {
  success: boolean;
  data: TicketEventObject[];
  page: { limit: number; next: string; more: boolean };
  message: string;
}

/** Waits until the feed has come to all that was written so far: another test's transaction may hold it back for moments. */
export async function untilComplete(): Promise<void> {
  const [last] = await db.query<{ position: string }>(sql`SELECT max(position)::text AS position FROM events`);
  const isComplete = async () =>
    (await db.query<{ is: boolean }>(sql`SELECT ${last?.position ?? '0'}::bigint < ${horizon} AS is`))[0]?.is;
  await expect.poll(isComplete, { intervals: [5, 20], timeout: 20_000 }).toBe(true);
}

/** A page of the feed, which must be given. */
export async function readChanges(api: Api, query: Record<string, string> = {}): Promise<ChangesAnswer> {
  const answer = await api.get<ChangesAnswer>(`${changesPath}?${new URLSearchParams(query)}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}

/** Where the feed ends for a caller. */
export async function cursorNow(api: Api): Promise<string> {
  return (await readChanges(api, { cursor: 'now' })).page.next;
}

interface Lines {
  answer: Answer<unknown>;
  events: TicketEventObject[];
  /** The last line's; undefined where it is missing. */
  cursor: string | undefined;
}

/** The feed as lines. */
export async function readLines(api: Api, query: Record<string, string> = {}): Promise<Lines> {
  const answer = await api.get(`${changesPath}?${new URLSearchParams(query)}`, { accept: 'application/x-ndjson' });
  expect(answer.status, answer.text).toBe(200);
  expect(answer.text).toMatch(/\n$/);
  const all = answer.text.trimEnd().split('\n');
  const parsed = all.map((line) => JSON.parse(line) as TicketEventObject & { cursor?: string });
  return { answer, events: parsed.filter((line) => !line.cursor), cursor: parsed.at(-1)?.cursor };
}

/** A stream of server-sent events as it is read. */
export interface Stream {
  status: number;
  headers: Headers;
  events: TicketEventObject[];
  types(): string[];
  /** All that came, as text. */
  text(): string;
  /** What a browser would send to go on. */
  lastId(): string;
  /** Why it is over: the server ended it, or the connection broke; null while it is open. */
  ended: 'ended' | 'broken' | null;
  leave(): void;
}

const field = (block: string, name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];

/** Opens a stream with the credentials of `headers`, and begins to read it. */
export async function openStream(url: string, headers: Record<string, string>, query = ''): Promise<Stream> {
  const leaving = new AbortController();
  const response = await fetch(`${url}${eventsPath}${query}`, { headers, signal: leaving.signal });
  let text = '';
  let rest = '';
  let lastId = '';
  const stream: Stream = {
    status: response.status,
    headers: response.headers,
    events: [],
    types: () => stream.events.map((event) => event.type),
    text: () => text,
    lastId: () => lastId,
    ended: null,
    leave: () => leaving.abort(),
  };
  const take = (block: string) => {
    lastId = field(block, 'id') ?? lastId;
    const data = field(block, 'data');
    if (data !== undefined) stream.events.push(JSON.parse(data) as TicketEventObject);
  };
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      const piece = decoder.decode(chunk, { stream: true });
      text += piece;
      const blocks = (rest + piece).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) take(block);
    }
  };
  read().then(
    () => {
      stream.ended = 'ended';
    },
    () => {
      stream.ended = 'broken';
    },
  );
  return stream;
}
