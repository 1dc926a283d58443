'use client';
import { useTranslations } from 'next-intl';
import { type ClipboardEvent, type DragEvent, useState } from 'react';
import { hasFiles, useFileDrop } from '@/components/attachments/use-file-drop';
import { useUploads } from '@/components/attachments/use-uploads';
import { attachmentFrom } from '@/components/tickets/attachment-from';
import { typeInto } from '@/components/ui/markdown-edits';
import { attachmentSchema, limits } from '@/lib/tickets/schema';
import { useTicket } from '../use-ticket';
import type { Paper } from './use-paper';

/** An address that stands alone, of a file as its ending says. */
const fileAddress = /^https:\/\/[^\s?#]+\.(?!(?:html?|php|aspx?)\b)[a-z\d]{2,5}(?:[?#]\S*)?$/i;

/**
 * Files on the paper: what is chosen, dropped or pasted goes up and stands in the draft once it is there; what is pasted as the
 * address of a file can become a link to it.
 */
export function useFiles(paper: Paper) {
  const t = useTranslations('composer.files');
  const { ticket } = useTicket();
  /** The address that was just pasted and could be a file. */
  const [offered, setOffered] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const uploads = useUploads({
    place: `reply:${ticket.me.userId}:${ticket.id}`,
    files: paper.files,
    read: () => paper.read().attachments,
    write: (attachments) => paper.keep({ attachments }),
  });
  const drop = useFileDrop(uploads);

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
    setOffered(undefined);
    if (!isThere) paper.keep({ attachments: [...paper.files, file] });
    return true;
  }

  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>) {
    if (drop.paste(event)) return;
    const { clipboardData: data, currentTarget: area } = event;
    const text = data.getData('text/plain').trim();
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
    uploads,
    isOver: drop.isOver,
    offered,
    problem,
    add,
    onPaste,
    onDrop,
    /** Makes the address that was just pasted a file, and takes it out of the text. */
    take() {
      const area = paper.area.current;
      if (!offered || !area || !add(offered)) return;
      const at = area.value.lastIndexOf(offered);
      if (at !== -1) typeInto(area, '', at, at + offered.length);
      area.focus();
    },
    forget() {
      setOffered(undefined);
      setProblem(undefined);
    },
  };
}

export type Files = ReturnType<typeof useFiles>;
