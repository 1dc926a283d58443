import type { TicketEventObject } from '@/lib/events/schema';
import type { PresenceNews, PresenceObject } from '@/lib/presence/schema';
import { Connection } from './connection';
import { newTab } from './new-tab';
import type { Frame } from './read-frames';
import { RecentEvents } from './recent-events';
import type { TabMessage } from './tab-message';

// Browsers open six connections to one server, and a stream holds one: six tabs would leave none for anything else. So the
// tabs of one reader have one stream. Whoever holds the lock leads: reads it, and hands on what comes; the lock falls to the
// next when that tab is closed. Each tab remembers the last event it had, so whoever comes back, joins or takes over says
// where it stands, and gets what it lacks, or is told that this cannot be said.

export interface LiveListener {
  onEvent?: (event: TicketEventObject) => void;
  /** Something may have happened that nobody tells: what is shown must be read anew. */
  onGap?: () => void;
}

/** A leader says something every 25 seconds; one that was silent for this long hangs, and is replaced. */
const deadMs = 80_000;
/** How long a leader may take to answer. */
const answerMs = 4_000;
/** What says that the reader or the network is back. */
const wakers = ['online', 'pageshow', 'focus', 'visibilitychange'];

/** The one stream of events of all tabs that have the same `name` and `url`. */
export class SharedStream {
  /** Names this tab. */
  readonly tab = newTab();
  private readonly listeners = new Set<LiveListener>();
  private readonly watchers = new Set<() => void>();
  private channel?: BroadcastChannel;
  private connection?: Connection;
  private readonly end = new AbortController();
  private isStarted = false;
  private opening?: Promise<void>;
  private isLiveNow = false;
  private readonly recent = new RecentEvents();
  private presence: ReadonlyMap<string, PresenceObject> = new Map();
  private leaderSeenAt = 0;

  constructor(
    private readonly name: string,
    private readonly url: string,
  ) {}

  /** Whether what happens is being told. */
  get isLive(): boolean {
    return this.isLiveNow;
  }

  /** Whether somebody listens, and in vain. */
  get isAway(): boolean {
    return this.isStarted && !this.isLiveNow;
  }

  /** Who has which ticket open, by the ticket's public id; a new map for each change. */
  get presences(): ReadonlyMap<string, PresenceObject> {
    return this.presence;
  }

  /** Calls back when `isLive` or `presences` changed. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /**
   * Hears what happens after `since`, the feed's place from before what is shown was read; from now on without it. The first
   * one opens the stream. Gives what ends it.
   */
  listen(listener: LiveListener, since: string | undefined): () => void {
    this.listeners.add(listener);
    if (!this.isStarted) {
      // Of those that begin together one may not know where.
      if (this.recent.last === undefined) this.recent.beginAt(since);
      this.opening ??= Promise.resolve().then(() => this.start());
    }
    // Read before or after what this tab was told last: which of them is not known.
    else if (since !== undefined && since !== this.recent.last)
      queueMicrotask(() => this.listeners.has(listener) && listener.onGap?.());
    return () => this.listeners.delete(listener);
  }

  /** The reader or the network is back. */
  wake = (): void => {
    if (this.end.signal.aborted || document.visibilityState === 'hidden') return;
    if (this.connection) this.connection.wake();
    else this.greet();
  };

  private doubt = (): void => this.connection?.doubt();

  close(): void {
    this.end.abort();
    this.connection?.close();
    this.channel?.close();
    window.removeEventListener('offline', this.doubt);
    for (const type of wakers) window.removeEventListener(type, this.wake);
  }

  private start(): void {
    if (this.end.signal.aborted) return;
    this.isStarted = true;
    for (const watcher of this.watchers) watcher();
    this.leaderSeenAt = Date.now();
    for (const type of wakers) window.addEventListener(type, this.wake);
    window.addEventListener('offline', this.doubt);
    // Without a secure context there are no locks: then each tab has a stream of its own.
    if (!('BroadcastChannel' in globalThis) || !navigator.locks) {
      void this.lead();
      return;
    }
    this.channel = new BroadcastChannel(`hilo live ${this.name}`);
    this.channel.onmessage = ({ data }: MessageEvent<TabMessage>) => this.take(data);
    void this.queue();
    this.greet();
    const watch = setInterval(() => this.checkLeader(), deadMs / 4);
    this.end.signal.addEventListener('abort', () => clearInterval(watch));
  }

