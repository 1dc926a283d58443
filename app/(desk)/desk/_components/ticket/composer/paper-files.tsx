'use client';
import { FileText, Image, Info, Link2, Paperclip, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { Files } from './use-files';
import type { Paper } from './use-paper';

/** The files of the message, as they will go out, each with a way to take it off. */
export function FileList({ paper, files }: { paper: Paper; files: Files }) {
  const t = useTranslations('composer.files');
  if (paper.files.length === 0) return null;
  return (
    <ul aria-label={t('list')} className="flex flex-wrap gap-1.5 px-3.5 pb-1">
      {paper.files.map(({ url, filename, type }) => {
        const Icon = type.startsWith('image/') ? Image : FileText;
        return (
          <li
            key={url}
            title={url}
            className="inline-flex h-8 max-w-full items-center gap-2 rounded-md border border-line-strong bg-surface pl-2 text-sm font-medium"
          >
            <Icon size={15} strokeWidth={1.75} className="shrink-0 text-text-3" aria-hidden />
            <span className="min-w-0 truncate">{filename}</span>
            <Button
              variant="icon"
              size="sm"
              aria-label={t('remove', { name: filename })}
              onClick={() => {
                files.remove(url);
                paper.area.current?.focus();
              }}
            >
              <X size={14} strokeWidth={1.75} aria-hidden />
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

/** What can be done about a file that was dropped or pasted: it goes as a link for now. `isOpen` shows where to put one. */
export function FileNews({ files, isOpen, onClose }: { files: Files; isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('composer.files');
  const actions = useTranslations('common.actions');
  const { refused, offered, problem } = files;
  const isAsking = isOpen || refused.length > 0;
  if (!isAsking && !offered) return null;
  return (
    <div className="mx-3.5 mb-1 grid gap-1.5 rounded-md border border-line-strong bg-canvas py-1.5 pr-1.5 pl-3 text-sm text-text-2">
      <div className="flex items-start gap-2">
        <Info size={15} strokeWidth={1.75} className="mt-[6.5px] shrink-0" aria-hidden />
        <p role="status" className="min-w-0 grow py-1 [overflow-wrap:anywhere]">
          {refused.length > 0
            ? t('refused', { names: refused.slice(0, 3).join(', '), count: refused.length })
            : isOpen
              ? t('hint')
              : t('offer')}
        </p>
        {!isAsking && offered && (
          <Button size="sm" onClick={files.take}>
            <Paperclip size={14} strokeWidth={1.75} aria-hidden />
            {t('take')}
          </Button>
        )}
        <Button
          variant="icon"
          size="sm"
          aria-label={actions('close')}
          onClick={() => {
            files.forget();
            onClose();
          }}
        >
          <X size={14} strokeWidth={1.75} aria-hidden />
        </Button>
      </div>
      {isAsking && <LinkField files={files} isFocused={isOpen} onAdded={onClose} problem={problem} />}
    </div>
  );
}

function LinkField(props: { files: Files; isFocused: boolean; onAdded: () => void; problem?: string }) {
  const { files, isFocused, onAdded, problem } = props;
  const t = useTranslations('composer.files');
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isFocused) field.current?.focus();
  }, [isFocused]);

  function add() {
    if (text.trim() === '' || !files.add(text)) return field.current?.focus();
    setText('');
    onAdded();
    document.querySelector<HTMLElement>('[data-composer]')?.focus();
  }

  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    // Not the message's own Enter.
    event.preventDefault();
    event.stopPropagation();
    add();
  }

  return (
    <div className="pr-1.5">
      <div className="flex items-center gap-2">
        <Link2 size={15} strokeWidth={1.75} className="shrink-0" aria-hidden />
        <input
          ref={field}
          type="text"
          inputMode="url"
          value={text}
          aria-label={t('url')}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? 'composer-link-problem' : undefined}
          placeholder="https://…"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
          className="h-7 w-0 grow rounded-sm border border-control-line bg-surface px-2 text-sm text-text focus-visible:border-focus focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-focus max-md:h-9 max-md:text-[16px]"
        />
        <Button size="sm" onClick={add}>
          {t('add')}
        </Button>
      </div>
      {problem && (
        <p id="composer-link-problem" role="alert" className="mt-1 font-medium text-danger-text">
          {problem}
        </p>
      )}
    </div>
  );
}

/** Lies over the paper while a file is dragged over the page. */
export function DropZone({ files }: { files: Files }) {
  const t = useTranslations('composer.files');
  if (!files.isOver) return null;
  return (
    <div className="pointer-events-none absolute inset-0 z-10 grid place-items-center rounded-lg border-2 border-dashed border-focus bg-surface/95 p-4 text-center text-sm text-text-2">
      <p>
        <b className="block text-md font-semibold text-text">{t('drop')}</b>
        {t('dropHint')}
      </p>
    </div>
  );
}
