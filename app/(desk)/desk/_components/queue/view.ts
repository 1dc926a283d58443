import { type Sort, sorts } from '@/lib/desk/schema';
import { queues } from '@/lib/views/rules';

/** What an agent looks at. All of it lives in the address, also while a ticket is open beside it. */
export interface View {
  /** A queue that every desk has, or a saved view's public id. */
  queue: string;
  /** What stands in the search box, in the language of search. */
  q: string;
  sort: Sort;
}

export type SearchParams = Record<string, string | string[] | undefined>;

/** Postgres stores neither U+0000 nor half a character, so no ticket can hold them. */
function storable(text: string): string {
  return text.replaceAll('\0', ' ').toWellFormed();
}

function isQueue(text: string | undefined): text is string {
  return (
    text !== undefined && (queues.some((queue) => queue === text) || /^view_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text))
  );
}

/** Reads the address. What it does not understand counts as absent: an old link still shows a queue. */
export function readView(params: SearchParams): View {
  const texts = (name: string) => [params[name] ?? []].flat().map((text) => storable(text).trim());
  const [queue] = texts('queue');
  return {
    queue: isQueue(queue) ? queue : 'mine',
    q: texts('q').join(' ').trim().slice(0, 1000),
    sort: sorts.find((sort) => sort === texts('sort')[0]) ?? 'newest',
  };
}

/** The pairs that a view adds to an address, in a stable order and without what is so anyway. */
export function viewParams({ queue, sort, q }: View): [name: string, value: string][] {
  const all: [string, string][] = [
    ['queue', queue],
    ['sort', sort === 'newest' ? '' : sort],
    ['q', q],
  ];
  return all.filter(([, value]) => value !== '');
}

/** Where a ticket, or the desk with none open, is. */
export function deskPath(ticket?: number | string | null): string {
  return ticket == null ? '/desk' : `/desk/tickets/${encodeURIComponent(ticket)}`;
}

/** The address of a view, with a ticket open in it or none. */
export function deskHref(view: View, ticket?: number | string | null): string {
  return `${deskPath(ticket)}?${new URLSearchParams(viewParams(view))}`;
}

/** What an address of the desk says; `ticket` is null with none open. */
export interface Address {
  view: View;
  ticket: number | null;
}

/** Reads a path with its query; null where it is not one of the desk's own panes. A number too long for one names no ticket: 0. */
export function readAddress(path: string): Address | null {
  const [pathname = '', search = ''] = path.split('?');
  const found = /^\/desk(?:\/tickets\/([^/]+))?\/?$/.exec(pathname);
  if (!found) return null;
  const params = new URLSearchParams(search);
  const view = readView(Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)])));
  if (found[1] === undefined) return { view, ticket: null };
  return { view, ticket: /^[1-9]\d{0,8}$/.test(found[1]) ? Number(found[1]) : 0 };
}
