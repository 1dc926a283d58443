'use client';
import { useTranslations } from 'next-intl';
import { memo, useState } from 'react';
import { Kbd } from '@/components/ui/kbd';
import { KeySheet } from './key-sheet';
import type { ShortcutId } from './shortcuts';
import { useCaps } from './use-keys';

const shown = [
  [['next', 'previous'], 'move'],
  [['reply'], 'reply'],
  [['note'], 'note'],
  [['help'], 'all'],
] as const;

/** The keys that are wanted most, at the foot of the list; what opens has them all. */
export const KeyHint = memo(function KeyHint() {
  const t = useTranslations('keys');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div className="hidden shrink-0 border-t border-line md:pointer-fine:block">
        <button
          type="button"
          data-key="help"
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
          className="flex h-9 w-full items-center justify-center gap-3 text-xs text-text-3 hover:bg-hover focus-visible:-outline-offset-2 max-lg:gap-2"
        >
          <span className="sr-only">{t('title')}</span>
          {shown.map(([ids, word]) => (
            <span key={word} className="inline-flex items-center gap-1" aria-hidden>
              {ids.map((id) => (
                <Cap key={id} id={id} />
              ))}
              {t(`short.${word}`)}
            </span>
          ))}
        </button>
      </div>
      <KeySheet isOpen={isOpen} onOpenChange={setOpen} />
    </>
  );
});

function Cap({ id }: { id: ShortcutId }) {
  const [cap] = useCaps(id);
  return cap && <Kbd>{cap}</Kbd>;
}
