// Longer than most: the paper is one form, and its tabs, tools, preview and ways to send share what was typed.
'use client';
import { ChevronUp, CircleAlert, Code, Eye, Link2, List, Lock, Pencil } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, lazy, Suspense, useState } from 'react';
import { DraftNote } from '@/components/forms/draft-note';
import { StatusGlyph } from '@/components/tickets/status-glyph';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Keys } from '@/components/ui/kbd';
import { applyTool, type Tool } from '@/components/ui/markdown-edits';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu';
import { Skeleton } from '@/components/ui/skeleton';
import { statusAfterReply } from '@/lib/tickets/rules';
import type { ReplyForm } from './use-reply-form';
import { useTicket } from './use-ticket';

const loadMarkdown = () => import('@/components/ui/markdown');
const Markdown = lazy(() => loadMarkdown().then((module) => ({ default: module.Markdown })));

const tools: [Tool, typeof Code][] = [
  ['code', Code],
  ['list', List],
  ['link', Link2],
];
const modes = ['reply', 'note'] as const;

interface Props {
  form: ReplyForm;
  isBusy: boolean;
  /** Sends it; `pending` waits for the client after. */
  onSend: (then?: 'pending') => void;
  onResolve: () => void;
}

/** The paper itself: white for a reply, yellow, dashed and locked for a note. Switching keeps the text. */
export function ComposerPaper({ form, isBusy, onSend, onResolve }: Props) {
  const t = useTranslations('desk.composer');
  const markdown = useTranslations('common.markdown');
  const { ticket, change } = useTicket();
  const [preview, setPreview] = useState<string>();
  const isNote = form.watch('internal') === true;
  const hasText = form.watch('message') !== '';
  const mode = isNote ? 'note' : 'reply';
  const { id, error } = form.field('message');
  const isPreviewing = preview !== undefined;
  // A closed ticket takes notes, but no replies.
  const isShut = ticket.status === 'closed' && !isNote;
  const client = ticket.client.name.split(' ')[0] ?? ticket.client.name;

  function show(next: (typeof modes)[number]) {
    form.setValue('internal', next === 'note', { shouldDirty: true });
  }

  function pick(next: (typeof modes)[number]) {
    show(next);
    setPreview(undefined);
    form.setFocus('message');
  }

  function onTabKey(event: KeyboardEvent) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const next = isNote ? 'reply' : 'note';
    show(next);
    document.querySelector<HTMLElement>(`[data-key=${next}]`)?.focus();
  }

  function use(tool: Tool) {
    const area = document.getElementById(id);
    if (area instanceof HTMLTextAreaElement)
      applyTool(area, tool, { text: markdown('sampleText'), url: markdown('sampleUrl') });
  }

  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onSend();
  }

  return (
    <form
      {...form.formProps}
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
      className={cx(
        'relative mx-4 mb-4 shrink-0 rounded-lg border shadow-e1 max-md:m-0 max-md:rounded-none max-md:border-x-0 max-md:border-b-0 max-md:pb-[env(safe-area-inset-bottom)] max-md:shadow-none',
        'has-[textarea:focus-visible]:border-focus has-[textarea:focus-visible]:shadow-[0_0_0_1px_var(--focus),0_0_0_4px_var(--thread-soft)] max-md:has-[textarea:focus-visible]:shadow-[inset_0_1px_0_var(--focus)]',
        isNote ? 'border-dashed border-pending-mark bg-note' : 'border-control-line bg-surface',
      )}
    >
      <div role="tablist" aria-label={t('kind')} className="flex gap-0.5 px-1.5 pt-1.5">
        {modes.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            data-key={each}
            aria-selected={each === mode}
            aria-controls={`${id}-panel`}
            tabIndex={each === mode ? 0 : -1}
            onClick={() => pick(each)}
            onKeyDown={onTabKey}
            className={cx(
              'inline-flex h-7 items-center gap-1.5 rounded-[5px] px-2.5 text-sm font-medium text-text-2 max-md:h-9 max-md:px-3',
              each === mode &&
                (isNote ? 'text-note-text shadow-[inset_0_0_0_1px_var(--note-line)]' : 'bg-hover text-text'),
            )}
          >
            {each === 'note' && <Lock size={13} strokeWidth={2} aria-hidden />}
            {t(each)}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-label={t(mode)}>
        <label htmlFor={id} className="sr-only">
          {isNote ? t('noteLabel') : t('replyLabel', { name: client })}
        </label>
        {error && (
          <p id={`${id}-error`} className="flex items-start gap-1.5 px-3.5 pt-2 text-sm font-medium text-danger-text">
            <CircleAlert size={14} strokeWidth={2.25} className="mt-[3px]" aria-hidden />
            <span>{error}</span>
          </p>
        )}
        <textarea
          {...form.register('message')}
          id={id}
          rows={3}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          aria-required
          placeholder={isNote ? t('notePlaceholder') : t('replyPlaceholder', { name: client })}
          onKeyDown={onKey}
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
        {isShut && <p className="px-3.5 pt-3 pb-4 text-md text-text-2">{t('closed')}</p>}
        {isPreviewing && !isShut && (
          <div className="max-h-[36dvh] min-h-[82px] overflow-y-auto px-3.5 py-2 text-md leading-[22px]">
            {preview.trim() ? (
              <Suspense fallback={<Skeleton className="mt-1.5 h-3 w-2/3" />}>
                <Markdown text={preview} />
              </Suspense>
            ) : (
              <p className="text-text-3">{markdown('empty')}</p>
            )}
          </div>
        )}
      </div>
      {isShut ? (
        <div className="flex justify-end px-2 py-1.5">
          <Button variant="primary" onClick={() => change({ status: 'open' })}>
            {t('reopen')}
          </Button>
        </div>
      ) : (
        <div className="flex items-center gap-0.5 px-2 py-1.5">
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
          <Button
            variant="icon"
            size="sm"
            aria-label={isPreviewing ? markdown('write') : markdown('preview')}
            title={isPreviewing ? markdown('write') : markdown('preview')}
            onPointerEnter={() => void loadMarkdown()}
            onClick={() => (isPreviewing ? form.setFocus('message') : setPreview(form.getValues('message')))}
          >
            {isPreviewing ? (
              <Pencil size={16} strokeWidth={1.75} aria-hidden />
            ) : (
              <Eye size={16} strokeWidth={1.75} aria-hidden />
            )}
          </Button>
          {hasText && <DraftNote draft={form.draft} className="ml-2 min-w-0 truncate text-xs text-text-3" />}
          <span className="ml-auto inline-flex shrink-0">
            {isNote ? (
              <Button type="submit" variant="primary" isBusy={isBusy} busyLabel={t('saving')}>
                {t('saveNote')}
              </Button>
            ) : (
              <>
                <Button
                  type="submit"
                  variant="primary"
                  isBusy={isBusy}
                  busyLabel={t('sending')}
                  className="rounded-r-none"
                >
                  {t('send')}
                  <Keys keys={['Ctrl', '↵']} />
                </Button>
                <SubmitAs isBusy={isBusy} onSend={onSend} onResolve={onResolve} />
              </>
            )}
          </span>
        </div>
      )}
    </form>
  );
}

