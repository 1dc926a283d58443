'use client';
import { Info, Link2, Paperclip, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { UploadList, UploadWait } from '@/components/attachments/upload-list';
import { Button } from '@/components/ui/button';
import type { Files } from './use-files';
import type { Paper } from './use-paper';

/** The files of the message, as they will go out: two beside each other where there is room, and never taller than the text. */
export function FileList({ paper, files }: { paper: Paper; files: Files }) {
  return (
    <div className="grid max-h-[26dvh] gap-1.5 overflow-y-auto px-3.5 empty:hidden">
      <UploadList
        uploads={files.uploads}
        onEmpty={() => paper.area.current?.focus()}
        className="grid-cols-[repeat(auto-fill,minmax(min(100%,230px),1fr))] pb-1.5"
      />
      <UploadWait uploads={files.uploads} className="pb-1" />
    </div>
  );
}

/** Where a link to a file is put while `isOpen`, and the offer to make one of an address that was pasted. */
export function FileNews({ files, isOpen, onClose }: { files: Files; isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('composer.files');
  const actions = useTranslations('common.actions');
  const { offered, problem } = files;
  if (!isOpen && !offered) return null;
  return (
    <div className="mx-3.5 mb-1 grid gap-1.5 rounded-md border border-line-strong bg-canvas py-1.5 pr-1.5 pl-3 text-sm text-text-2">
      <div className="flex items-start gap-2">
        <Info size={15} strokeWidth={1.75} className="mt-[6.5px] shrink-0" aria-hidden />
        <p role="status" className="min-w-0 grow py-1 [overflow-wrap:anywhere]">
          {t(isOpen ? 'hint' : 'offer')}
        </p>
        {!isOpen && (
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
      {isOpen && <LinkField files={files} onAdded={onClose} problem={problem} />}
    </div>
  );
}

function LinkField({ files, onAdded, problem }: { files: Files; onAdded: () => void; problem?: string }) {
  const t = useTranslations('composer.files');
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

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
