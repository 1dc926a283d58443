/** How wide the panes are that have a width of their own, in pixels, where the reader chose it; and how tight the list is. */
export interface DeskLayout {
  rail?: number;
  list?: number;
  aside?: number;
  isDense: boolean;
}

export type Pane = 'rail' | 'list' | 'aside';

/** What the reader may choose between, in pixels, and what there is without a choice on a wide screen. */
export const paneWidths: Record<Pane, { min: number; max: number; usual: number }> = {
  rail: { min: 176, max: 320, usual: 232 },
  list: { min: 280, max: 560, usual: 360 },
  aside: { min: 240, max: 440, usual: 280 },
};

/** Where it is kept: a cookie, so that the server draws the panes as wide as they will be. */
export const layoutCookie = 'hilo_desk';

const letters: Record<Pane, string> = { rail: 'r', list: 'l', aside: 'a' };

/** A width that the pane may have. */
export function clampWidth(pane: Pane, width: number): number {
  const { min, max } = paneWidths[pane];
  return Math.round(Math.min(max, Math.max(min, width)));
}

/** Reads the cookie's value; what it does not understand counts as not chosen. */
export function readLayout(value: string | undefined): DeskLayout {
  const parts = (value ?? '').slice(0, 100).split('.');
  const layout: DeskLayout = { isDense: parts.includes('d') };
  for (const pane of ['rail', 'list', 'aside'] as const) {
    const part = parts.find((each) => each.startsWith(letters[pane]) && /^\d{1,4}$/.test(each.slice(1)));
    if (part) layout[pane] = clampWidth(pane, Number(part.slice(1)));
  }
  return layout;
}

/** The layout as the cookie's value. */
export function writeLayout({ isDense, ...widths }: DeskLayout): string {
  const parts = Object.entries(widths).flatMap(([pane, width]) => (width ? [letters[pane as Pane] + width] : []));
  return [...parts, ...(isDense ? ['d'] : [])].join('.');
}
