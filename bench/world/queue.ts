/** What is yet to happen, soonest first; what is due at once comes in the order in which it was added. A binary heap. */
export class Queue<Thing> {
  readonly #heap: { at: number; order: number; thing: Thing }[] = [];
  #added = 0;

  add(at: number, thing: Thing): void {
    this.#added += 1;
    const heap = this.#heap;
    const item = { at, order: this.#added, thing };
    let place = heap.push(item) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (!parent || !isSooner(item, parent)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = item;
  }

  /** The next one if it comes before `until`, taken out. */
  takeBefore(until: number): Thing | undefined {
    const heap = this.#heap;
    const [first] = heap;
    if (!first || first.at >= until) return undefined;
    const last = heap.pop();
    if (last && heap.length > 0) this.#sink(last);
    return first.thing;
  }

  #sink(item: { at: number; order: number; thing: Thing }): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]];
      const isRight = left && right && isSooner(right, left);
      const child = isRight ? right : left;
      if (!child || !isSooner(child, item)) break;
      heap[place] = child;
      place = 2 * place + (isRight ? 2 : 1);
    }
    heap[place] = item;
  }
}

function isSooner(a: { at: number; order: number }, b: { at: number; order: number }): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
