'use client';
import { ExternalLink as Leaves } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { formatFileSize } from '@/components/tickets/file-size';
import type { AttachmentLink } from '@/lib/tickets/schema';
import { cardClass } from './card-class';
import { FileName } from './file-name';

/** A file that lies elsewhere: only ever a link, whose host is said in plain sight. Nothing is fetched from there. */
export function ExternalLink({ file }: { file: AttachmentLink }) {
  const t = useTranslations('attachments.show');
  const locale = useLocale();
  const host = URL.canParse(file.url) ? new URL(file.url).host : '';
  return (
    <a href={file.url} target="_blank" rel="noopener noreferrer nofollow" className={cardClass}>
      <span className="grid size-9 shrink-0 place-items-center rounded-md bg-hover text-text-3">
        <Leaves size={18} strokeWidth={1.75} aria-hidden />
      </span>
      <span className="min-w-0 grow">
        <span className="block text-sm font-medium text-text">
          <FileName name={file.filename} />
        </span>
        {/* Whole, on as many lines as it takes: its end is what tells whose it is. */}
        <span className="block text-xs text-text-3 tabular-nums [overflow-wrap:anywhere]">
          <span className="sr-only">{t('leaves')} </span>
          <bdi>{host}</bdi>
          {/* Links that people paste come without a size: zero means that nobody knows. A line never begins with the dot. */}
          {file.size > 0 && `\u00a0· ${formatFileSize(file.size, locale)}`}
        </span>
      </span>
    </a>
  );
}
