'use client';
import { Search, X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { controlClass } from '@/components/ui/control-class';
import { cx } from '@/components/ui/cx';
import { Kbd } from '@/components/ui/kbd';
import { typingAt } from '@/lib/search/present';
import { searchLimits } from '@/lib/search/rules';
import { operatorInfo } from '@/lib/search/schema';
import { forgetSearches, keepSearch, recentSearches } from '../data/recent-searches';
import { useDesk } from '../data/use-desk';
import { useSuggestions } from '../data/use-search';
import { GetForm } from './get-form';
import { SearchTint } from './search-tint';
import { type Line, SuggestionList } from './suggestion-list';
import { deskPath, viewParams } from './view';

const textClass = 'text-sm leading-[30px] max-md:text-[16px] max-md:leading-[38px]';

/**
 * The search box: words and operators, offered while typing, and what was searched for of late. Arrows move, Enter or Tab
 * take, Enter alone searches. `data-desk-search` is where the keyboard finds it.
 */
export function SearchForm({ userId, className }: { userId: string; className?: string }) {
  const t = useTranslations('views.search');
  const locale = useLocale() === 'en' ? 'en' : 'es';
  const { view, ticket, href, show } = useDesk();
  const [text, setText] = useState(view.q);
  const [asked, setAsked] = useState(view.q);
  const [caret, setCaret] = useState(view.q.length);
  const [left, setLeft] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const [recent, setRecent] = useState<string[]>([]);
  const [active, setActive] = useState(-1);
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const moveTo = useRef<number>(undefined);
  if (asked !== view.q) {
    setAsked(view.q);
    setText(view.q);
  }
  const typing = typingAt(text, caret);
  const words = useSuggestions(text, caret, isOpen);
  const lines: Line[] = [
    ...(text.trim() === '' ? recent : []).map(
      (each): Line => ({ kind: 'recent', whole: each, caret: each.length, label: each }),
    ),
    ...(text.trim() === '' && recent.length > 0
      ? [{ kind: 'forget' as const, whole: text, caret, label: t('forget') }]
      : []),
    ...words
      .map((each): Line => {
        const isDone = !/[:.]$/.test(each.text);
        const rest = text.slice(typing.end).trimStart();
        const head = text.slice(0, typing.start) + each.text + (isDone ? ' ' : '');
        return {
          kind: 'word',
          whole: head + rest,
          caret: head.length,
          label: each.text,
          hint: each.hint ?? hintOf(each.label, each.text) ?? takes(each.text, locale),
        };
      })
      .filter((line) => line.label !== text.slice(typing.start, typing.end)),
  ];

  useLayoutEffect(() => {
    if (moveTo.current === undefined) return;
    input.current?.setSelectionRange(moveTo.current, moveTo.current);
    moveTo.current = undefined;
  });

  const isShown = isOpen && lines.length > 0;
  const chosen = isShown ? lines[active] : undefined;

  function search(q: string) {
    const wanted = q.trim();
    keepSearch(userId, wanted);
    setOpen(false);
    setActive(-1);
    setText(wanted);
    show({ q: wanted });
  }

  function take(line: Line) {
    setActive(-1);
    if (line.kind === 'recent') search(line.whole);
    else if (line.kind === 'forget') {
      forgetSearches(userId);
      setRecent([]);
    } else {
      moveTo.current = line.caret;
      setText(line.whole);
      setCaret(line.caret);
    }
  }

  function open() {
    setRecent(recentSearches(userId));
    setOpen(true);
  }

  /** The line that Tab takes: the one that was come to, else the first for what is being typed. */
  function lineForTab(): Line | undefined {
    const isTyping = text.trim() !== '' && (typing.part !== '' || typing.operator !== undefined);
    return chosen ?? (isShown && isTyping ? lines.find((line) => line.kind === 'word') : undefined);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const line = event.key === 'Tab' && !event.shiftKey ? lineForTab() : event.key === 'Enter' ? chosen : undefined;
    if (line) take(line);
    else if (event.key === 'ArrowDown' && !isShown) open();
    else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && isShown) {
      // Through the field itself, which is before the first and after the last.
      const places = lines.length + 1;
      setActive(((active + 1 + (event.key === 'ArrowDown' ? 1 : -1) + places) % places) - 1);
    } else if (event.key === 'Escape' && isShown) {
      setOpen(false);
      setActive(-1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <GetForm action={deskPath(ticket)} role="search" onAsk={() => search(text)} className={cx('relative', className)}>
      {viewParams({ ...view, q: '' }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <span
        className={cx(
          controlClass,
          'relative block border-line-strong has-[input:focus-visible]:border-focus has-[input:focus-visible]:outline-2 has-[input:focus-visible]:-outline-offset-1 has-[input:focus-visible]:outline-focus',
        )}
      >
        <SearchTint text={text} left={left} className={textClass} />
        <Search
          size={16}
          strokeWidth={1.75}
          className="pointer-events-none absolute top-1/2 left-[9px] -translate-y-1/2 text-text-3"
          aria-hidden
        />
        <input
          ref={input}
          role="combobox"
          aria-expanded={isShown}
          aria-controls={isShown ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={chosen ? `${listId}-${active}` : undefined}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setCaret(event.target.selectionStart ?? event.target.value.length);
            setActive(-1);
            open();
          }}
          onClick={open}
          onBlur={() => setOpen(false)}
          name="q"
          maxLength={searchLimits.characters}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
          aria-label={t('label')}
          placeholder={t('placeholder')}
          data-desk-search
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? text.length)}
          onScroll={(event) => setLeft(event.currentTarget.scrollLeft)}
          onKeyDown={onKeyDown}
          className={cx(
            'peer relative block h-[30px] w-full bg-transparent pr-8 pl-[33px] outline-none max-md:h-[38px]',
            textClass,
          )}
        />
        {text === '' ? (
          <span
            aria-hidden
            className="pointer-events-none absolute top-1/2 right-[7px] hidden -translate-y-1/2 text-text-3 pointer-fine:block pointer-fine:peer-focus:hidden"
          >
            <Kbd>/</Kbd>
          </span>
        ) : (
          <a
            href={href(ticket, { q: '' })}
            onClick={() => {
              setText('');
              input.current?.focus();
            }}
            aria-label={t('clear')}
            title={t('clear')}
            className="absolute top-1/2 right-1 grid size-6 -translate-y-1/2 place-items-center rounded-md text-text-3 hover:bg-hover max-md:right-0.5 max-md:size-9"
          >
            <X size={14} strokeWidth={1.75} aria-hidden />
          </a>
        )}
      </span>
      {isShown && (
        <SuggestionList
          id={listId}
          label={t('suggestions')}
          anchor={input}
          lines={lines}
          active={active}
          onTake={take}
        />
      )}
    </GetForm>
  );
}

/** What something is called, where its text does not say so already. */
function hintOf(label: string | undefined, text: string): string | undefined {
  return label && !text.includes(label) ? label : undefined;
}

/** Of an operator alone, the first words that it takes: "baja, media, alta…". */
function takes(text: string, locale: 'es' | 'en'): string | undefined {
  const { operator, part } = typingAt(text, text.length);
  if (!operator || part !== '') return undefined;
  const { kind, values } = operatorInfo(operator);
  const words = Object.values(values ?? {}).map((each) => each[locale]);
  if (kind === 'moment') words.push('<7d');
  return words.length > 3 ? `${words.slice(0, 3).join(', ')}…` : words.join(', ') || undefined;
}
