// Longer than most: the paper is one form, and its tabs, tools, preview and ways to send share what was typed.
'use client';
import { CircleAlert, Code, ExternalLink, Eye, Link2, List, Paperclip, Pencil } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, lazy, Suspense, useId, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { DropVeil, FilePick } from '@/components/attachments/file-drop';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { Button } from '@/components/ui/button';
import { CaretMenu } from '@/components/ui/caret-menu';
import { cx } from '@/components/ui/cx';
import { applyTool, type Tool } from '@/components/ui/markdown-edits';
import { Skeleton } from '@/components/ui/skeleton';
import { MacroButton } from '../macros/macro-button';
import { useMacroList } from '../macros/macro-list';
import { DraftLine, OtherDraft } from './composer/draft-line';
import { mentionList } from './composer/mention-list';
import { FileList, FileNews } from './composer/paper-files';
import { PaperTabs } from './composer/paper-tabs';
import { SubmitAs } from './composer/submit-as';
import type { Files } from './composer/use-files';
import type { Paper } from './composer/use-paper';
import { useTicket } from './use-ticket';

const loadMarkdown = () => import('@/components/ui/markdown');
const Markdown = lazy(() => loadMarkdown().then((module) => ({ default: module.Markdown })));
const NoteText = lazy(() => import('./composer/note-text').then((module) => ({ default: module.NoteText })));

const tools: [Tool, typeof Code][] = [
  ['code', Code],
  ['list', List],
  ['link', Link2],
];

interface Props {
  paper: Paper;
  files: Files;
  /** The code of what is wrong with the text. */
  problem?: string;
  isBusy: boolean;
  /** Sends it; `pending` waits for the client after. */
  onSend: (then?: 'pending') => void;
  onResolve: () => void;
}

