import { type Frame, frameReader } from './read-frames';

export interface ConnectionOptions {
  /** The address of the stream, with its query. */
  url: string;
  /** Where to go on: the `id` of the last event that is known. From now on without one. */
  since?: string;
  onFrame: (frame: Frame) => void;
  /** Whatever came, a comment too: the other side is there. */
  onBeat?: () => void;
  onState: (isLive: boolean) => void;
  /** The server does not know the place any more: what happened since is not going to be told. Called once it tells again. */
  onGap: () => void;
  /** Who asks is nobody any more, or no longer may. */
  onRefused?: () => void;
}

/** The server says something every 25 seconds. Of one that was silent for this long, nothing more is expected. */
const silenceMs = 60_000;
const firstWaitMs = 500;
const longestWaitMs = 30_000;
/** How often it is asked again after a refusal: signing in elsewhere may have changed it. */
const refusedWaitMs = 60_000;

/**
 * Keeps one stream of events open for as long as it may: goes on after the last event when it breaks, waits longer each time
 * that it cannot be reached, and tries at once when the reader comes back or the network does (`wake`).
 *
 * Not an `EventSource`: that one shows neither the comments that keep the connection, so that one which died without a word
 * looks alive for ever, nor the status of an answer, so that a cursor that is no longer known looks like a bad network.
 */
export class Connection {
  private since?: string;
  private isLive = false;
  private isOver = false;
  private hasGap = false;
  private failures = 0;
  private lastByteAt = 0;
  private abort?: AbortController;
  private stopWaiting?: () => void;

  constructor(private readonly options: ConnectionOptions) {
    this.since = options.since;
  }

  /** Runs until `close`. */
  async run(): Promise<void> {
    while (!this.isOver) {
      const waitMs = await this.listen().catch(() => undefined);
      this.setLive(false);
      if (this.isOver) return;
      this.failures += 1;
      const usual = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(10, this.failures - 1));
      // Those that failed together do not come back together.
      await this.wait(waitMs ?? usual * (0.5 + Math.random() / 2));
    }
  }

  close(): void {
    this.isOver = true;
    this.abort?.abort();
    this.stopWaiting?.();
  }

  /** Somebody looks again, or the network is back: a wait ends, and a line that has been silent is not trusted. */
  wake(): void {
    this.stopWaiting?.();
    if (this.isLive && Date.now() - this.lastByteAt > silenceMs / 2) this.abort?.abort();
  }

  /** The network is said to be gone: what is open is tried anew, and seen to be so or not. */
  doubt(): void {
    if (this.isLive) this.abort?.abort();
  }

  /** Listens once, to the end; gives how long to wait where the server said so, in milliseconds. */
  private async listen(): Promise<number | undefined> {
    const abort = new AbortController();
    this.abort = abort;
    // Also for an answer that never begins.
    this.lastByteAt = Date.now();
    const watch = setInterval(() => {
      if (Date.now() - this.lastByteAt > silenceMs) abort.abort();
    }, silenceMs / 6);
    try {
      const headers: Record<string, string> = this.since ? { 'last-event-id': this.since } : {};
      const answer = await fetch(this.options.url, { headers, signal: abort.signal, cache: 'no-store' });
      if (!answer.ok || !answer.body) return this.refused(answer);
      await this.read(answer.body);
      // A server that stops sends its readers away: come back, not all at once.
      return this.isOver ? 0 : 500 + Math.random() * 1_500;
    } finally {
      clearInterval(watch);
    }
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const framesIn = frameReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.isOver) return;
      this.lastByteAt = Date.now();
      const frames = framesIn(decoder.decode(value, { stream: true }));
      for (const frame of frames) {
        if (frame.id) this.since = frame.id;
        this.options.onFrame(frame);
      }
      this.failures = 0;
      this.setLive(true);
      this.options.onBeat?.();
      if (this.hasGap) this.options.onGap();
      this.hasGap = false;
    }
  }

  private refused(answer: Response): number | undefined {
    void answer.body?.cancel();
    if (answer.status === 400 && this.since) {
      this.since = undefined;
      this.hasGap = true;
      return 0;
    }
    if (answer.status === 401 || answer.status === 403) {
      this.options.onRefused?.();
      return refusedWaitMs;
    }
    const seconds = Number(answer.headers.get('retry-after'));
    return seconds > 0 ? seconds * 1_000 : undefined;
  }

  /** Every failure is told, as a sign of life. */
  private setLive(isLive: boolean): void {
    if (isLive && this.isLive) return;
    this.isLive = isLive;
    this.options.onState(isLive);
  }

  private wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.stopWaiting = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
