import type { TicketEventObject } from '@/lib/events/schema';

const most = 1_000;

/** The last events that a tab was told, from a place of the feed on. */
export class RecentEvents {
  /** The place that it begins after, then each event's. */
  private all: { id: string; event?: TicketEventObject }[] = [];

  /** The place of the last one; undefined where nothing is known. */
  get last(): string | undefined {
    return this.all.at(-1)?.id;
  }

  /** Forgets everything: what comes is after `place`. */
  beginAt(place: string | undefined): void {
    this.all = place === undefined ? [] : [{ id: place }];
  }

  /** Whether it was new. */
  add(event: TicketEventObject): boolean {
    if (this.all.some(({ id }) => id === event.id)) return false;
    this.all.push({ id: event.id, event });
    if (this.all.length > most) this.all.shift();
    return true;
  }

  /** What came after a place, or null where that cannot be said. */
  after(place: string | undefined): TicketEventObject[] | null {
    const at = this.all.findIndex(({ id }) => id === place);
    return at < 0 ? null : this.all.slice(at + 1).flatMap(({ event }) => (event ? [event] : []));
  }
}
