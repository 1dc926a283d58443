/** How many are sent to one webhook at once, of those that answer soon. */
const perWebhook = 4;
/** Answering takes no longer. */
const soonMs = 3_000;

/**
 * Who may send now, in this process. A receiver that takes its time, or of which nothing is known yet, is sent one message at
 * a time, and all of that kind together have only some of the places: however many hang, those that answer soon never wait
 * for them.
 */
export class Turns {
  readonly #slowPlaces: number;
  readonly #running = new Map<string, number>();
  readonly #soon = new Set<string>();
  /** Those who were refused, the longest waiting first. */
  readonly #waiting = new Set<string>();
  #slow = 0;

  constructor(slowPlaces: number) {
    this.#slowPlaces = slowPlaces;
  }

  #mayEnter(webhookId: string): boolean {
    const running = this.#running.get(webhookId) ?? 0;
    return this.#soon.has(webhookId) ? running < perWebhook : running < 1 && this.#slow < this.#slowPlaces;
  }

  /** Takes a place, or null when there is none: the webhook is then called by a later `leave`. */
  enter(webhookId: string): { isSlow: boolean } | null {
    if (!this.#mayEnter(webhookId)) {
      this.wait(webhookId);
      return null;
    }
    const isSlow = !this.#soon.has(webhookId);
    this.#running.set(webhookId, (this.#running.get(webhookId) ?? 0) + 1);
    if (isSlow) this.#slow += 1;
    return { isSlow };
  }

  /** Has a webhook called by a later `leave`: there is more for it. */
  wait(webhookId: string): void {
    this.#waiting.add(webhookId);
  }

  /**
   * Gives a place back. `ms` is how long the receiver took, undefined when nothing was sent. Gives the webhooks that waited
   * and may go on.
   */
  leave(webhookId: string, { isSlow }: { isSlow: boolean }, ms: number | undefined): string[] {
    const left = (this.#running.get(webhookId) ?? 1) - 1;
    if (left > 0) this.#running.set(webhookId, left);
    else this.#running.delete(webhookId);
    if (isSlow) this.#slow -= 1;
    if (ms !== undefined && ms <= soonMs) this.#soon.add(webhookId);
    else if (ms !== undefined) this.#soon.delete(webhookId);
    const next = [...this.#waiting].filter((each) => each === webhookId || this.#mayEnter(each)).slice(0, 4);
    for (const each of next) this.#waiting.delete(each);
    return next;
  }
}
