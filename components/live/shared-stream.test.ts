import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TicketEventObject } from '@/lib/events/schema';
import { SharedStream } from './shared-stream';

interface Line {
  since: string | null;
  say(text: string): void;
  isOpen: boolean;
}

interface Tab {
  stream: SharedStream;
  heard: string[];
  close(): void;
}

let lines: Line[];
let tabs: Tab[];
let name: string;

const open = () => lines.filter((line) => line.isOpen);
const event = (id: string) => ({ id, type: 'ticket.changed' }) as TicketEventObject;
const frame = (id: string) => `id: ${id}\nevent: ticket.changed\ndata: ${JSON.stringify(event(id))}\n\n`;
const tell = (...ids: string[]) => {
  for (const id of ids) for (const line of open()) line.say(frame(id));
};

function newTab(since: string): Tab {
  const stream = new SharedStream(name, '/v2/events');
  const heard: string[] = [];
  stream.listen({ onEvent: ({ id }) => heard.push(id), onGap: () => heard.push('gap') }, since);
  const tab = { stream, heard, close: () => stream.close() };
  tabs.push(tab);
  return tab;
}

beforeEach(() => {
  [lines, tabs, name] = [[], [], crypto.randomUUID()];
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    const since = new Headers(init.headers).get('last-event-id');
    const line: Line = { since, say: () => undefined, isOpen: true };
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        line.say = (text) => controller.enqueue(new TextEncoder().encode(text));
        line.say(`retry: 1000\nid: ${since}\n\n`);
        init.signal?.addEventListener('abort', () => {
          line.isOpen = false;
          controller.error(new DOMException('cut', 'AbortError'));
        });
      },
    });
    lines.push(line);
    return new Response(body);
  });
});

afterEach(() => {
  for (const tab of tabs) tab.close();
  vi.unstubAllGlobals();
});

test('six tabs have one stream, and each hears everything once', async () => {
  const six = Array.from({ length: 6 }, () => newTab('start'));
  await expect.poll(() => six.every(({ stream }) => stream.isLive)).toBe(true);
  expect(lines).toHaveLength(1);
  tell('a', 'b');
  for (const { heard } of six) await expect.poll(() => heard).toEqual(['a', 'b']);
});

test('one that joins later gets what happened since its page was read, and nothing twice', async () => {
  const first = newTab('start');
  await expect.poll(() => first.stream.isLive).toBe(true);
  tell('a', 'b', 'c');
  await expect.poll(() => first.heard).toHaveLength(3);
  const late = newTab('b');
  await expect.poll(() => late.heard).toEqual(['c']);
  const fresh = newTab('c');
  await expect.poll(() => fresh.stream.isLive).toBe(true);
  expect(fresh.heard).toEqual([]);
  tell('d');
  await expect.poll(() => [late.heard, fresh.heard]).toEqual([['c', 'd'], ['d']]);
});

test('one whose place nobody remembers is told to read everything anew', async () => {
  const first = newTab('start');
  await expect.poll(() => first.stream.isLive).toBe(true);
  const stranger = newTab('long ago');
  await expect.poll(() => stranger.heard).toEqual(['gap']);
  tell('a');
  await expect.poll(() => stranger.heard).toEqual(['gap', 'a']);
});

test('when the tab that reads is closed another one goes on where it stood', async () => {
  const [first, second, third] = [newTab('start'), newTab('start'), newTab('start')];
  await expect.poll(() => tabs.every(({ stream }) => stream.isLive)).toBe(true);
  tell('a');
  await expect.poll(() => third.heard).toEqual(['a']);
  first.close();
  await expect.poll(() => open()).toHaveLength(1);
  expect(open()[0]?.since).toBe('a');
  tell('b');
  await expect
    .poll(() => [second.heard, third.heard])
    .toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
});

test('who has which ticket open is known to one that joins', async () => {
  const first = newTab('start');
  await expect.poll(() => first.stream.isLive).toBe(true);
  const people = [{ agent: 'agent_1', name: 'Hugo', activity: 'viewing' }];
  const say = (news: object) => open()[0]?.say(`event: presence\ndata: ${JSON.stringify(news)}\n\n`);
  say({ whole: true, tickets: [{ ticket: 't1', number: 1, people }] });
  say({ whole: false, tickets: [{ ticket: 't2', number: 2, people }] });
  await expect.poll(() => first.stream.presences.size).toBe(2);
  const second = newTab('start');
  await expect.poll(() => [...second.stream.presences.keys()]).toEqual(['t1', 't2']);
  say({ whole: false, tickets: [{ ticket: 't1', number: 1, people: [] }] });
  await expect.poll(() => [...second.stream.presences.keys()]).toEqual(['t2']);
});

test('without locks each has a stream of its own', async () => {
  vi.stubGlobal('navigator', {});
  const both = [newTab('start'), newTab('start')];
  await expect.poll(() => both.every(({ stream }) => stream.isLive)).toBe(true);
  expect(lines).toHaveLength(2);
});
