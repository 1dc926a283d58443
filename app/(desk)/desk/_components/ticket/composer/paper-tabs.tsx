'use client';
import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import { cx } from '@/components/ui/cx';

const modes = ['reply', 'note'] as const;

/** Reply or note. `onShow` changes which; `onPick` also goes to the text. */
export function PaperTabs(props: {
  panelId: string;
  isNote: boolean;
  onShow: (isNote: boolean) => void;
  onPick: (isNote: boolean) => void;
}) {
  const { isNote, onShow, onPick } = props;
  const t = useTranslations('desk.composer');
  const mode = isNote ? 'note' : 'reply';

  function onKey(event: KeyboardEvent) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    onShow(!isNote);
    document.querySelector<HTMLElement>(`[data-key=${isNote ? 'reply' : 'note'}]`)?.focus();
  }

  return (
    <div role="tablist" aria-label={t('kind')} className="flex gap-0.5 px-1.5 pt-1.5">
      {modes.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          data-key={each}
          aria-selected={each === mode}
          aria-controls={props.panelId}
          tabIndex={each === mode ? 0 : -1}
          onClick={() => onPick(each === 'note')}
          onKeyDown={onKey}
          className={cx(
            'inline-flex h-7 items-center gap-1.5 rounded-[5px] px-2.5 text-sm font-medium text-text-2 max-md:h-9 max-md:px-3',
            each === mode &&
              (isNote ? 'text-note-text shadow-[inset_0_0_0_1px_var(--note-line)]' : 'bg-hover text-text'),
          )}
        >
          {each === 'note' && <Lock size={13} strokeWidth={2} aria-hidden />}
          {t(each)}
        </button>
      ))}
    </div>
  );
}
