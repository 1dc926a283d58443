import { expect, test } from 'vitest';
import {
  changedView,
  countFilters,
  deskHref,
  mostRows,
  readView,
  statusChoices,
  ticketFilter,
  viewParams,
} from './view';

const search = (href: string) => Object.fromEntries(new URL(href, 'http://desk').searchParams);

test('an empty address is the reader’s own queue, newest first', () => {
  expect(readView({})).toMatchObject({ queue: 'mine', sort: 'newest', q: '', rows: 50, after: '' });
  expect(deskHref(readView({}))).toBe('/desk?queue=mine');
});

test('an address says everything and reads back the same', () => {
  const view = readView({
    queue: 'all',
    sort: 'urgent',
    q: 'clave, nueva',
    status: ['open', 'closed'],
    priority: 'urgent,high',
    category: 'billing',
    tag: 'api',
    client: 'mariana@lumen.example',
    rows: '100',
    after: 'abc',
  });
  expect(readView(search(deskHref(view)))).toEqual(view);
  expect(deskHref(view, 1042)).toContain('/desk/tickets/1042?queue=all&sort=urgent');
});

test('what the address does not say right counts as absent', () => {
  const view = readView({ queue: 'nope', sort: 'x', status: 'open,bogus', priority: ['?'], rows: '7.5e9', q: ' \0 ' });
  expect(view).toMatchObject({ queue: 'mine', sort: 'newest', status: ['open'], priority: [], rows: 50, q: '' });
});

test('a list never grows past its most rows', () => {
  expect(readView({ rows: String(mostRows) }).rows).toBe(mostRows);
  expect(readView({ rows: String(mostRows + 1) }).rows).toBe(50);
  expect(readView({ rows: '-50' }).rows).toBe(50);
  expect(readView({ rows: '60' }).rows).toBe(100);
});

test('a queue of one status cannot be narrowed to another', () => {
  expect(statusChoices('pending')).toEqual([]);
  expect(readView({ queue: 'pending', status: 'open' }).status).toEqual([]);
  expect(ticketFilter(readView({ queue: 'pending', status: 'open' }), null).status).toEqual(['pending']);
  expect(ticketFilter(readView({ queue: 'mine', status: 'resolved' }), null)).toEqual({
    assignedTo: ['me'],
    status: ['resolved'],
  });
});

test('an unknown client finds nothing instead of everything', () => {
  expect(ticketFilter(readView({ client: 'nobody@x.example' }), null).client).toEqual([]);
  expect(ticketFilter(readView({ client: 'a@x.example' }), 'client_1').client).toEqual(['client_1']);
  expect(ticketFilter(readView({}), null)).not.toHaveProperty('client');
});

test('a changed view begins at its first row', () => {
  const view = readView({ rows: '150', after: 'abc' });
  expect(viewParams(changedView(view, { sort: 'urgent' }))).toEqual([
    ['queue', 'mine'],
    ['sort', 'urgent'],
  ]);
});

test('filters are counted one by one, the text apart', () => {
  expect(countFilters(readView({ q: 'x', priority: 'high,urgent', client: 'a@x.example', tag: 'api' }))).toBe(4);
});
