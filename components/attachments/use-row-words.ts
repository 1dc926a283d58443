'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { formatFileSize } from '@/components/tickets/file-size';
import { useUploadLimits } from './upload-limits';
import { formatLimit, type UploadItem } from './upload-rules';
import type { FileRow } from './use-uploads';

/** What a file's row says below its name, and whether something is wrong with it. */
export function useRowWords(row: FileRow): { meta: string; isBad: boolean } {
  const t = useTranslations('attachments.upload');
  const locale = useLocale();
  const errors = useErrorSentence();
  const limits = useUploadLimits();
  const size = (bytes: number) => formatFileSize(bytes, locale);
  const megabytes = (bytes: number) => formatLimit(bytes, locale);

  function wrong({ size: bytes, problem }: UploadItem): string {
    if (problem?.kind === 'refused') return `${errors.sentence(problem.code, problem.text)}.`;
    if (problem?.kind === 'tooLarge') return t('problem.tooLarge', { size: size(bytes), max: megabytes(limits.file) });
    if (problem?.kind === 'tooLargeTogether') return t('problem.tooLargeTogether', { max: megabytes(limits.message) });
    return t(`problem.${problem?.kind ?? 'network'}`);
  }

  if (row.kind === 'link') {
    const { url } = row.file;
    return { meta: URL.canParse(url) ? new URL(url).host : url, isBad: false };
  }
  if (row.kind === 'held') {
    const { state, file } = row;
    if (state === 'gone') return { meta: t('problem.gone'), isBad: true };
    if (state === 'infected') return { meta: t('problem.infected'), isBad: true };
    return { meta: t(state === 'scanning' ? 'state.scanning' : 'state.done', { size: size(file.size) }), isBad: false };
  }
  const { item } = row;
  if (item.state === 'failed') return { meta: wrong(item), isBad: true };
  if (item.state === 'offline') return { meta: t('state.offline'), isBad: false };
  if (item.state === 'waiting') return { meta: t('state.waiting', { size: size(item.size) }), isBad: false };
  const share = Math.floor((100 * item.sent) / Math.max(1, item.size)) / 100;
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(share);
  return { meta: t('state.sending', { sent: size(item.sent), size: size(item.size), percent }), isBad: false };
}
