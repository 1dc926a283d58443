import { hasScope, type UserActor } from '@/lib/auth/actor';
import { type FeedRow, readFeed } from '@/lib/events/feed';
import { type FeedBatch, subscribe } from '@/lib/events/hub';
import { comparePlaces, type Place, sealPlace } from '@/lib/events/place';
import { maySeeEvent, visibleEvents } from '@/lib/events/policy';
import { presentEvent } from '@/lib/events/present';
import type { TicketEventName } from '@/lib/events/schema';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';

const heartbeatMs = 25_000;
/** How much may wait for a reader before they are cut. They come back by themselves and miss nothing. */
const bufferBytes = 256 * 1024;
const pageSize = 200;
const maxOfCredential = 20;
const maxOfUser = 100;
const maxOfProcess = 10_000;
/** Clients' together: accounts are anybody's for the asking, and the desk lives by its streams. */
const maxOfClients = 8_000;

// One count for the process, whichever of Next's bundles opens a stream.
const shared = globalThis as typeof globalThis & { hiloStreams?: Map<string, number> };
shared.hiloStreams ??= new Map();
const open = shared.hiloStreams;

/**
 * Takes one of the places that a token or session has, of those that its owner has with all of theirs: nobody can take the
 * places of everybody by making tokens. Gives what gives it back. Errors: `TOO_MANY_STREAMS`.
 */
function takePlace({ credentialId, userId, role }: UserActor): () => void {
  const count = (key: string) => open.get(key) ?? 0;
  const isFull = count('') >= maxOfProcess || (role === 'client' && count('client') >= maxOfClients);
  if (isFull) throw new AppError('SERVICE_UNAVAILABLE', { retryAfter: 5 });
  if (count(credentialId) >= maxOfCredential || count(userId) >= maxOfUser)
    throw new AppError('TOO_MANY_STREAMS', { retryAfter: heartbeatMs / 1000 });
  const add = (by: number) => {
    for (const key of [credentialId, userId, role, '']) {
      const now = count(key) + by;
      if (now > 0) open.set(key, now);
      else open.delete(key);
    }
  };
  add(1);
  return () => add(-1);
}

const encoder = new TextEncoder();
const beat = encoder.encode(':\n\n');
// An event is the same to everybody who may hear of it, so it is written out once.
const frames = new WeakMap<FeedRow, Uint8Array>();

