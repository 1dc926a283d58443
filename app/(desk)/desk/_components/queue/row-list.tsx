'use client';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { Rows } from '../data/use-rows';
import { afterPaint } from '../frame/after-paint';
import { useIsAlive } from '../frame/use-is-alive';
import { useLayout } from '../frame/use-layout';
import { PlainRow, TicketRow } from './ticket-row';

/** Where each view's list stood, in pixels. */
const tops = new Map<string, number>();

/** About how high a row is before it was measured, in pixels. */
const rowHeights = { comfortable: 78, dense: 37 };

/** So many rows of the server's HTML are whole, more than most screens show; those below them are links until it comes alive. */
const wholeRows = { comfortable: 14, dense: 28 };

/**
 * The rows that are in sight, and a few around them, of a list of any length. `view` names the list, whose place is kept
 * when it changes and when rows come and go; the row of `ticket` is brought into sight when it is opened.
 */
export function RowList(props: {
  rows: Rows;
  view: string;
  label: string;
  ticket: number | null;
  hrefOf: (number: number) => string;
  showsAssignee: boolean;
  children: ReactNode;
}) {
  const { view, ticket } = props;
  const { rows, hasMore, see } = props.rows;
  const box = useRef<HTMLDivElement>(null);
  const isAlive = useIsAlive();
  const { isDense } = useLayout().layout;
  const current = rows.findIndex(({ row }) => row.number === ticket);
  const anchors = useRef<{ number: number; offset: number }[]>([]);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => (isDense ? rowHeights.dense : rowHeights.comfortable),
    getItemKey: useCallback((index: number) => rows[index]?.row.number ?? index, [rows]),
    overscan: 10,
    initialOffset: () => tops.get(view) ?? 0,
    // The open row and the one with the focus stay in the page, wherever one has scrolled to: focus must not be lost.
    rangeExtractor(range: Range) {
      const focused = document.activeElement?.closest<HTMLElement>('[data-list] [data-index]')?.dataset.index;
      const kept = [current, focused === undefined ? -1 : Number(focused)].filter((at) => at >= 0 && at < range.count);
      return [...new Set([...defaultRangeExtractor(range), ...kept])].sort((a, b) => a - b);
    },
  });
  // The HTML that the server sends has all rows of the first page, for whoever has no script.
  const items = isAlive
    ? virtualizer.getVirtualItems()
    : rows.map((_, index) => ({ index, start: 0, end: 0, key: index }));
  const end = items.at(-1)?.end ?? 0;
  const rest = isAlive ? virtualizer.getTotalSize() - end : 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height, and then only
  useLayoutEffect(() => virtualizer.measure(), [isDense]);

  // A list that is shown again stands where it stood.
  useLayoutEffect(() => {
    anchors.current = [];
    if (box.current) box.current.scrollTop = tops.get(view) ?? 0;
  }, [view]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: when other rows came, and then only
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || element.scrollTop === 0) return;
    for (const { number, offset } of anchors.current) {
      const index = rows.findIndex(({ row }) => row.number === number);
      const item = index === -1 ? undefined : virtualizer.measurementsCache[index];
      if (!item) continue;
      if (Math.abs(item.start - offset - element.scrollTop) > 1) element.scrollTop = item.start - offset;
      return;
    }
  }, [rows]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: when a ticket is opened, not when its row moves
  useEffect(() => {
    const shown = virtualizer.range;
    // Well in sight already: to ask the layout where would cost as much as drawing the ticket.
    if (current === -1 || (shown && current > shown.startIndex && current < shown.endIndex)) return;
    // To scroll asks the layout how far, and draws rows: the ticket comes first.
    return afterPaint(() => virtualizer.scrollToIndex(current, { align: 'auto' }));
  }, [ticket, view, current === -1]);

  const { range } = virtualizer;
  useEffect(() => {
    if (range) see(range.startIndex, range.endIndex);
    const top = virtualizer.scrollOffset ?? 0;
    anchors.current = virtualizer
      .getVirtualItems()
      .filter((item) => item.end > top)
      .map((item) => ({ number: rows[item.index]?.row.number ?? 0, offset: item.start - top }));
  });

  return (
    <div
      ref={box}
      tabIndex={0}
      role="group"
      aria-label={props.label}
      data-list
      onScroll={(event) => void tops.set(view, event.currentTarget.scrollTop)}
      className="min-h-0 grow overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2"
    >
      {rows.length > 0 && (
        <ul style={rest > 0 ? { paddingBottom: rest } : undefined}>
          {items.map((item, at) => {
            const placed = rows[item.index];
            if (!placed) return null;
            const { row } = placed;
            if (!isAlive && at >= (isDense ? wholeRows.dense : wholeRows.comfortable) && row.number !== ticket) {
              const height = isDense ? rowHeights.dense : rowHeights.comfortable;
              return <PlainRow key={row.number} row={row} href={props.hrefOf(row.number)} height={height} />;
            }
            return (
              <TicketRow
                key={row.number}
                ref={isAlive ? virtualizer.measureElement : undefined}
                row={row}
                index={item.index}
                size={hasMore ? -1 : rows.length}
                gap={item.start - (items[at - 1]?.end ?? 0)}
                href={props.hrefOf(row.number)}
                isCurrent={row.number === ticket}
                showsAssignee={props.showsAssignee}
                isDense={isDense}
              />
            );
          })}
        </ul>
      )}
      {props.children}
    </div>
  );
}
