'use client';
import { Download, FileX, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import type { OwnFile } from '../shown-file';
import type { Problem } from './problem';

const canPass: Problem[] = ['away', 'unscanned', 'noReader'];
const hasNothing: Problem[] = ['gone', 'away', 'infected', 'unscanned'];

/** In the place of a file that cannot be shown: why, and what can be done instead. */
export function ProblemNote({ file, problem, onRetry }: { file: OwnFile; problem: Problem; onRetry: () => void }) {
  const t = useTranslations('attachments.show');
  return (
    <div className="m-auto flex max-w-[400px] flex-col items-center gap-3 p-6 text-center" role="alert">
      <FileX size={32} strokeWidth={1.5} className="text-text-3" aria-hidden />
      <p className="text-body text-pretty text-text">{t(`problems.${problem}`)}</p>
      <div className="flex flex-wrap justify-center gap-2">
        {canPass.includes(problem) && (
          <Button onClick={onRetry}>
            <RotateCw size={16} strokeWidth={1.75} aria-hidden />
            {t('retry')}
          </Button>
        )}
        {!hasNothing.includes(problem) && (
          <a href={file.path} download={file.filename} className={buttonClass({})}>
            <Download size={16} strokeWidth={1.75} aria-hidden />
            {t('download')}
          </a>
        )}
      </div>
    </div>
  );
}