  /** Waits to lead, and leads until the tab is closed or another one takes over; then waits again. */
  private async queue(): Promise<void> {
    while (!this.end.signal.aborted) await this.hold({ signal: this.end.signal });
  }

  private async hold(how: LockOptions): Promise<void> {
    await navigator.locks.request(`hilo live ${this.name}`, how, () => this.lead()).catch(() => undefined);
    // Over, or another tab has taken the lock.
    this.connection?.close();
    this.connection = undefined;
    this.leaderSeenAt = Date.now();
  }

  private lead(): Promise<void> {
    this.connection = new Connection({
      url: this.url,
      since: this.recent.last,
      onFrame: (frame) => this.onFrame(frame),
      onBeat: () => this.say({ kind: 'beat' }),
      onState: (isLive) => {
        this.say({ kind: 'state', isLive });
        this.setLive(isLive);
      },
      onGap: () => {
        this.say({ kind: 'gap', last: this.recent.last });
        this.gap(this.recent.last);
      },
    });
    return this.connection.run();
  }

  private onFrame({ id, event, data }: Frame): void {
    if (event === 'presence') {
      const news = JSON.parse(data) as PresenceNews;
      this.say({ kind: 'presence', news });
      this.learnPresence(news);
    } else if (event === '' && id) {
      // The place where the stream begins.
      if (this.recent.last !== id) this.recent.beginAt(id);
    } else if (event.startsWith('ticket.')) {
      const told = JSON.parse(data) as TicketEventObject;
      this.say({ kind: 'event', event: told });
      this.tell(told);
    }
  }

  private say(message: TabMessage): void {
    if (!this.end.signal.aborted) this.channel?.postMessage(message);
  }

  /** Asks the leader for what this tab lacks. One that does not answer is replaced. */
  private greet(): void {
    const askedAt = Date.now();
    this.say({ kind: 'hello', from: this.tab, since: this.recent.last });
    setTimeout(() => {
      const isSilent = !this.connection && this.leaderSeenAt <= askedAt && !this.end.signal.aborted;
      if (isSilent && document.visibilityState === 'visible') void this.hold({ steal: true });
    }, answerMs);
  }

  private checkLeader(): void {
    if (!this.connection && Date.now() - this.leaderSeenAt > deadMs) void this.hold({ steal: true });
  }

  private take(message: TabMessage): void {
    if (message.kind === 'hello') {
      if (this.connection) this.welcome(message.from, message.since);
      return;
    }
    if (this.connection || (message.kind === 'welcome' && message.to !== this.tab)) return;
    this.leaderSeenAt = Date.now();
    if (message.kind === 'event') this.tell(message.event);
    else if (message.kind === 'presence') this.learnPresence(message.news);
    else if (message.kind === 'gap') this.gap(message.last);
    else if (message.kind === 'welcome') this.beWelcome(message);
    else if (message.kind === 'state' && !message.isLive) this.setLive(false);
    // What was told while this tab was on its way, or the leader changed, comes with the welcome.
    else if (message.kind === 'state' && !this.isLiveNow) this.greet();
  }

  private beWelcome({ missed, last, presence }: TabMessage & { kind: 'welcome' }): void {
    if (missed === null) this.gap(last);
    else for (const event of missed) this.tell(event);
    this.learnPresence({ whole: true, tickets: presence });
    this.setLive(true);
  }

  private welcome(to: string, since: string | undefined): void {
    if (!this.isLiveNow) {
      this.say({ kind: 'state', isLive: false });
      this.connection?.wake();
      return;
    }
    const [missed, last] = [this.recent.after(since), this.recent.last];
    this.say({ kind: 'welcome', to, missed, last, presence: [...this.presence.values()] });
  }

  private tell(event: TicketEventObject): void {
    if (!this.recent.add(event)) return;
    for (const listener of this.listeners) listener.onEvent?.(event);
  }

  private gap(last: string | undefined): void {
    this.recent.beginAt(last);
    for (const listener of this.listeners) listener.onGap?.();
  }

  private learnPresence({ whole, tickets }: PresenceNews): void {
    const next = new Map(whole ? [] : this.presence);
    for (const ticket of tickets) {
      if (ticket.people.length > 0) next.set(ticket.ticket, ticket);
      else next.delete(ticket.ticket);
    }
    this.presence = next;
    for (const watcher of this.watchers) watcher();
  }

  private setLive(isLive: boolean): void {
    if (this.isLiveNow === isLive) return;
    this.isLiveNow = isLive;
    for (const watcher of this.watchers) watcher();
  }
}
