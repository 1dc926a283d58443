import type { TicketFilter } from '@/lib/tickets/queries/conditions';
import { categories, type TicketCategory, type TicketStatus } from '@/lib/tickets/schema';

/** The four piles of a client's tickets, the first being where the page opens. */
export const segments = ['active', 'resolved', 'closed', 'all'] as const;
export type Segment = (typeof segments)[number];

const statusesOf: Record<Segment, TicketStatus[] | undefined> = {
  active: ['open', 'pending', 'in_progress'],
  resolved: ['resolved'],
  closed: ['closed'],
  all: undefined,
};

/** What the list shows; all of it lives in the address. */
export interface ListParams {
  segment: Segment;
  q?: string;
  category?: TicketCategory;
  cursor?: string;
}

type SearchParams = Record<string, string | string[] | undefined>;

/** Reads the address. Whatever it does not understand counts as absent: a mistyped link still shows a list. */
export function readListParams(search: SearchParams): ListParams {
  const text = (name: string) => {
    const value = search[name];
    // Postgres stores neither of these, so no ticket can hold them.
    return typeof value === 'string' ? value.replaceAll('\0', ' ').toWellFormed().trim() || undefined : undefined;
  };
  return {
    segment: segments.find((each) => each === text('status')) ?? 'active',
    q: text('q')?.slice(0, 200),
    category: categories.find((each) => each === text('category')),
    cursor: text('cursor'),
  };
}

/** The address of a list. A new search or filter starts at its first page, so the cursor is only kept when it is given. */
export function listHref({ segment, q, category, cursor }: ListParams): string {
  const params = new URLSearchParams();
  if (segment !== 'active') params.set('status', segment);
  if (q) params.set('q', q);
  if (category) params.set('category', category);
  if (cursor) params.set('cursor', cursor);
  return params.size > 0 ? `/tickets?${params}` : '/tickets';
}

/** The tickets that the reader filed themselves, narrowed. Staff see their own here too, not everybody's. */
export function listFilter({ segment, q, category }: ListParams): TicketFilter {
  return { client: ['me'], status: statusesOf[segment], q, category: category && [category] };
}
