'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { keyOf, type ShortcutId, signOf } from './shortcuts';
import { giveKey, useKeys } from './use-keys';

/** The key of one shortcut: press it and then the key that it is to be. `onNews` says what became of it. */
export function KeyEditor({ id, onNews }: { id: ShortcutId; onNews: (news: string) => void }) {
  const t = useTranslations('keys');
  const key = keyOf(useKeys(), id);
  const [isListening, setListening] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const name = t(`name.${id}`);

  function give(next: string | null) {
    setListening(false);
    const taken = giveKey(id, next);
    if (taken) onNews(t('taken', { name, key: next?.toUpperCase() ?? '', other: t(`name.${taken}`) }));
    else onNews(next === null ? t('removed', { name }) : t('given', { name, key: next.toUpperCase() }));
  }

  function onKey(event: KeyboardEvent) {
    if (!isListening || event.key === 'Tab') return;
    // Escape leaves the key as it is; it must not close the sheet as well.
    event.preventDefault();
    event.stopPropagation();
    event.nativeEvent.stopImmediatePropagation();
    if (event.key === 'Escape') setListening(false);
    else if (event.key === 'Backspace' || event.key === 'Delete') give(null);
    else {
      const sign = signOf(event.key);
      if (sign) give(sign);
    }
  }

  return (
    <>
      <Button
        ref={button}
        size="sm"
        className="min-w-16"
        aria-label={isListening ? t('press', { name }) : t('change', { name, key: key?.toUpperCase() ?? t('none') })}
        onClick={() => setListening(!isListening)}
        onKeyDown={onKey}
        onBlur={() => setListening(false)}
      >
        {isListening ? t('listening') : (key?.toUpperCase() ?? t('none'))}
      </Button>
      <Button
        variant="icon"
        size="sm"
        aria-label={t('remove', { name })}
        aria-disabled={key === null || undefined}
        onClick={() => {
          if (key === null) return;
          give(null);
          button.current?.focus();
        }}
      >
        <X size={14} strokeWidth={1.75} aria-hidden />
      </Button>
    </>
  );
}
