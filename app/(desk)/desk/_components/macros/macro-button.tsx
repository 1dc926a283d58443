'use client';
import { MessageSquareQuote } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { palette } from '../palette/palette-store';

/** Opens the macros from the composer's tools. */
export function MacroButton({ isOff }: { isOff?: boolean }) {
  const t = useTranslations('macros.desk');
  return (
    <Button
      variant="icon"
      size="sm"
      data-key="macros"
      aria-label={t('open')}
      title={`${t('open')} (/)`}
      aria-haspopup="dialog"
      aria-disabled={isOff || undefined}
      onClick={() => isOff || palette.open({ step: 'macros' })}
    >
      <MessageSquareQuote size={16} strokeWidth={1.75} aria-hidden />
    </Button>
  );
}
