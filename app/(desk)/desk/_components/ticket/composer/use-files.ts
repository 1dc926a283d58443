'use client';
import { useTranslations } from 'next-intl';
import { type ClipboardEvent, type DragEvent, useEffect, useState } from 'react';
import { attachmentFrom } from '@/components/tickets/attachment-from';
import { typeInto } from '@/components/ui/markdown-edits';
import { attachmentSchema, limits } from '@/lib/tickets/schema';
import type { Paper } from './use-paper';

const hasFiles = (transfer: DataTransfer | null) => transfer?.types.includes('Files') ?? false;

/** An address that stands alone, of a file as its ending says. */
const fileAddress = /^https:\/\/[^\s?#]+\.(?!(?:html?|php|aspx?)\b)[a-z\d]{2,5}(?:[?#]\S*)?$/i;

/**
 * Files on the paper. They are links for now: what is dropped or pasted as a file is neither lost without a word nor opened over
 * the page, and what is pasted as the address of a file can become one.
 */
export function useFiles(paper: Paper) {
  const t = useTranslations('composer.files');
  const [isOver, setOver] = useState(false);
  /** The names of files that cannot be taken yet. */
  const [refused, setRefused] = useState<string[]>([]);
  /** The address that was just pasted and could be a file. */
  const [offered, setOffered] = useState<string>();
  const [problem, setProblem] = useState<string>();

  // Anywhere in the window: a file that misses the paper must not be opened in place of the page.
  useEffect(() => {
    const gone = new AbortController();
    const { signal } = gone;
    const over = (event: globalThis.DragEvent) => {
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
        setRefused([...(event.dataTransfer?.files ?? [])].map(({ name }) => name));
      },
      { signal },
    );
    return () => gone.abort();
  }, []);

  /** Adds the file behind an address. Answers whether it could be. */
  function add(address: string): boolean {
    const file = attachmentFrom(address, t('unnamed'), limits);
    const isThere = paper.files.some(({ url }) => url === file.url);
    if (!isThere && paper.files.length >= limits.attachments) {
      setProblem(t('full', { max: limits.attachments }));
      return false;
    }
    if (!attachmentSchema.safeParse(file).success) {
      setProblem(t('bad'));
      return false;
    }
    setProblem(undefined);
    setRefused([]);
    setOffered(undefined);
    if (!isThere) paper.keep({ attachments: [...paper.files, file] });
    return true;
  }

  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const { clipboardData: data, currentTarget: area } = event;
    const text = data.getData('text/plain').trim();
    if (text === '' && hasFiles(data)) {
      event.preventDefault();
      setRefused([...data.files].map(({ name }) => name));
      return;
    }
    const { selectionStart: start, selectionEnd: end, value } = area;
    const selected = value.slice(start, end);
    if (/^https?:\/\/\S+$/.test(text) && selected.trim() !== '' && !/^https?:\/\//.test(selected)) {
      event.preventDefault();
      typeInto(area, `[${selected}](${text})`, start, end);
      return;
    }
    setOffered(fileAddress.test(text) ? text : undefined);
  }

  /** A link that is dragged here is one to a file. */
  function onDrop(event: DragEvent) {
    const address = event.dataTransfer.getData('text/uri-list').split('\n')[0]?.trim() ?? '';
    if (hasFiles(event.dataTransfer) || !address.startsWith('https://')) return;
    event.preventDefault();
    add(address);
  }

  return {
    isOver,
    refused,
    offered,
    problem,
    add,
    onPaste,
    onDrop,
    remove: (url: string) => paper.keep({ attachments: paper.files.filter((file) => file.url !== url) }),
    /** Makes the address that was just pasted a file, and takes it out of the text. */
    take() {
      const area = paper.area.current;
      if (!offered || !area || !add(offered)) return;
      const at = area.value.lastIndexOf(offered);
      if (at !== -1) typeInto(area, '', at, at + offered.length);
      area.focus();
    },
    forget() {
      setRefused([]);
      setOffered(undefined);
      setProblem(undefined);
    },
  };
}

export type Files = ReturnType<typeof useFiles>;
