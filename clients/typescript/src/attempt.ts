import { HiloError } from './errors.js';

/**
 * One try of a call: ends it when its time is over or its caller aborts. (Not `AbortSignal.any` and `.timeout`: Node 18 has not
 * both.)
 */
export class Attempt {
  private readonly controller = new AbortController();
  private readonly abort = () => this.controller.abort();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ms = 0;
  private isLate = false;

  constructor(
    private readonly caller: AbortSignal | undefined,
    ms: number,
  ) {
    caller?.addEventListener('abort', this.abort, { once: true });
    this.allow(ms);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Gives it so many milliseconds from now. */
  allow(ms: number): void {
    clearTimeout(this.timer);
    this.ms = ms;
    this.timer = setTimeout(() => {
      this.isLate = true;
      this.abort();
    }, ms);
  }

  /** Stops the clock, while others have their turn. */
  pause(): void {
    clearTimeout(this.timer);
  }

  end(): void {
    clearTimeout(this.timer);
    this.caller?.removeEventListener('abort', this.abort);
  }

  /** What went wrong, in the words that callers know: their own reason, a `HiloError`. */
  explain(cause: unknown): unknown {
    if (this.caller?.aborted) return this.caller.reason;
    if (cause instanceof HiloError) return cause;
    if (this.isLate) return new HiloError('TIMEOUT', `The desk did not answer within ${this.ms} ms`, { cause });
    return new HiloError('NETWORK_ERROR', 'The desk cannot be reached, or the connection was cut', { cause });
  }
}
