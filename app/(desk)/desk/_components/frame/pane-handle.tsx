'use client';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { cx } from '@/components/ui/cx';
import { clampWidth, type Pane, paneWidths } from './layout-cookie';
import { useLayout } from './use-layout';

/** The ids of the panes' elements. */
export const paneId: Record<Pane, string> = { rail: 'desk-rail', list: 'desk-list', aside: 'desk-aside' };

/** How far an arrow key moves an edge, in pixels. */
const step = 16;

const places: Record<Pane, string> = {
  rail: 'left-[calc(var(--r)-4px)] max-lg:hidden',
  list: 'left-[calc(var(--r)+var(--l)-4px)]',
  aside: 'right-[calc(var(--a)-4px)] max-xl:hidden',
};

function widthOf(pane: Pane): number {
  return document.getElementById(paneId[pane])?.getBoundingClientRect().width ?? paneWidths[pane].usual;
}

/**
 * The edge of a pane: dragged, moved with the arrow keys (Home and End go as far as it goes), and by a double click or Enter
 * put back where it was.
 */
export function PaneHandle({ pane }: { pane: Pane }) {
  const t = useTranslations('desk.panes');
  const { layout, arrange } = useLayout();
  const drag = useRef<{ x: number; width: number } | null>(null);
  // The last pane grows to the left.
  const way = pane === 'aside' ? -1 : 1;
  const { min, max, usual } = paneWidths[pane];

  /** While it is dragged only the style moves; what was chosen is kept at the end. */
  function preview(element: HTMLElement, width: number | undefined) {
    const { style } = element.closest<HTMLElement>('[data-desk]') ?? {};
    if (width === undefined) style?.removeProperty(`--${pane}`);
    else style?.setProperty(`--${pane}`, `${width}px`);
  }

  function onMove(event: PointerEvent<HTMLDivElement>) {
    if (!drag.current) return;
    preview(event.currentTarget, clampWidth(pane, drag.current.width + way * (event.clientX - drag.current.x)));
  }

  function onUp(event: PointerEvent<HTMLDivElement>) {
    if (!drag.current) return;
    const width = clampWidth(pane, drag.current.width + way * (event.clientX - drag.current.x));
    const hasMoved = event.clientX !== drag.current.x;
    drag.current = null;
    if (hasMoved) arrange({ [pane]: width });
  }

  function onKey(event: KeyboardEvent) {
    const now = widthOf(pane);
    const wanted: Record<string, number | undefined> = {
      ArrowLeft: now - way * step,
      ArrowRight: now + way * step,
      Home: min,
      End: max,
    };
    const width = wanted[event.key];
    if (event.key === 'Enter') arrange({ [pane]: undefined });
    else if (width === undefined) return;
    else arrange({ [pane]: clampWidth(pane, width) });
    event.preventDefault();
  }

  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t(pane)}
      aria-controls={paneId[pane]}
      aria-valuenow={layout[pane] ?? usual}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      title={t('hint')}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, width: widthOf(pane) };
      }}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerCancel={(event) => {
        drag.current = null;
        preview(event.currentTarget, layout[pane]);
      }}
      // Or the browser would take what is selected elsewhere for what is dragged.
      onMouseDown={(event) => {
        event.preventDefault();
        event.currentTarget.focus({ preventScroll: true });
      }}
      onDoubleClick={() => arrange({ [pane]: undefined })}
      onKeyDown={onKey}
      className={cx(
        'group/handle absolute inset-y-0 z-20 flex w-[7px] cursor-col-resize touch-none justify-center outline-none select-none max-md:hidden',
        places[pane],
      )}
    >
      <span className="w-0.5 bg-transparent group-hover/handle:bg-line-strong group-focus-visible/handle:w-[3px] group-focus-visible/handle:bg-focus group-active/handle:bg-focus" />
    </div>
  );
}
