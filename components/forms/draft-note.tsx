'use client';
import { useTranslations } from 'next-intl';
import { RelativeTime } from '@/components/ui/relative-time';
import type { DraftState } from './use-draft';

/** "Borrador guardado a las 9:41": quiet, and only once there is one. */
export function DraftNote({ draft, className }: { draft: DraftState; className?: string }) {
  const t = useTranslations('common.form');
  return (
    <p role="status" className={className ?? 'text-sm text-text-3'}>
      {draft.savedAt &&
        t.rich('draftSaved', { time: () => <RelativeTime at={draft.savedAt?.toISOString() ?? ''} style="clock" /> })}
    </p>
  );
}