function SubmitAs({ isBusy, onSend, onResolve }: Pick<Props, 'isBusy' | 'onSend' | 'onResolve'>) {
  const t = useTranslations('desk.composer');
  const words = useTranslations('tickets.status');
  const { ticket } = useTicket();
  const stays = statusAfterReply(ticket.status, 'agent', ticket.assignee !== null) ?? ticket.status;
  return (
    <Menu>
      <MenuTrigger
        disabled={isBusy}
        render={
          <Button
            variant="primary"
            className="ml-px w-[30px] rounded-l-none px-0 max-md:w-10"
            aria-label={t('sendAs')}
          />
        }
      >
        <ChevronUp size={15} strokeWidth={1.75} aria-hidden />
      </MenuTrigger>
      <MenuContent side="top" className="min-w-[268px]" aria-label={t('sendAs')}>
        <MenuItem icon={<StatusGlyph status={stays} />} end={<Keys keys={['Ctrl', '↵']} />} onClick={() => onSend()}>
          {t('leave', { status: words(stays).toLocaleLowerCase() })}
        </MenuItem>
        {stays !== 'pending' && (
          <MenuItem icon={<StatusGlyph status="pending" />} onClick={() => onSend('pending')}>
            {t('wait')}
          </MenuItem>
        )}
        {stays !== 'resolved' && (
          <MenuItem icon={<StatusGlyph status="resolved" />} hint={t('resolveHint')} onClick={onResolve}>
            {t('resolve')}
          </MenuItem>
        )}
      </MenuContent>
    </Menu>
  );
}
