/** A page of a list. */
export interface ListPage<Item> {
  items: Item[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
}

/** A list that is read page by page, as it is walked: `for await (const item of list)`. */
export class Pages<Item> implements AsyncIterable<Item> {
  constructor(
    private readonly read: (cursor: string | undefined) => Promise<ListPage<Item>>,
    private readonly start: string | undefined,
  ) {}

  /** One page alone: the first, or the one at a cursor. */
  page(cursor: string | undefined = this.start): Promise<ListPage<Item>> {
    return this.read(cursor);
  }

  /** Page after page. */
  async *pages(): AsyncGenerator<ListPage<Item>, void, undefined> {
    let cursor: string | null | undefined = this.start;
    do {
      const page: ListPage<Item> = await this.read(cursor ?? undefined);
      yield page;
      cursor = page.next;
    } while (cursor !== null);
  }

  /** Item after item, to the end of the list. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const { items } of this.pages()) yield* items;
  }
}
