import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Connection } from './connection';

/** One answer that goes on, as the test says. */
interface Line {
  since: string | null;
  say(text: string): void;
  end(): void;
  isCut: boolean;
}

let lines: Line[];
/** What is answered instead of a stream, first to last. */
let refusals: Response[];
let isAway: boolean;
let heard: string[];
let connection: Connection;

function answer(init: RequestInit): Response {
  const refusal = refusals.shift();
  if (refusal) return refusal;
  const line: Line = {
    since: new Headers(init.headers).get('last-event-id'),
    say: () => undefined,
    end: () => undefined,
    isCut: false,
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      line.say = (text) => controller.enqueue(new TextEncoder().encode(text));
      line.end = () => controller.close();
      init.signal?.addEventListener('abort', () => {
        line.isCut = true;
        controller.error(new DOMException('cut', 'AbortError'));
      });
    },
  });
  lines.push(line);
  return new Response(body);
}

beforeEach(() => {
  vi.useFakeTimers();
  [lines, refusals, heard, isAway] = [[], [], [], false];
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    if (isAway) throw new TypeError('Failed to fetch');
    return answer(init);
  });
  connection = new Connection({
    url: '/v2/events',
    since: 'first',
    onFrame: ({ id }) => heard.push(id ?? ''),
    onState: (isLive) => heard.push(isLive ? 'live' : 'away'),
    onGap: () => heard.push('gap'),
    onRefused: () => heard.push('refused'),
  });
  void connection.run();
});

afterEach(() => {
  connection.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const event = (id: string) => `id: ${id}\nevent: ticket.changed\ndata: {}\n\n`;
const last = () => lines.at(-1) as Line;

test('a stream that ends is opened again after the last event that came', async () => {
  await pass(0);
  expect(last().since).toBe('first');
  last().say(event('second'));
  await pass(0);
  expect(heard).toEqual(['second', 'live']);
  last().end();
  await pass(2_000);
  expect(lines).toHaveLength(2);
  expect(last().since).toBe('second');
  expect(heard).toEqual(['second', 'live', 'away']);
});

test('a server that is away is asked less and less often, and at once when somebody looks', async () => {
  await pass(0);
  isAway = true;
  last().end();
  await pass(600_000);
  const tries = heard.filter((each) => each === 'away').length;
  // Every 15 to 30 seconds in the end.
  expect(tries).toBeGreaterThan(20);
  expect(tries).toBeLessThan(55);
  isAway = false;
  connection.wake();
  await pass(0);
  expect(lines).toHaveLength(2);
});

test('one that fell silent is not waited for', async () => {
  await pass(0);
  last().say(event('second'));
  for (let beat = 0; beat < 5; beat++) {
    await pass(25_000);
    last().say(':\n\n');
  }
  expect(lines).toHaveLength(1);
  await pass(75_000);
  expect(lines[0]?.isCut).toBe(true);
  await pass(1_000);
  expect(lines).toHaveLength(2);
  expect(last().since).toBe('second');
});

test('who comes back after a sleep trusts no line that said nothing meanwhile', async () => {
  await pass(0);
  last().say(event('second'));
  await pass(20_000);
  connection.wake();
  await pass(1_000);
  expect(lines).toHaveLength(1);
  await pass(15_000);
  connection.wake();
  await pass(1_000);
  expect(lines).toHaveLength(2);
});

test('where the place is not known any more it goes on from now, and says that something was missed', async () => {
  await pass(0);
  refusals = [new Response('{}', { status: 400 })];
  last().end();
  await pass(3_000);
  expect(last().since).toBeNull();
  expect(heard).toEqual(['away', 'away']);
  last().say('retry: 1000\nid: now\n\n');
  await pass(0);
  expect(heard).toEqual(['away', 'away', 'now', 'live', 'gap']);
});

test('who is refused asks once a minute; who is told to wait, waits', async () => {
  await pass(0);
  refusals = [
    new Response('{}', { status: 401 }),
    new Response('{}', { status: 429, headers: { 'retry-after': '25' } }),
  ];
  last().end();
  await pass(3_000);
  expect(heard).toContain('refused');
  await pass(25_000);
  expect(refusals).toHaveLength(1);
  await pass(40_000);
  expect(refusals).toHaveLength(0);
  await pass(10_000);
  expect(lines).toHaveLength(1);
  await pass(20_000);
  expect(lines).toHaveLength(2);
});
