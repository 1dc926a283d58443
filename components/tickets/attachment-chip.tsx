import { File, FileArchive, FileText, Image } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { AttachmentLink } from '@/lib/tickets/schema';
import { formatFileSize } from './file-size';

function iconOf(type: string) {
  if (type.startsWith('image/')) return Image;
  if (type.startsWith('text/') || /pdf|json|xml|document/.test(type)) return FileText;
  if (/zip|tar|gzip|compressed/.test(type)) return FileArchive;
  return File;
}

/** A file as a link: it lies elsewhere, so the host is said and it opens in another tab. */
export function AttachmentChip({ attachment }: { attachment: AttachmentLink }) {
  const t = useTranslations('tickets.attachment');
  const locale = useLocale();
  const Icon = iconOf(attachment.type);
  const host = URL.canParse(attachment.url) ? new URL(attachment.url).host : '';
  const opens = host && t('opens', { host });
  return (
    <a
      href={attachment.url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={opens}
      className="inline-flex h-8 max-w-full items-center gap-2 rounded-md border border-line-strong bg-surface pr-[11px] pl-[9px] text-sm font-medium text-text no-underline hover:bg-hover max-md:h-9"
    >
      <Icon size={16} strokeWidth={1.75} className="text-text-3" aria-hidden />
      <span className="min-w-0 truncate">{attachment.filename}</span>
      {/* Links that people paste come without a size: zero means that nobody knows. */}
      {attachment.size > 0 && (
        <span className="text-xs font-normal whitespace-nowrap text-text-3 tabular-nums">
          {formatFileSize(attachment.size, locale)}
        </span>
      )}
      {opens && <span className="sr-only">{opens}</span>}
    </a>
  );
}
