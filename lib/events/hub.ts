import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import sql from 'sql-template-tag';
import { lineTo } from '@/lib/platform/db-line';
import { env } from '@/lib/platform/env';
import { log } from '@/lib/platform/log';
import { bellChannel, signalChannel } from './bell';
import { type FeedRow, readFeed } from './feed';
import type { Place } from './place';

// One connection a process hears the bell, reads what is new once, and hands it to everybody here who listens. It also hears
// signals: short texts that processes send each other, which nobody who was not there needs to know of.

/** Everything that happened between two places of the feed. Without rows it only tells where the hub begins. */
export interface FeedBatch {
  from: Place;
  rows: FeedRow[];
  upTo: Place;
}

export interface Subscriber {
  onEvents(rows: FeedRow[], batch: FeedBatch): void;
  /** The process is ending. */
  onClose?(): void;
}

interface Hub {
  subscribers: Set<Subscriber>;
  bells: Set<() => void>;
  signals: Set<(text: string) => void>;
  /** Up to where events were handed out. Unknown until the first look. */
  place?: Place;
  client?: pg.Client;
  /** The next look, or the next try to connect. */
  timer?: NodeJS.Timeout;
  isBusy: boolean;
  /** The bell rang while we looked. */
  isRung: boolean;
  failures: number;
  /** Looks in a row that found something above the horizon. */
  waits: number;
  isClosed: boolean;
}

const restMs = 2_000;
const soonMs = 25;
const latestMs = 500;
const pageSize = 500;

// Next's bundles and the worker each load this file for themselves; the hub is one.
const shared = globalThis as typeof globalThis & { hiloHub?: Hub };
shared.hiloHub ??= {
  subscribers: new Set(),
  bells: new Set(),
  signals: new Set(),
  isBusy: false,
  isRung: false,
  failures: 0,
  waits: 0,
  isClosed: false,
};
const hub = shared.hiloHub;

const isWanted = () => hub.subscribers.size + hub.bells.size + hub.signals.size > 0 && !hub.isClosed;

function rest(ms: number): void {
  clearTimeout(hub.timer);
  hub.timer = setTimeout(() => void look(), ms);
  hub.timer.unref();
}

function ring(): void {
  for (const listener of hub.bells) listener();
  void look();
}

function hear({ channel, payload = '' }: pg.Notification): void {
  if (channel === bellChannel) ring();
  else for (const listener of hub.signals) listener(payload);
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({
    // A listener needs a connection of its own: no pooler stands between.
    connectionString: env().DATABASE_DIRECT_URL,
    stream: lineTo(env().DATABASE_DIRECT_URL).socket,
    application_name: 'hilo listener',
    connectionTimeoutMillis: 5_000,
    // A connection that died without a word is found out by the next look.
    query_timeout: 10_000,
    keepAlive: true,
  });
  client.on('error', () => drop(client));
  client.on('end', () => drop(client));
  client.on('notification', hear);
  hub.client = client;
  await client.connect();
  await client.query(`LISTEN ${bellChannel}; LISTEN ${signalChannel}`);
  return client;
}

/** Lets go of a connection that broke or is no longer wanted, and comes back later if there is anybody to hear. */
function drop(client: pg.Client): void {
  if (hub.client !== client) return;
  hub.client = undefined;
  client.end().catch(() => undefined);
  if (isWanted() && !hub.isBusy) rest(soonMs);
}

function publish(batch: FeedBatch): void {
  for (const subscriber of hub.subscribers) {
    try {
      subscriber.onEvents(batch.rows, batch);
    } catch (err) {
      log().error({ err }, 'a listener to events failed');
    }
  }
}

/** Reads what is new and hands it out. Gives whether something waits above the horizon. */
async function read(client: pg.Client): Promise<boolean> {
  const on = {
    query: async <Row extends object>({ text, values }: { text: string; values: unknown[] }) =>
      (await client.query<Row>({ text, values })).rows,
  };
  for (;;) {
    const from = hub.place;
    const limit = from ? pageSize : 0;
    const page = await readFeed({ where: sql`true` }, { after: from ?? { position: 0, id: 0 }, limit }, on);
    const last = page.rows.at(-1);
    if (!from) {
      hub.place = page.upTo;
      publish({ from: page.upTo, rows: [], upTo: page.upTo });
    } else if (last) {
      hub.place = { position: last.position, id: last.id };
      publish({ from, rows: page.rows, upTo: hub.place });
    }
    if (!page.hasMore) return page.hasAhead;
  }
}

