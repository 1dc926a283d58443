import type { CSSProperties } from 'react';
import type { DeskLayout } from './layout-cookie';

/**
 * The panes' columns: rail, list, ticket, properties. Properties become a drawer below 1280, the rail icons below 1024, one
 * pane below 761. `--rail`, `--list` and `--aside` are what the reader chose; the ticket always keeps some room.
 */
export const deskGrid =
  'relative grid h-dvh overflow-hidden bg-surface grid-rows-[minmax(0,1fr)] grid-cols-[var(--r)_var(--l)_minmax(0,1fr)_var(--a)] ' +
  '[--r:var(--rail,232px)] [--a:var(--aside,280px)] ' +
  '[--l:max(280px,min(var(--list,var(--list-usual)),100vw-var(--r)-var(--a)-400px))] [--list-usual:360px] ' +
  'max-xl:[--r:var(--rail,200px)] max-xl:[--a:0px] max-xl:[--list-usual:340px] max-xl:grid-cols-[var(--r)_var(--l)_minmax(0,1fr)] ' +
  'max-lg:[--r:56px] max-lg:[--list-usual:300px] ' +
  'max-md:grid-cols-[minmax(0,1fr)] max-md:grid-rows-[minmax(0,1fr)_auto]';

/** The chosen widths, for the grid's `style`. */
export function gridStyle({ rail, list, aside }: DeskLayout): CSSProperties {
  const entries = Object.entries({ '--rail': rail, '--list': list, '--aside': aside });
  return Object.fromEntries(entries.flatMap(([name, width]) => (width ? [[name, `${width}px`]] : [])));
}
