'use client';
import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { mostZoom } from './zoom';

/** The way to the other files and closer to this one; nothing where there is neither. `zoom` is null where there is none. */
export function ViewerFoot(props: {
  at: number;
  of: number;
  onStep: (by: number) => void;
  zoom: number | null;
  onZoom: (zoom: number) => void;
}) {
  const { at, of, onStep, zoom, onZoom } = props;
  const t = useTranslations('attachments.show');
  if (of < 2 && zoom === null) return null;
  const percent = zoom === null ? '' : t('percent', { percent: Math.round(zoom * 100) });
  return (
    <div className="flex min-h-12 shrink-0 items-center justify-center gap-x-6 gap-y-1 border-t border-line bg-surface px-2.5 py-1.5 pb-[max(6px,env(safe-area-inset-bottom))]">
      {of > 1 && (
        <div className="flex items-center gap-1">
          <Button variant="icon" aria-label={t('previous')} aria-disabled={at === 0} onClick={() => onStep(-1)}>
            <ChevronLeft size={18} strokeWidth={1.75} aria-hidden />
          </Button>
          <span className="min-w-14 text-center text-sm text-text-2 tabular-nums" aria-hidden>
            {t('of', { at: at + 1, of })}
          </span>
          <Button variant="icon" aria-label={t('next')} aria-disabled={at === of - 1} onClick={() => onStep(1)}>
            <ChevronRight size={18} strokeWidth={1.75} aria-hidden />
          </Button>
        </div>
      )}
      {zoom !== null && (
        <div className="flex items-center gap-1">
          <Button variant="icon" aria-label={t('smaller')} aria-disabled={zoom <= 1} onClick={() => onZoom(zoom / 1.5)}>
            <ZoomOut size={18} strokeWidth={1.75} aria-hidden />
          </Button>
          <Button
            variant="ghost"
            className="min-w-16 tabular-nums"
            aria-label={`${percent}, ${t('fit')}`}
            onClick={() => onZoom(1)}
          >
            {percent}
          </Button>
          <Button
            variant="icon"
            aria-label={t('larger')}
            aria-disabled={zoom >= mostZoom}
            onClick={() => onZoom(zoom * 1.5)}
          >
            <ZoomIn size={18} strokeWidth={1.75} aria-hidden />
          </Button>
        </div>
      )}
    </div>
  );
}
