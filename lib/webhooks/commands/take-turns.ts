/** How many are sent to one webhook at once, of those that answer soon. */
const perWebhook = 4;
/** Answering takes no longer, in milliseconds. */
const soonMs = 3_000;

/** How a receiver answered last, as far as this process knows. */
type Kind = 'soon' | 'slow' | 'unknown';

export interface Turn {
  kind: Kind;
}

/**
 * Who may send now, in this process. A receiver that takes its time, or of which nothing is known yet, is sent one message at
 * a time, and all of either kind together have only some of the places: however many hang, neither those that answer soon nor
 * one that is new waits for them.
 */
export class Turns {
  readonly #places: Record<Kind, number>;
  readonly #taken: Record<Kind, number> = { soon: 0, slow: 0, unknown: 0 };
  readonly #running = new Map<string, number>();
  readonly #answered = new Map<string, Kind>();
  /** Those who were refused, the longest waiting first. */
  readonly #waiting = new Set<string>();

  constructor(places: { slow: number; unknown: number }) {
    this.#places = { ...places, soon: Number.POSITIVE_INFINITY };
  }

  #kindOf(webhookId: string): Kind {
    return this.#answered.get(webhookId) ?? 'unknown';
  }

  #mayEnter(webhookId: string): boolean {
    const kind = this.#kindOf(webhookId);
    const running = this.#running.get(webhookId) ?? 0;
    return running < (kind === 'soon' ? perWebhook : 1) && this.#taken[kind] < this.#places[kind];
  }

  /** Takes a place, or null when there is none: the webhook is then called by a later `leave`. */
  enter(webhookId: string): Turn | null {
    if (!this.#mayEnter(webhookId)) {
      this.wait(webhookId);
      return null;
    }
    const kind = this.#kindOf(webhookId);
    this.#running.set(webhookId, (this.#running.get(webhookId) ?? 0) + 1);
    this.#taken[kind] += 1;
    return { kind };
  }

  /** Has a webhook called by a later `leave`: there is more for it. */
  wait(webhookId: string): void {
    this.#waiting.add(webhookId);
  }

  /**
   * Gives a place back. `ms` is how long the receiver took, undefined when nothing was sent. Gives the webhooks that waited
   * and may go on.
   */
  leave(webhookId: string, { kind }: Turn, ms: number | undefined): string[] {
    const left = (this.#running.get(webhookId) ?? 1) - 1;
    if (left > 0) this.#running.set(webhookId, left);
    else this.#running.delete(webhookId);
    this.#taken[kind] -= 1;
    if (ms !== undefined) this.#answered.set(webhookId, ms <= soonMs ? 'soon' : 'slow');
    const next = [...this.#waiting].filter((each) => each === webhookId || this.#mayEnter(each)).slice(0, 4);
    for (const each of next) this.#waiting.delete(each);
    return next;
  }
}