function frameOf(row: FeedRow): Uint8Array {
  const known = frames.get(row);
  if (known) return known;
  const event = presentEvent(row);
  const frame = encoder.encode(`id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  frames.set(row, frame);
  return frame;
}

/** Tells a reader something that passes: it has no place in the feed, and who comes back is not told it again. */
export type Whisper = (event: string, data: unknown) => void;

export interface EventStreamOptions {
  actor: UserActor;
  /** Where to go on. */
  after: Place;
  types?: readonly TicketEventName[];
  /** Called once at the beginning with the way to tell passing things; gives what ends it. */
  whispers?: (whisper: Whisper) => () => void;
  /** Aborted when the reader has left. */
  signal: AbortSignal;
  /** Who the credentials stand for by now. */
  actorNow(): Promise<UserActor | null>;
  /** Between heartbeats; for tests. */
  everyMs?: number;
}

/** One reader's stream: reads from the database up to where the hub is, then hears the hub. */
class EventStream {
  private place: Place;
  /** Reading from the database, not hearing the hub. */
  private isReading = false;
  /** The hub had something while we read. */
  private hasMissed = false;
  private isOver = false;
  /** The buffer has been full since the last heartbeat. */
  private isStalled = false;
  private onRoom?: () => void;
  private readonly ends: (() => void)[] = [];

  constructor(
    private readonly options: EventStreamOptions,
    private readonly controller: ReadableStreamDefaultController<Uint8Array>,
    giveBack: () => void,
  ) {
    const { after, signal, everyMs = heartbeatMs, whispers } = options;
    this.place = after;
    // Not all at once after a restart, and yet twice within the five seconds that are promised: the first try may meet an app that is
    // just leaving, or has no room. The id lets a reader who is cut before the first event come back to this place.
    const retryMs = 500 + Math.floor(Math.random() * 1_500);
    controller.enqueue(encoder.encode(`retry: ${retryMs}\nid: ${sealPlace(after)}\n\n`));
    const end = () => this.end();
    const timer = setInterval(() => void this.onBeat(), everyMs);
    signal.addEventListener('abort', end, { once: true });
    this.ends.push(
      giveBack,
      () => clearInterval(timer),
      () => signal.removeEventListener('abort', end),
      subscribe(
        (_, batch) => this.take(batch),
        () => this.close(),
      ),
    );
    if (whispers) this.ends.push(whispers((event, data) => this.whisper(event, data)));
    if (signal.aborted) this.end();
    void this.catchUp();
  }

  /** There is room again. */
  pulled(): void {
    this.isStalled = false;
    this.onRoom?.();
  }

  /** Ends it for us; what is on its way to the reader goes on. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    for (const end of this.ends) end();
    this.onRoom?.();
  }

  private close(): void {
    if (this.isOver) return;
    this.end();
    this.controller.close();
  }

  /** Lets go of a reader with all that waits for them. To Next an `AbortError` is no failure. */
  private cut(): void {
    if (this.isOver) return;
    this.end();
    this.controller.error(new DOMException('The reader was too slow', 'AbortError'));
  }

  private get hasRoom(): boolean {
    return (this.controller.desiredSize ?? 0) > 0;
  }

  private take(batch: FeedBatch): void {
    if (this.isReading) this.hasMissed = true;
    // The hub began anew, further on than we are.
    else if (comparePlaces(this.place, batch.from) < 0) void this.catchUp();
    else this.send(batch);
  }

  private whisper(event: string, data: unknown): void {
    // It passes: a reader who is behind does without.
    if (this.isOver || !this.hasRoom) return;
    this.controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  }

  private send({ rows, upTo }: FeedBatch): void {
    const { actor, types } = this.options;
    for (const row of rows) {
      const isNew = comparePlaces(row, this.place) > 0;
      if (!isNew || !maySeeEvent(actor, row) || types?.includes(row.type) === false) continue;
      if (this.hasRoom) this.controller.enqueue(frameOf(row));
      else this.cut();
      if (this.isOver) return;
    }
    if (comparePlaces(this.place, upTo) < 0) this.place = upTo;
  }

  private async catchUp(): Promise<void> {
    this.isReading = true;
    const { actor, types } = this.options;
    try {
      for (let hasMore = true; hasMore || this.hasMissed; ) {
        this.hasMissed = false;
        const page = await readFeed(visibleEvents(actor), { after: this.place, limit: pageSize, types });
        if (this.isOver) return;
        for (const row of page.rows) this.controller.enqueue(frameOf(row));
        ({ upTo: this.place, hasMore } = page);
        while (!this.hasRoom && !this.isOver) await this.room();
        if (this.isOver) return;
      }
      this.isReading = false;
    } catch (err) {
      log().warn({ err }, 'a stream of events could not be read');
      this.close();
    }
  }

  private room(): Promise<void> {
    return new Promise((resolve) => {
      this.onRoom = resolve;
    });
  }

  /** Keeps the connection alive, and asks whether the reader may still hear what they hear. */
  private async onBeat(): Promise<void> {
    if (this.hasRoom) this.controller.enqueue(beat);
    else if (this.isStalled) return this.cut();
    else this.isStalled = true;
    const { actor, actorNow } = this.options;
    // While the database is away nobody knows better than before.
    const now = await actorNow().catch(() => actor);
    if (!now || now.role !== actor.role || !hasScope(now, 'tickets:read')) this.close();
  }
}

/** The bytes of a stream of server-sent events: from `after` without gap or double. Errors: `TOO_MANY_STREAMS`. */
export function eventStream(options: EventStreamOptions): ReadableStream<Uint8Array> {
  const giveBack = takePlace(options.actor);
  let stream: EventStream | undefined;
  return new ReadableStream(
    {
      start(controller) {
        stream = new EventStream(options, controller, giveBack);
      },
      pull: () => stream?.pulled(),
      cancel: () => stream?.end(),
    },
    { highWaterMark: bufferBytes, size: (chunk) => chunk.byteLength },
  );
}

/** An answer that goes on for as long as the reader listens. Errors: `TOO_MANY_STREAMS`. */
export function replyEvents(request: Request, options: Omit<EventStreamOptions, 'signal'>): Response {
  const headers = {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'private, no-store, no-transform',
    'x-accel-buffering': 'no',
  };
  const isHead = request.method === 'HEAD';
  return new Response(isHead ? null : eventStream({ ...options, signal: request.signal }), { headers });
}
