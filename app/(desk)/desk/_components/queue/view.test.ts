import { expect, test } from 'vitest';
import { deskHref, readAddress, readView } from './view';

const view = { queue: 'all', sort: 'urgent', q: 'status:open "clave, nueva" -ñandú' } as const;

test('an empty address is the reader’s own queue, newest first', () => {
  expect(readView({})).toEqual({ queue: 'mine', sort: 'newest', q: '' });
  expect(deskHref(readView({}))).toBe('/desk?queue=mine');
});

test('an address says everything and reads back the same', () => {
  expect(readAddress(deskHref(view))).toEqual({ view, ticket: null });
  expect(readAddress(deskHref(view, 1042))).toEqual({ view, ticket: 1042 });
  expect(deskHref(view, 1042)).toContain('/desk/tickets/1042?queue=all&sort=urgent&q=');
});

test('a saved view goes by its id', () => {
  const saved = { ...view, queue: 'view_01h455vb4pex5vsknk084sn02q' };
  expect(readAddress(deskHref(saved))?.view).toEqual(saved);
  expect(readView({ queue: 'view_nope' }).queue).toBe('mine');
});

test('what the address does not say right counts as absent', () => {
  expect(readView({ queue: 'nope', sort: 'x', q: ' \0 ' })).toEqual({ queue: 'mine', sort: 'newest', q: '' });
  expect(readView({ q: ['a', 'b'], queue: ['all', 'mine'] })).toMatchObject({ q: 'a b', queue: 'all' });
});

test('other pages are none of the desk’s panes, and what is no number is no ticket', () => {
  expect(readAddress('/settings?queue=all')).toBeNull();
  expect(readAddress('/desk/clients/7')).toBeNull();
  expect(readAddress('/desk/tickets/nope')?.ticket).toBe(0);
  expect(readAddress('/desk/tickets/9999999999')?.ticket).toBe(0);
});
