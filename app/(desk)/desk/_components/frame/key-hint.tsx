'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { areKeysOn, setKeys } from './shortcuts';

const shown = [
  [['J', 'K'], 'move'],
  [['R'], 'reply'],
  [['N'], 'note'],
  [['?'], 'all'],
] as const;

const every = [
  [['J'], 'next'],
  [['K'], 'previous'],
  [['↵'], 'enter'],
  [['R'], 'reply'],
  [['N'], 'note'],
  [['Ctrl', '↵'], 'send'],
  [['/'], 'search'],
  [['Esc'], 'leave'],
  [['?'], 'help'],
] as const;

/** The keys that the desk knows, at the foot of the list; the dialog has them all and turns the single ones off. */
export function KeyHint() {
  const t = useTranslations('desk.keys');
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="hidden shrink-0 border-t border-line md:pointer-fine:block">
      <button
        type="button"
        data-key="help"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="flex h-9 w-full items-center justify-center gap-3 text-xs text-text-3 hover:bg-hover focus-visible:-outline-offset-2 max-lg:gap-2"
      >
        <span className="sr-only">{t('title')}</span>
        {shown.map(([keys, word]) => (
          <span key={word} className="inline-flex items-center gap-1" aria-hidden>
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
            {t(`short.${word}`)}
          </span>
        ))}
      </button>
      <Dialog open={isOpen} onOpenChange={setOpen} title={t('title')}>
        <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-y-2.5 text-md">
          {every.map(([keys, word]) => (
            <div key={word} className="contents">
              <dt className="text-text-2">{t(`long.${word}`)}</dt>
              <dd className="flex justify-end gap-1">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <div className="mt-5 border-t border-line pt-3">
          <Checkbox
            label={t('single')}
            defaultChecked={areKeysOn()}
            onChange={(event) => setKeys(event.target.checked)}
          />
          <p className="pl-[26px] text-sm text-text-3">{t('singleHint')}</p>
        </div>
      </Dialog>
    </div>
  );
}