/** The paper itself: white for a reply, yellow, dashed and locked for a note. Switching keeps the text. */
export function ComposerPaper({ paper, files, problem, isBusy, onSend, onResolve }: Props) {
  const t = useTranslations('desk.composer');
  const words = useTranslations('composer');
  const uploading = useTranslations('attachments.upload');
  const markdown = useTranslations('common.markdown');
  const errors = useErrorSentence();
  const { ticket, agents, change } = useTicket();
  const [preview, setPreview] = useState<string>();
  const [isLinking, setLinking] = useState(false);
  const id = useId();
  const { area, isNote, keep } = paper;
  const { isWaiting } = files.uploads;
  const waiting = isWaiting ? uploading('busy') : undefined;
  const isPreviewing = preview !== undefined;
  // A closed ticket takes notes, but no replies.
  const isShut = ticket.status === 'closed' && !isNote;
  const client = ticket.client.name.split(' ')[0] ?? ticket.client.name;
  const colleagues = useMemo(() => agents.filter(({ id: each }) => each !== ticket.me.id), [agents, ticket.me.id]);
  const macros = useMacroList();
  const together = (count: number) => words('mentionsTogether', { count });
  const lists = isNote ? [mentionList(colleagues, { label: words('mentions'), together }), macros] : [macros];

  function pick(next: boolean) {
    // At once, for the field of a closed ticket is only there then; the next key is for the text already, not for the desk.
    flushSync(() => {
      keep({ internal: next });
      setPreview(undefined);
    });
    area.current?.focus();
  }

  function use(tool: Tool) {
    if (area.current) applyTool(area.current, tool, { text: markdown('sampleText'), url: markdown('sampleUrl') });
  }

  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onSend();
  }

  return (
    <form
      method="post"
      noValidate
      // For the tests: from now on the page hears what is typed.
      data-ready={paper.isReady ? '' : undefined}
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
      onDrop={files.onDrop}
      data-foot
      className={cx(
        'relative mx-4 mb-4 shrink-0 rounded-lg border shadow-e1 max-md:m-0 max-md:rounded-none max-md:border-x-0 max-md:border-b-0 max-md:pb-[env(safe-area-inset-bottom)] max-md:shadow-none',
        'has-[textarea:focus-visible]:border-focus has-[textarea:focus-visible]:shadow-[0_0_0_1px_var(--focus),0_0_0_4px_var(--thread-soft)] max-md:has-[textarea:focus-visible]:shadow-[inset_0_1px_0_var(--focus)]',
        isNote ? 'border-dashed border-pending-mark bg-note' : 'border-control-line bg-surface',
      )}
    >
      <PaperTabs panelId={`${id}-panel`} isNote={isNote} onShow={(next) => keep({ internal: next })} onPick={pick} />
      <div id={`${id}-panel`} role="tabpanel" aria-label={t(isNote ? 'note' : 'reply')}>
        <label htmlFor={id} className="sr-only">
          {isNote ? t('noteLabel') : t('replyLabel', { name: client })}
        </label>
        {problem && (
          <p id={`${id}-error`} className="flex items-start gap-1.5 px-3.5 pt-2 text-sm font-medium text-danger-text">
            <CircleAlert size={14} strokeWidth={2.25} className="mt-[3px]" aria-hidden />
            <span>{errors.withTip(problem)}</span>
          </p>
        )}
        <OtherDraft paper={paper} />
        <textarea
          ref={area}
          id={id}
          name="message"
          rows={3}
          data-composer
          readOnly={isBusy}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-error` : undefined}
          aria-required
          placeholder={isNote ? t('notePlaceholder') : t('replyPlaceholder', { name: client })}
          onChange={() => keep()}
          onBlur={paper.save}
          onKeyDown={onKey}
          onPaste={files.onPaste}
          onFocus={() => setPreview(undefined)}
          tabIndex={isPreviewing ? -1 : undefined}
          aria-hidden={isPreviewing || undefined}
          className={
            isShut
              ? 'hidden'
              : isPreviewing
                ? 'sr-only'
                : 'block max-h-[36dvh] min-h-[82px] w-full resize-none bg-transparent px-3.5 py-2 text-md leading-[22px] outline-none [field-sizing:content] max-md:text-[16px]'
          }
        />
        <CaretMenu area={area} lists={lists} />
        {isShut && <p className="px-3.5 pt-3 pb-4 text-md text-text-2">{t('closed')}</p>}
        {isPreviewing && !isShut && (
          <div className="max-h-[36dvh] min-h-[82px] overflow-y-auto px-3.5 py-2 text-md leading-[22px]">
            {preview.trim() ? (
              <Suspense fallback={<Skeleton className="mt-1.5 h-3 w-2/3" />}>
                {isNote ? <NoteText text={preview} /> : <Markdown text={preview} />}
              </Suspense>
            ) : (
              <p className="text-text-3">{markdown('empty')}</p>
            )}
          </div>
        )}
        {!isShut && (
          <>
            <FileList paper={paper} files={files} />
            <FileNews files={files} isOpen={isLinking} onClose={() => setLinking(false)} />
          </>
        )}
      </div>
      {isShut ? (
        <div className="flex justify-end px-2 py-1.5">
          <Button variant="primary" onClick={() => change({ status: 'open' })}>
            {t('reopen')}
          </Button>
        </div>
      ) : (
        <div className="@container/tools flex items-center gap-0.5 px-2 py-1.5">
          {tools.map(([tool, Icon]) => (
            <Button
              key={tool}
              variant="icon"
              size="sm"
              aria-label={markdown(tool)}
              title={markdown(tool)}
              aria-disabled={isPreviewing || undefined}
              className="max-md:hidden"
              onClick={() => isPreviewing || use(tool)}
            >
              <Icon size={16} strokeWidth={1.75} aria-hidden />
            </Button>
          ))}
          <MacroButton isOff={isPreviewing} />
          <FilePick uploads={files.uploads}>
            {(open) => (
              <Button
                variant="icon"
                size="sm"
                aria-label={uploading('attach')}
                title={uploading('attach')}
                onClick={open}
              >
                <Paperclip size={16} strokeWidth={1.75} aria-hidden />
              </Button>
            )}
          </FilePick>
          <Button
            variant="icon"
            size="sm"
            aria-label={uploading('attachLink')}
            title={uploading('attachLink')}
            aria-expanded={isLinking}
            onClick={() => setLinking((before) => !before)}
          >
            <ExternalLink size={16} strokeWidth={1.75} aria-hidden />
          </Button>
          <Button
            variant="icon"
            size="sm"
            aria-label={isPreviewing ? markdown('write') : markdown('preview')}
            title={isPreviewing ? markdown('write') : markdown('preview')}
            onPointerEnter={() => void loadMarkdown()}
            onClick={() => (isPreviewing ? area.current?.focus() : setPreview(area.current?.value ?? ''))}
          >
            {isPreviewing ? (
              <Pencil size={16} strokeWidth={1.75} aria-hidden />
            ) : (
              <Eye size={16} strokeWidth={1.75} aria-hidden />
            )}
          </Button>
          <DraftLine paper={paper} />
          <span className="ml-auto inline-flex shrink-0">
            {isNote ? (
              <Button type="submit" variant="primary" isBusy={isBusy || isWaiting} busyLabel={waiting ?? t('saving')}>
                {t('saveNote')}
              </Button>
            ) : (
              <SubmitAs isBusy={isBusy || isWaiting} busyLabel={waiting} onSend={onSend} onResolve={onResolve} />
            )}
          </span>
        </div>
      )}
      <DropVeil isOver={files.isOver && !isShut} />
    </form>
  );
}
