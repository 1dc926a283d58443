'use client';
import { useLocale, useTranslations } from 'next-intl';
import { formatFileSize } from '@/components/tickets/file-size';
import { typeWord } from './file-kind';

/** What a file is and how large, in words: "Documento de Word · 48 kB". A file of no known type has its extension said. */
export function useFacts(): (file: { filename: string; type: string; size: number }) => string {
  const t = useTranslations('attachments.show');
  const locale = useLocale();
  return ({ filename, type, size }) => {
    const word = typeWord(type);
    const extension = /[^.]\.([a-z0-9]{1,8})$/i.exec(filename)?.[1]?.toUpperCase();
    const needsExtension = extension && (word === 'file' || word === 'image' || word === 'audio' || word === 'video');
    const named = needsExtension ? t('typed', { type: t(`types.${word}`), extension }) : t(`types.${word}`);
    return `${named} · ${formatFileSize(size, locale)}`;
  };
}
