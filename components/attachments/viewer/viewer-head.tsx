'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { Download, ExternalLink, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { kindOf } from '../file-kind';
import { FileName } from '../file-name';
import type { OwnFile } from '../shown-file';
import { useFacts } from '../use-facts';

/** What is shown, and where it can be taken. */
export function ViewerHead({ file }: { file: OwnFile }) {
  const t = useTranslations('attachments.show');
  const actions = useTranslations('common.actions');
  const facts = useFacts()(file);
  return (
    <div className="flex min-h-14 shrink-0 items-center gap-1 border-b border-line bg-surface py-2 pr-2.5 pl-[18px] max-md:pl-4">
      <div className="min-w-0 grow">
        <Base.Title className="text-md">
          <FileName name={file.filename} />
        </Base.Title>
        <p className="truncate text-xs text-text-3 tabular-nums">{facts}</p>
      </div>
      {/* Chromium shows no PDF that is sandboxed, as ours are. */}
      {kindOf(file.type) !== 'pdf' && (
        <a
          href={file.path}
          target="_blank"
          rel="noopener"
          aria-label={t('newTab')}
          title={t('newTab')}
          className={buttonClass({ variant: 'icon' })}
        >
          <ExternalLink size={16} strokeWidth={1.75} aria-hidden />
        </a>
      )}
      <a
        href={file.path}
        download={file.filename}
        aria-label={t('download')}
        title={t('download')}
        className={buttonClass({ variant: 'icon' })}
      >
        <Download size={16} strokeWidth={1.75} aria-hidden />
      </a>
      <Base.Close render={<Button variant="icon" aria-label={actions('close')} title={actions('close')} />}>
        <X size={16} strokeWidth={1.75} aria-hidden />
      </Base.Close>
    </div>
  );
}
