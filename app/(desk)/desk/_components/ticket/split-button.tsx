'use client';
import { Scissors } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';

/** When a message was written and, for whoever points at it or comes by key, the way to a ticket of its own. */
export function SplitButton({ clock, onSplit }: { clock: ReactNode; onSplit: () => void }) {
  const t = useTranslations('history.split');
  return (
    <span className="relative inline-block pl-8">
      <Button
        variant="icon"
        size="sm"
        aria-label={t('item')}
        title={t('item')}
        aria-haspopup="dialog"
        onClick={onSplit}
        className="absolute! top-1/2 left-0 -translate-y-1/2 opacity-0 focus-visible:opacity-100 [article:hover_&]:opacity-100 max-md:opacity-100"
      >
        <Scissors size={14} strokeWidth={1.75} aria-hidden />
      </Button>
      {clock}
    </span>
  );
}
