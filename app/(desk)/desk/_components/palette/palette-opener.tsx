'use client';
import { Command } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Keys } from '@/components/ui/kbd';
import { palette } from './palette-store';

/** Opens the palette from the rail, for who does not know its keys yet. */
export function PaletteOpener() {
  const t = useTranslations('keys.palette');
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      title={t('open')}
      onClick={() => palette.open()}
      className="mb-0.5 flex h-[30px] w-full shrink-0 items-center gap-[9px] rounded-md px-2 text-sm font-medium text-text-2 hover:bg-hover max-lg:justify-center max-lg:px-0"
    >
      <Command size={16} strokeWidth={1.75} className="shrink-0 text-text-3" aria-hidden />
      <span className="min-w-0 truncate max-lg:sr-only">{t('label')}</span>
      <span className="ml-auto shrink-0 font-normal text-text-3 max-xl:hidden">
        <Keys keys={['Ctrl', 'K']} />
      </span>
    </button>
  );
}