/** One look at what is new, on a connection made for it where there is none. Gives how long to rest. */
async function lookOnce(): Promise<number> {
  const isNew = !hub.client;
  const client = hub.client ?? (await connect());
  // Whoever only waits for the bell may have missed it while there was no connection.
  if (isNew) for (const listener of hub.bells) listener();
  if (isNew) for (const listener of hub.signals) listener('');
  const hasAhead = hub.subscribers.size > 0 && (await read(client));
  if (hub.subscribers.size === 0) await client.query('SELECT');
  hub.failures = 0;
  hub.waits = hasAhead ? hub.waits + 1 : 0;
  // What is above the horizon comes within moments, unless somebody writes for long: then ever less often.
  return hasAhead ? Math.min(latestMs, soonMs * 2 ** Math.floor(hub.waits / 8)) : restMs;
}

/** Looks for news now, or once more after the look that goes on, and rests. */
async function look(): Promise<void> {
  hub.isRung = true;
  if (hub.isBusy) return;
  hub.isBusy = true;
  let ms = restMs;
  try {
    while (hub.isRung && isWanted()) {
      hub.isRung = false;
      ms = await lookOnce();
    }
  } catch (err) {
    hub.failures += 1;
    ms = Math.min(5_000, 100 * 2 ** Math.min(6, hub.failures)) * (0.5 + Math.random() / 2);
    if (isWanted()) log().warn({ err }, 'the listener to events lost the database');
    if (hub.client) drop(hub.client);
  } finally {
    hub.isBusy = false;
  }
  if (isWanted()) rest(ms);
  else sleep();
}

/** Nobody listens any more: gives the connection back. */
function sleep(): void {
  clearTimeout(hub.timer);
  if (hub.client && !hub.isBusy) drop(hub.client);
}

function leave(): void {
  // Whoever comes next begins at the feed's end of then.
  if (hub.subscribers.size === 0) hub.place = undefined;
  if (!isWanted()) sleep();
}

/**
 * Hears every event of a ticket from now on, each once and in the order of the feed, as soon as the feed is complete up to
 * it. The first batch may be without rows: it says where the hub begins. Gives what ends it.
 * @param listener is called with rows, never empty but for that first time; `batch.from` is where the one before ended
 */
export function subscribe(listener: Subscriber['onEvents'], onClose?: Subscriber['onClose']): () => void {
  const subscriber: Subscriber = { onEvents: listener, onClose };
  if (hub.isClosed) {
    queueMicrotask(() => onClose?.());
    return () => undefined;
  }
  hub.subscribers.add(subscriber);
  void look();
  return () => {
    if (hub.subscribers.delete(subscriber)) leave();
  };
}

/**
 * Hears the bell: something may have been written. Also rung when a lost connection is back. Whoever cannot afford to miss
 * it looks by themselves as well. Gives what ends it.
 */
export function onBell(listener: () => void): () => void {
  hub.bells.add(listener);
  void look();
  return () => {
    if (hub.bells.delete(listener)) leave();
  };
}

/**
 * Hears the signals that any process sends (`sendSignal`). An empty one says that some may have been missed: the connection
 * is new. Gives what ends it.
 */
export function onSignal(listener: (text: string) => void): () => void {
  hub.signals.add(listener);
  void look();
  return () => {
    if (hub.signals.delete(listener)) leave();
  };
}

/** For the end of the process: tells everybody, and gives the connection back. Whoever comes later is told at once. */
export async function closeHub(): Promise<void> {
  hub.isClosed = true;
  clearTimeout(hub.timer);
  const leaving = [...hub.subscribers];
  hub.subscribers.clear();
  hub.bells.clear();
  hub.signals.clear();
  for (const { onClose } of leaving) onClose?.();
  const { client } = hub;
  hub.client = undefined;
  // A database that is away does not say goodbye.
  await Promise.race([client?.end().catch(() => undefined), delay(1_000, undefined, { ref: false })]);
}
