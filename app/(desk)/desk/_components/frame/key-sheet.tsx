'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { Switch } from '@/components/ui/switch';
import { KeyEditor } from './key-editor';
import { groups, keyOf, shortcut, shortcutIds } from './shortcuts';
import { forgetKeys, turnKeys, useCaps, useKeys } from './use-keys';

/** Keys that are the same for everybody: none of them acts by one sign alone. */
const fixed = [
  [['Ctrl', 'K'], 'palette'],
  [['↵'], 'enter'],
  [['Ctrl', '↵'], 'send'],
  [['Esc'], 'leave'],
] as const;

/** Every key that the desk knows, by what it does; turns the single ones off, and gives them others. */
export function KeySheet({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const t = useTranslations('keys');
  const choices = useKeys();
  const [isEditing, setEditing] = useState(false);
  const [news, setNews] = useState('');
  const hasOwn = Object.keys(choices.keys).length > 0;
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(next) => {
        setEditing(false);
        setNews('');
        onOpenChange(next);
      }}
      title={t('title')}
      description={t(isEditing ? 'editing' : 'text')}
      className="md:w-[min(720px,calc(100vw-32px))]!"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line pb-3">
        <Switch label={t('single')} isOn={choices.isOn} onChange={turnKeys}>
          {t('single')}
        </Switch>
        <span className="flex gap-2">
          {isEditing && hasOwn && (
            <Button
              variant="ghost"
              onClick={() => {
                forgetKeys();
                setNews(t('forgotten'));
              }}
            >
              {t('forget')}
            </Button>
          )}
          <Button aria-pressed={isEditing} onClick={() => setEditing(!isEditing)}>
            {t(isEditing ? 'done' : 'edit')}
          </Button>
        </span>
      </div>
      <p role="status" className="min-h-5 pt-1 text-sm text-text-2">
        {news}
      </p>
      <div className="grid gap-x-10 gap-y-5 md:grid-cols-2">
        {groups.map((group) => (
          <section key={group} aria-labelledby={`keys-${group}`} className={choices.isOn ? undefined : 'text-text-3'}>
            <h3 id={`keys-${group}`} className="mb-1.5 text-sm font-semibold">
              {t(`group.${group}`, { key: keyOf(choices, 'go')?.toUpperCase() ?? '–' })}
            </h3>
            <dl className="text-md">
              {shortcutIds
                .filter((id) => shortcut(id).group === group)
                .map((id) => (
                  <div key={id} className="flex min-h-8 items-center justify-between gap-4">
                    <dt className="text-text-2">{t(`name.${id}`)}</dt>
                    <dd className="flex shrink-0 gap-1">
                      {isEditing ? <KeyEditor id={id} onNews={setNews} /> : <Caps id={id} />}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <section aria-labelledby="keys-fixed">
          <h3 id="keys-fixed" className="mb-1.5 text-sm font-semibold">
            {t('group.fixed')}
          </h3>
          <dl className="text-md">
            {fixed.map(([caps, name]) => (
              <div key={name} className="flex min-h-8 items-center justify-between gap-4">
                <dt className="text-text-2">{t(`name.${name}`)}</dt>
                <dd className="flex shrink-0 gap-1">
                  {caps.map((cap) => (
                    <Kbd key={cap}>{cap}</Kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}

function Caps({ id }: { id: (typeof shortcutIds)[number] }) {
  const t = useTranslations('keys');
  const choices = useKeys();
  const caps = useCaps(id);
  // Off, the sheet still tells which keys there would be.
  const shown = choices.isOn ? caps : [keyOf(choices, id)?.toUpperCase()].filter((cap) => cap !== undefined);
  if (shown.length === 0) return <span className="text-sm text-text-3">{t('none')}</span>;
  return shown.map((cap, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same key may stand twice
    <Kbd key={index}>{cap}</Kbd>
  ));
}
