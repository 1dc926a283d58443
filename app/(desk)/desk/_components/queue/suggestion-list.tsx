'use client';
import { History, Trash2 } from 'lucide-react';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { cx } from '@/components/ui/cx';
import { popupClass } from '@/components/ui/menu';

/** A line of the list. `whole` is the text of the box once it is taken, `caret` where one goes on typing. */
export interface Line {
  kind: 'word' | 'recent' | 'forget';
  whole: string;
  caret: number;
  label: string;
  hint?: string;
}

const gap = 6;
const margin = 8;
const width = 360;

/** Where the list stands under its field, in pixels of the window; kept as the page moves. */
function usePlace(anchor: RefObject<HTMLElement | null>) {
  const [place, setPlace] = useState({ left: 0, top: 0, width, height: 0 });
  useLayoutEffect(() => {
    const measure = () => {
      const box = anchor.current?.getBoundingClientRect();
      if (!box) return;
      const wide = Math.min(width, innerWidth - 2 * margin);
      const top = box.bottom + gap;
      const bottom = visualViewport ? visualViewport.offsetTop + visualViewport.height : innerHeight;
      setPlace({
        left: Math.max(margin, Math.min(box.left, innerWidth - wide - margin)),
        top,
        width: wide,
        height: Math.max(120, bottom - top - margin),
      });
    };
    measure();
    addEventListener('resize', measure);
    addEventListener('scroll', measure, true);
    visualViewport?.addEventListener('resize', measure);
    return () => {
      removeEventListener('resize', measure);
      removeEventListener('scroll', measure, true);
      visualViewport?.removeEventListener('resize', measure);
    };
  }, [anchor]);
  return place;
}

/** The list of a combobox whose field keeps the focus: `active` is the index of the line that its keys have come to, or -1. */
export function SuggestionList(props: {
  id: string;
  label: string;
  anchor: RefObject<HTMLElement | null>;
  lines: Line[];
  active: number;
  onTake: (line: Line) => void;
}) {
  const { id, label, anchor, lines, active, onTake } = props;
  const place = usePlace(anchor);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return createPortal(
    // It stands outside the page's landmarks, so it is one itself while it is open.
    <section aria-label={label} className="fixed z-50" style={{ left: place.left, top: place.top, width: place.width }}>
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={label}
        style={{ maxHeight: Math.min(380, place.height) }}
        className={cx(popupClass, 'overflow-y-auto overscroll-contain p-[5px]')}
      >
        {lines.map((line, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field that has the focus hears the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the field names the active line
          <div
            key={`${line.kind} ${line.label}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onTake(line)}
            className={cx(
              'flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-[9px] py-1 text-sm select-none hover:bg-hover max-md:min-h-10',
              index === active && 'bg-hover outline-2 -outline-offset-2 outline-focus',
            )}
          >
            {line.kind === 'recent' && <History size={14} className="shrink-0 text-text-3" aria-hidden />}
            {line.kind === 'forget' && <Trash2 size={14} className="shrink-0 text-text-3" aria-hidden />}
            <span className={cx('min-w-0 truncate', line.kind === 'forget' && 'text-text-3')}>{line.label}</span>
            {line.hint && <span className="ml-auto min-w-0 truncate pl-3 text-xs text-text-3">{line.hint}</span>}
          </div>
        ))}
      </div>
    </section>,
    document.body,
  );
}
