'use client';
import { createContext, type MouseEvent, type ReactNode, use, useMemo, useSyncExternalStore } from 'react';
import { type Address, deskHref, readAddress, type View } from '../queue/view';
import { goTo, here, subscribe } from './address';

const Context = createContext<Address | null>(null);
/** For what is the same whichever ticket is open. */
const ViewContext = createContext<View | null>(null);

/** Takes a plain click on a link that stays within the desk; whatever else is clicked goes its own way. */
function stayInside(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    return;
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
  if (!link || (link.target && link.target !== '_self') || link.origin !== location.origin || link.hash) return;
  const href = link.pathname + link.search;
  if (!readAddress(href)) return;
  // In the phase before the link's own handler: Next would ask the server for the page.
  event.preventDefault();
  goTo(href);
}

/**
 * Where the reader is on the desk. `initial` is what the page was made for. Links below it, in drawers and menus too, are
 * ordinary links; those that stay within the desk are followed without asking the server.
 */
export function DeskAddress({ initial, children }: { initial: Address; children: ReactNode }) {
  const asMade = deskHref(initial.view, initial.ticket);
  const path = useSyncExternalStore(subscribe, here, () => asMade);
  const { view: read, ticket } = useMemo(
    () => readAddress(path) ?? readAddress(asMade) ?? initial,
    [path, asMade, initial],
  );
  const { queue, q, sort } = read;
  // The same view while only the ticket changes: what is made of it stays.
  const view = useMemo((): View => ({ queue, q, sort }), [queue, q, sort]);
  const address = useMemo(() => ({ view, ticket }), [view, ticket]);
  return (
    <ViewContext value={view}>
      <Context value={address}>
        <div className="contents" onClickCapture={stayInside}>
          {children}
        </div>
      </Context>
    </ViewContext>
  );
}

/** What is looked at and the ways from there, for what need not be drawn anew with each ticket. */
export function useView() {
  const view = use(ViewContext);
  if (!view) throw new Error('useView needs a DeskAddress above it');
  return {
    view,
    href: (number: number | null, change?: Partial<View>) => deskHref({ ...view, ...change }, number),
  };
}

/** What of the desk is shown, and the ways to another state of it: each has an address and a place in the history. */
export function useDesk() {
  const address = use(Context);
  if (!address) throw new Error('useDesk needs a DeskAddress above it');
  const { view, ticket } = address;
  return {
    view,
    /** The number of the open ticket; 0 for an address that names none. */
    ticket,
    /** The address of a ticket in this view, or with `change` in another. */
    href: (number: number | null, change?: Partial<View>) => deskHref({ ...view, ...change }, number),
    open: (number: number) => goTo(deskHref(view, number)),
    close: () => goTo(deskHref(view)),
    /** Another queue, text or order; the open ticket stays. */
    show: (change: Partial<View>) => goTo(deskHref({ ...view, ...change }, ticket)),
  };
}
