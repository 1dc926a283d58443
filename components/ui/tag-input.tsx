'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ClipboardEvent, type KeyboardEvent, type Ref, useRef, useState } from 'react';
import { boxClass } from './control-class';
import { cx } from './cx';
import type { ControlProps } from './field';

export interface TagInputProps {
  control: ControlProps;
  value: string[];
  onChange: (tags: string[]) => void;
  onBlur?: () => void;
  name?: string;
  max?: number;
  ref?: Ref<HTMLInputElement>;
}

/**
 * Words as chips. Enter, comma or leaving the field adds; Backspace in an empty field removes the last; arrows walk the
 * chips, Backspace or Delete on one removes it. What happens is announced.
 */
export function TagInput({ control, value, onChange, onBlur, name, max = 20, ref }: TagInputProps) {
  const t = useTranslations('common.tags');
  const [text, setText] = useState('');
  const [news, setNews] = useState('');
  const box = useRef<HTMLDivElement>(null);

  function add(words: string[]) {
    const next = [...value];
    for (const word of words.map((each) => each.trim()).filter(Boolean)) {
      const isThere = next.some((tag) => tag.toLowerCase() === word.toLowerCase());
      if (isThere) setNews(t('repeated', { tag: word }));
      else if (next.length >= max) setNews(t('full', { max }));
      else {
        next.push(word);
        setNews(t('added', { tag: word }));
      }
    }
    setText('');
    if (next.length !== value.length) onChange(next);
  }

  /** Focus goes to the neighbour, else to the field: never to nowhere. */
  function remove(index: number, keepsChips: boolean) {
    const tag = value[index];
    if (tag === undefined) return;
    onChange(value.filter((_, each) => each !== index));
    setNews(t('removed', { tag }));
    focusStop(keepsChips ? Math.min(index, value.length - 2) : value.length);
  }

  /** Stops are the chips' buttons and, last, the field. */
  function focusStop(index: number) {
    requestAnimationFrame(() => {
      const stops = box.current?.querySelectorAll<HTMLElement>('[data-stop]');
      stops?.[Math.max(0, Math.min(index, stops.length - 1))]?.focus();
    });
  }

  function onFieldKey(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === ',' || (event.key === 'Enter' && text.trim() !== '')) {
      event.preventDefault();
      add([text]);
    } else if (text === '' && event.key === 'Backspace') {
      remove(value.length - 1, false);
    } else if (text === '' && event.key === 'ArrowLeft' && value.length > 0) {
      focusStop(value.length - 1);
    }
  }

  function onChipKey(event: KeyboardEvent, index: number) {
    if (event.key === 'ArrowLeft') focusStop(index - 1);
    else if (event.key === 'ArrowRight') focusStop(index + 1);
    else if (event.key === 'Backspace' || event.key === 'Delete') {
      event.preventDefault();
      remove(index, true);
    }
  }

  function onPaste(event: ClipboardEvent) {
    const pasted = event.clipboardData.getData('text');
    if (!/[,\n]/.test(pasted)) return;
    event.preventDefault();
    add((text + pasted).split(/[,\n]/));
  }

  return (
    <div ref={box} className={cx(boxClass, 'flex min-h-10 flex-wrap items-center gap-1.5 px-1.5 py-[5px]')}>
      {value.length > 0 && (
        <ul className="contents" aria-label={t('list')}>
          {value.map((tag, index) => (
            <li
              key={tag}
              className="inline-flex h-7 max-w-full items-center gap-1 rounded-full bg-hover pr-0.5 pl-[11px] text-sm font-medium text-text-2"
            >
              <span className="truncate">{tag}</span>
              <button
                type="button"
                data-stop
                aria-label={t('remove', { tag })}
                onClick={() => remove(index, false)}
                onKeyDown={(event) => onChipKey(event, index)}
                className="grid size-6 place-items-center rounded-full hover:bg-pressed focus-visible:-outline-offset-2"
              >
                <X size={14} strokeWidth={1.75} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        {...control}
        ref={ref}
        name={name}
        data-stop
        data-field
        value={text}
        enterKeyHint="enter"
        autoComplete="off"
        placeholder={value.length > 0 ? t('another') : t('placeholder')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onFieldKey}
        onPaste={onPaste}
        onBlur={() => {
          add([text]);
          onBlur?.();
        }}
        className="h-7 min-w-[130px] flex-1 bg-transparent px-1.5 text-body outline-none max-md:text-[16px]"
      />
      <span role="status" className="sr-only">
        {news}
      </span>
    </div>
  );
}
