import type { TicketFilter } from '@/lib/tickets/queries/conditions';
import type { TicketSort } from '@/lib/tickets/queries/list';
import {
  categories,
  priorities,
  statuses,
  type TicketCategory,
  type TicketPriority,
  type TicketStatus,
} from '@/lib/tickets/schema';

export const queues = ['mine', 'unassigned', 'open', 'pending', 'active', 'resolved', 'all'] as const;
export type Queue = (typeof queues)[number];

export const sorts = ['newest', 'urgent'] as const satisfies TicketSort[];
export type Sort = (typeof sorts)[number];

/** Rows that come at first, and that each "Cargar más" adds; at most `mostRows` stand in one list. */
export const rowsAtOnce = 50;
export const mostRows = 200;

/** What an agent looks at. All of it lives in the address, also while a ticket is open beside it. */
export interface View {
  queue: Queue;
  sort: Sort;
  q: string;
  status: TicketStatus[];
  priority: TicketPriority[];
  category: TicketCategory[];
  tag: string[];
  /** An address or a public id, as typed or linked; empty for everybody. */
  client: string;
  rows: number;
  /** The cursor that the list begins after, for those who went past `mostRows`. */
  after: string;
}

export type SearchParams = Record<string, string | string[] | undefined>;

const active: TicketStatus[] = ['open', 'pending', 'in_progress'];

const filters: Record<Queue, TicketFilter> = {
  mine: { assignedTo: ['me'], status: active },
  unassigned: { assignedTo: ['none'], status: active },
  open: { status: ['open'] },
  pending: { status: ['pending'] },
  active: { status: active },
  resolved: { status: ['resolved'] },
  all: {},
};

/** The tickets of a queue, before anything narrows it. */
export function queueFilter(queue: Queue): TicketFilter {
  return filters[queue];
}

/** The statuses that can be told apart within a queue; none where the queue is one status. */
export function statusChoices(queue: Queue): readonly TicketStatus[] {
  if (queue === 'open' || queue === 'pending' || queue === 'resolved') return [];
  return queue === 'active' ? active : statuses;
}

/** Postgres stores neither U+0000 nor half a character, so no ticket can hold them. */
function storable(text: string): string {
  return text.replaceAll('\0', ' ').toWellFormed();
}

/** Reads the address. What it does not understand counts as absent: an old link still shows a queue. */
export function readView(params: SearchParams): View {
  const all = (name: string): string[] => [params[name] ?? []].flat().map(storable);
  const texts = (name: string): string[] => {
    const each = all(name).flatMap((text) => text.split(','));
    return [...new Set(each.map((text) => text.trim().slice(0, 200)))].filter((text) => text !== '').slice(0, 20);
  };
  const words = <Word extends string>(name: string, known: readonly Word[]): Word[] => {
    const wanted = texts(name);
    return known.filter((word) => wanted.includes(word));
  };
  const queue = words('queue', queues)[0] ?? 'mine';
  const rows = Math.ceil(Number(texts('rows')[0]) / rowsAtOnce) * rowsAtOnce;
  return {
    queue,
    sort: words('sort', sorts)[0] ?? 'newest',
    q: all('q').join(' ').trim().slice(0, 200),
    status: words('status', statusChoices(queue)),
    priority: words('priority', priorities),
    category: words('category', categories),
    tag: texts('tag').map((tag) => tag.slice(0, 50)),
    client: texts('client')[0] ?? '',
    rows: rows >= rowsAtOnce && rows <= mostRows ? rows : rowsAtOnce,
    after: texts('after')[0] ?? '',
  };
}

/** The parts of a view that narrow its queue. */
const narrowing = ['status', 'priority', 'category', 'tag', 'client'] as const;

/** How many filters narrow the queue, the text not counted: it has a field of its own. */
export function countFilters(view: View): number {
  return narrowing.reduce(
    (sum, name) => sum + (typeof view[name] === 'string' ? Number(view[name] !== '') : view[name].length),
    0,
  );
}

/** The same queue, sort and text with nothing else. */
export function withoutFilters(view: View): View {
  return { ...view, status: [], priority: [], category: [], tag: [], client: '', rows: rowsAtOnce, after: '' };
}

/** What a view asks of the database. `clientId` is the public id behind `view.client`: null when there is no such person. */
export function ticketFilter(view: View, clientId: string | null): TicketFilter {
  return {
    ...filters[view.queue],
    ...(view.status.length > 0 && { status: view.status }),
    ...(view.priority.length > 0 && { priority: view.priority }),
    ...(view.category.length > 0 && { category: view.category }),
    ...(view.tag.length > 0 && { tag: view.tag }),
    ...(view.client !== '' && { client: clientId === null ? [] : [clientId] }),
    ...(view.q !== '' && { q: view.q }),
  };
}

/** The pairs that a view adds to an address, in a stable order and without what is so anyway. */
export function viewParams(view: View): [name: string, value: string][] {
  const all: [string, string][] = [
    ['queue', view.queue],
    ['sort', view.sort === 'newest' ? '' : view.sort],
    ['q', view.q],
    ['status', view.status.join(',')],
    ['priority', view.priority.join(',')],
    ['category', view.category.join(',')],
    ['tag', view.tag.join(',')],
    ['client', view.client],
    ['rows', view.rows === rowsAtOnce ? '' : String(view.rows)],
    ['after', view.after],
  ];
  return all.filter(([, value]) => value !== '');
}

/** Where a ticket, or the desk with none open, is. */
export function deskPath(ticket?: number | string): string {
  return ticket === undefined ? '/desk' : `/desk/tickets/${encodeURIComponent(ticket)}`;
}

/** The address of a view, with a ticket open in it or none. */
export function deskHref(view: View, ticket?: number | string): string {
  return `${deskPath(ticket)}?${new URLSearchParams(viewParams(view))}`;
}

/** Another view from its first row on: a new queue, sort or filter does not begin in the middle. */
export function changedView(view: View, change: Partial<View>): View {
  return { ...view, rows: rowsAtOnce, after: '', ...change };
}
