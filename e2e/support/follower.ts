import { setTimeout as delay } from 'node:timers/promises';
import { openStream, type Stream } from './events';

/** A reader of events as a browser is one: it comes back after the pause that it was told, to where it was. */
export interface EventFollower {
  /** The ids of all that it heard, in order. */
  ids: string[];
  /** The tickets that it heard were filed. */
  created: string[];
  /** How long it was without a stream each time, in milliseconds. One that ends as soon as it begins is none. */
  gaps: number[];
  /** What came of the tries to come back that failed: a status, or 0 where there was no answer. */
  refusals: number[];
  leave(): Promise<void>;
}

/** Streams of a process that is leaving end so soon. */
const atOnceMs = 500;

/** Follows the events of the desk at `url`; resolves when the first stream is open. */
export async function followEvents(url: string, headers: Record<string, string>): Promise<EventFollower> {
  const follower: EventFollower = { ids: [], created: [], gaps: [], refusals: [], leave: async () => undefined };
  let isOver = false;
  const open = (lastId: string) =>
    openStream(url, lastId ? { ...headers, 'last-event-id': lastId } : headers).catch(() => null);
  const take = (stream: Stream, from: number): number => {
    for (const event of stream.events.slice(from)) {
      follower.ids.push(event.id);
      if (event.type === 'ticket.created') follower.created.push(event.ticket);
    }
    return stream.events.length;
  };
  let stream = await open('');
  if (stream?.status !== 200) throw new Error(`No stream of events: ${stream?.status}`);
  const run = async () => {
    let lastId = '';
    let since = 0;
    let openedAt = Number.NEGATIVE_INFINITY;
    while (!isOver) {
      let taken = 0;
      while (stream && stream.status === 200 && !stream.ended && !isOver) {
        taken = take(stream, taken);
        await delay(20);
      }
      if (stream?.status === 200) {
        take(stream, taken);
        lastId = stream.lastId() || lastId;
      }
      if (isOver) break;
      const now = performance.now();
      if (now - openedAt > atOnceMs) since = now;
      else follower.gaps.pop();
      const retryMs = Number(/^retry: (\d+)/m.exec(stream?.text() ?? '')?.[1] ?? 1_000);
      for (;;) {
        await delay(retryMs);
        stream = await open(lastId);
        if (isOver || stream?.status === 200) break;
        follower.refusals.push(stream?.status ?? 0);
      }
      openedAt = performance.now();
      follower.gaps.push(openedAt - since);
    }
    stream?.leave();
  };
  const running = run();
  follower.leave = async () => {
    isOver = true;
    await running;
  };
  return follower;
}
