'use client';
import { useTranslations } from 'next-intl';
import { type ClipboardEvent, useEffect, useRef, useState } from 'react';
import { pastedName } from './upload-rules';
import type { Uploads } from './use-uploads';

export const hasFiles = (transfer: DataTransfer | null) => transfer?.types.includes('Files') ?? false;

/**
 * Files that are dragged over the page or pasted into a text. Anywhere in the window: a file that misses the paper must not be
 * opened in place of the page.
 */
export function useFileDrop(uploads: Uploads) {
  const t = useTranslations('attachments.upload');
  const [isOver, setOver] = useState(false);
  const take = useRef(uploads.take);
  take.current = uploads.take;

  useEffect(() => {
    const gone = new AbortController();
    const { signal } = gone;
    const over = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      setOver(true);
    };
    const end = () => setOver(false);
    addEventListener('dragenter', over, { signal });
    addEventListener('dragover', over, { signal });
    addEventListener('dragleave', (event) => event.relatedTarget === null && end(), { signal });
    addEventListener('dragend', end, { signal });
    addEventListener(
      'drop',
      (event) => {
        end();
        if (!hasFiles(event.dataTransfer)) return;
        event.preventDefault();
        take.current([...(event.dataTransfer?.files ?? [])]);
      },
      { signal },
    );
    return () => gone.abort();
  }, []);

  return {
    isOver,
    /** Takes pasted files. What comes with its text, as from a word processor, is text. Answers whether it took any. */
    paste(event: ClipboardEvent): boolean {
      const { clipboardData: data } = event;
      if (event.defaultPrevented || !hasFiles(data) || data.getData('text/plain').trim() !== '') return false;
      event.preventDefault();
      const now = new Date();
      uploads.take([...data.files], ({ name }) => pastedName(name, t('screenshot'), now));
      return true;
    },
  };
}
