// Longer than most: what opens the list, moves in it and says so is one piece of state on one field.
'use client';
import { useTranslations } from 'next-intl';
import {
  type Key,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import { type CaretPlace, caretPlace } from './caret-place';
import { type CaretQuery, caretQuery } from './caret-query';
import { cx } from './cx';
import { typeInto } from './markdown-edits';
import { popupClass } from './menu';

interface Choice {
  key: Key;
  line: ReactNode;
  hint?: ReactNode;
  icon?: ReactNode;
  pick: () => string | null;
}

/** One list that a sign opens. Made by `caretList`. */
export interface CaretList {
  trigger: string;
  label: string;
  choices: (query: string) => Choice[];
}

/**
 * What opens at `trigger`, a single sign at the start of a word. Generic over what it offers:
 * - `find`: the items for what was typed behind the sign (maybe nothing yet), best first; none closes the list. At once: while
 *   they are still being fetched give none, and the list opens with the render that has them.
 * - `line`, `hint`, `icon`: how one is shown. `keyOf`: what tells it from the others.
 * - `pick`: what stands in place of the sign and the query, or null to only take those away (and do the rest oneself, with
 *   `typeInto` of markdown-edits.ts once the text is there).
 */
export function caretList<Item>(list: {
  trigger: string;
  /** The list's name, for those who hear it. */
  label: string;
  find: (query: string) => Item[];
  keyOf: (item: Item) => Key;
  line: (item: Item) => ReactNode;
  hint?: (item: Item) => ReactNode;
  icon?: (item: Item) => ReactNode;
  pick: (item: Item) => string | null;
}): CaretList {
  return {
    trigger: list.trigger,
    label: list.label,
    choices: (query) =>
      list.find(query).map((item) => ({
        key: list.keyOf(item),
        line: list.line(item),
        hint: list.hint?.(item),
        icon: list.icon?.(item),
        pick: () => list.pick(item),
      })),
  };
}

const gap = 4;

/**
 * Popup lists at the caret of a textarea: `<CaretMenu area={ref} lists={[caretList({ trigger: '@', … }), caretList(…)]} />`,
 * anywhere beside the field, which must be there when this comes and stay as long. Typing the sign opens the list and filters it; arrows move, Enter and Tab pick, Escape closes it
 * until the sign is typed anew; so do a press and a tap. The focus stays in the field, which names the chosen line
 * (`aria-activedescendant`); how many there are is said once.
 *
 * While it is open those keys are its own: it hears them before the field's and the page's handlers, which then do not.
 */
export function CaretMenu({ area, lists }: { area: RefObject<HTMLTextAreaElement | null>; lists: CaretList[] }) {
  const t = useTranslations('common.caretMenu');
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState<CaretQuery & { place: CaretPlace }>();
  const [chosen, setChosen] = useState(0);
  // Where a sign stands whose list was closed by hand.
  const dismissed = useRef<number>(undefined);

  const list = asked && lists.find((each) => each.trigger === asked.trigger);
  const choices = asked && list ? list.choices(asked.query) : [];
  const isOpen = choices.length > 0;
  const at = Math.min(chosen, choices.length - 1);

  function pick(index: number) {
    const field = area.current;
    const choice = choices[index];
    if (!field || !asked || !choice) return;
    setAsked(undefined);
    typeInto(field, choice.pick() ?? '', asked.start, asked.end);
  }

  function onKey(event: KeyboardEvent) {
    if (!isOpen || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1 };
    const next = moves[event.key];
    if (next !== undefined) setChosen((next + choices.length) % choices.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) pick(at);
    else if (event.key === 'Escape') {
      dismissed.current = asked?.start;
      setAsked(undefined);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // The listeners stay while the lists, made anew by each render, come and go.
  const latest = useRef({ onKey, asked, triggers: lists.map((each) => each.trigger) });
  useLayoutEffect(() => {
    latest.current = { onKey, asked, triggers: lists.map((each) => each.trigger) };
  });

  const look = useCallback(
    (isTyped: boolean) => {
      const field = area.current;
      if (!field || document.activeElement !== field) return setAsked(undefined);
      const isRange = field.selectionStart !== field.selectionEnd;
      const found = isRange ? undefined : caretQuery(field.value, field.selectionStart, latest.current.triggers);
      if (found?.start !== dismissed.current) dismissed.current = undefined;
      if (!found || found.start === dismissed.current) return setAsked(undefined);
      const before = latest.current.asked;
      if (before?.start === found.start && before.query === found.query) return;
      // Moving the caret into an old word opens nothing.
      if (!before && !isTyped) return;
      setAsked({ ...found, place: caretPlace(field, found.start) });
      setChosen(0);
    },
    [area],
  );

  useEffect(() => {
    const field = area.current;
    if (!field) return;
    const ending = new AbortController();
    const { signal } = ending;
    field.addEventListener('input', () => look(true), { signal });
    document.addEventListener('selectionchange', () => look(false), { signal });
    field.addEventListener('blur', () => setAsked(undefined), { signal });
    field.addEventListener('keydown', (event) => latest.current.onKey(event), { signal, capture: true });
    return () => ending.abort();
  }, [area, look]);

  // Where it stands changes with whatever is scrolled or resized meanwhile.
  const start = asked?.start;
  useEffect(() => {
    if (start === undefined) return;
    const ending = new AbortController();
    const move = (event: Event) => {
      const field = area.current;
      if (!field || (event.target instanceof Node && box.current?.contains(event.target))) return;
      const place = caretPlace(field, start);
      setAsked((before) => before && { ...before, place });
    };
    addEventListener('scroll', move, { capture: true, passive: true, signal: ending.signal });
    addEventListener('resize', move, { signal: ending.signal });
    return () => ending.abort();
  }, [area, start]);

  // The field's own, which React does not know of: it belongs to whoever renders it.
  useEffect(() => {
    const field = area.current;
    if (!field || !isOpen) return;
    const told = { 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox', 'aria-controls': `${id}-list` };
    for (const [name, value] of Object.entries(told)) field.setAttribute(name, value);
    return () => {
      for (const name of Object.keys(told)) field.removeAttribute(name);
      field.removeAttribute('aria-activedescendant');
    };
  }, [area, isOpen, id]);
  useEffect(() => {
    if (!isOpen) return;
    area.current?.setAttribute('aria-activedescendant', `${id}-${at}`);
    box.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [area, isOpen, id, at]);

  return (
    <>
      <p role="status" className="sr-only">
        {isOpen && t('found', { count: choices.length })}
      </p>
      {isOpen &&
        asked &&
        createPortal(
          <div
            ref={box}
            role="region"
            aria-label={list?.label}
            style={placeOf(asked.place)}
            className={cx(popupClass, 'fixed z-50 w-[min(320px,calc(100vw-16px))] overflow-y-auto overscroll-contain')}
          >
            <div id={`${id}-list`} role="listbox" aria-label={list?.label} className="p-[5px]">
              {choices.map((choice, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
                // biome-ignore lint/a11y/useFocusableInteractive: as above
                <div
                  key={choice.key}
                  id={`${id}-${index}`}
                  data-at={index}
                  role="option"
                  aria-selected={index === at}
                  // Or the field would lose the focus before the click.
                  onMouseDown={(event) => event.preventDefault()}
                  onPointerMove={() => index === at || setChosen(index)}
                  onClick={() => pick(index)}
                  className="flex min-h-[34px] cursor-pointer items-center gap-[9px] rounded-md px-[9px] py-[5px] text-sm select-none aria-selected:bg-hover max-md:min-h-10"
                >
                  {choice.icon && <span className="shrink-0 text-text-3">{choice.icon}</span>}
                  <span className="min-w-0 truncate">
                    {choice.line}
                    {choice.hint && <small className="block truncate text-xs text-text-3">{choice.hint}</small>}
                  </span>
                </div>
              ))}
            </div>
          </div>,
          document.body,
        )}
    </>
  );
}

/** Above the line where there is more room, as at the foot of the page; else below it. Never out of the window. */
function placeOf({ left, top, bottom }: CaretPlace) {
  const height = window.visualViewport?.height ?? window.innerHeight;
  const width = Math.min(320, window.innerWidth - 16);
  const x = Math.max(8, Math.min(left, window.innerWidth - width - 8));
  const room = { above: top - gap - 8, below: height - bottom - gap - 8 };
  const isAbove = room.above > room.below;
  return {
    left: x,
    maxHeight: Math.min(264, isAbove ? room.above : room.below),
    ...(isAbove ? { top: top - gap, transform: 'translateY(-100%)' } : { top: bottom + gap }),
  };
}
