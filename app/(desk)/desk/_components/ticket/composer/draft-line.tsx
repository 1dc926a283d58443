'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import type { Paper } from './use-paper';

/** Where what was typed is kept: quiet, and only once there is something. */
export function DraftLine({ paper }: { paper: Paper }) {
  const t = useTranslations('composer.draft');
  const { hasText, place } = paper;
  return (
    <p role="status" className="ml-2 line-clamp-2 min-w-0 text-xs leading-4 text-text-3 max-[359px]:sr-only">
      {hasText && place === 'server' && t('saved')}
      {hasText && place === 'here' && t('here')}
      {hasText && place === 'refused' && t('refused')}
    </p>
  );
}

/** A second draft of the same ticket, typed elsewhere at the same time: both are kept until one is chosen. */
export function OtherDraft({ paper }: { paper: Paper }) {
  const t = useTranslations('composer.draft');
  if (!paper.other) return null;
  return (
    <div
      role="status"
      className="mx-3.5 mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-line-strong bg-canvas px-3 py-1.5 text-sm text-text-2"
    >
      <span className="min-w-0 grow basis-40 truncate">
        {t('other')} <q className="text-text">{paper.other.message}</q>
      </span>
      <span className="flex gap-1">
        <Button size="sm" onClick={paper.takeOther}>
          {t('take')}
        </Button>
        <Button size="sm" variant="ghost" onClick={paper.dropOther}>
          {t('drop')}
        </Button>
      </span>
    </div>
  );
}
