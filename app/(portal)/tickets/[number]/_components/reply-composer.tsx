'use client';
import { CircleAlert, ExternalLink, Eye, Paperclip, Pencil } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, type KeyboardEvent, lazy, Suspense, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { z } from 'zod';
import { DropVeil, FilePick } from '@/components/attachments/file-drop';
import { UploadWait } from '@/components/attachments/upload-list';
import type { useFileDrop } from '@/components/attachments/use-file-drop';
import type { Uploads } from '@/components/attachments/use-uploads';
import { DraftNote } from '@/components/forms/draft-note';
import { FormErrors } from '@/components/forms/form-errors';
import type { useApiForm } from '@/components/forms/use-api-form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import type { replySchema, TicketObject, TicketStatus } from '@/lib/tickets/schema';
import { AttachmentField } from '../../_components/attachment-field';

const load = () => import('@/components/ui/markdown');
const Markdown = lazy(() => load().then((module) => ({ default: module.Markdown })));

type ReplyForm = ReturnType<typeof useApiForm<z.input<typeof replySchema>, z.output<typeof replySchema>, TicketObject>>;

/** Paper to answer on: text, files, a look at how it will read, and one button that says what sending does. */
export function ReplyComposer(props: {
  form: ReplyForm;
  onSubmit: (event: FormEvent) => void;
  status: TicketStatus;
  uploads: Uploads;
  drop: ReturnType<typeof useFileDrop>;
}) {
  const { form, onSubmit, status, uploads, drop } = props;
  const t = useTranslations('portal.reply');
  const files = useTranslations('attachments.upload');
  const [preview, setPreview] = useState<string>();
  const [isLinking, setLinking] = useState(false);
  const hasFiles = isLinking || uploads.rows.length > 0 || uploads.left.length > 0;
  const { id, error } = form.field('message');
  const isPreviewing = preview !== undefined;
  const placeholders = { pending: t('placeholderPending'), resolved: t('placeholderResolved') } as Partial<
    Record<TicketStatus, string>
  >;

  function onKey(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.closest('form')?.requestSubmit();
  }

  return (
    <form {...form.formProps} onSubmit={onSubmit} onPaste={drop.paste} method="post" className="grid gap-2">
      {form.problem && <FormErrors form={form} />}
      <div className="relative rounded-lg border border-control-line bg-surface shadow-e1 has-[textarea:focus-visible]:border-focus has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:-outline-offset-1 has-[textarea:focus-visible]:outline-focus has-[textarea[aria-invalid]]:border-danger">
        <label htmlFor={id} className="sr-only">
          {t('label')}
        </label>
        {error && (
          <p id={`${id}-error`} className="flex items-start gap-1.5 px-3.5 pt-3 text-sm font-medium text-danger-text">
            <CircleAlert size={14} strokeWidth={2.25} className="mt-[3px]" aria-hidden />
            <span>{error}</span>
          </p>
        )}
        <textarea
          {...form.register('message')}
          id={id}
          rows={2}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          aria-required
          // What is typed while it is on its way would go with what was sent.
          readOnly={form.formState.isSubmitting}
          placeholder={placeholders[status] ?? t('placeholder')}
          onKeyDown={onKey}
          onFocus={() => setPreview(undefined)}
          tabIndex={isPreviewing ? -1 : undefined}
          aria-hidden={isPreviewing || undefined}
          className={
            isPreviewing
              ? 'sr-only'
              : 'block max-h-[50vh] min-h-[72px] w-full resize-none bg-transparent px-3.5 pt-3 pb-1 text-body outline-none [field-sizing:content] max-md:text-[16px]'
          }
        />
        {isPreviewing && (
          <div className="min-h-[72px] px-3.5 pt-3 pb-1 text-body">
            <Suspense fallback={<Skeleton className="mt-1.5 h-3 w-2/3" />}>
              <Markdown text={preview} />
            </Suspense>
          </div>
        )}
        {hasFiles && (
          <Controller
            control={form.control}
            name="attachments"
            render={({ field }) => (
              <div className="px-3.5 pt-2 pb-1">
                <Field {...form.field('attachments')} label={files('label')} optional isGroup>
                  {(control) => (
                    <AttachmentField
                      control={control}
                      uploads={uploads}
                      value={field.value ?? []}
                      onChange={field.onChange}
                      onBlur={field.onBlur}
                      compact={{ isLinking, onEmpty: () => form.setFocus('message') }}
                    />
                  )}
                </Field>
              </div>
            )}
          />
        )}
        <div className="flex items-center gap-1 p-1.5 pl-2">
          <FilePick uploads={uploads}>
            {(open) => (
              <Button variant="icon" aria-label={files('attach')} title={files('attach')} onClick={open}>
                <Paperclip size={16} strokeWidth={1.75} aria-hidden />
              </Button>
            )}
          </FilePick>
          <Button
            variant="icon"
            aria-label={files('attachLink')}
            title={files('attachLink')}
            aria-expanded={isLinking}
            onClick={() => setLinking(!isLinking)}
          >
            <ExternalLink size={16} strokeWidth={1.75} aria-hidden />
          </Button>
          <Button
            variant="icon"
            aria-label={isPreviewing ? t('write') : t('preview')}
            title={isPreviewing ? t('write') : t('preview')}
            onPointerEnter={() => void load()}
            onClick={() => (isPreviewing ? form.setFocus('message') : setPreview(form.getValues('message')))}
          >
            {isPreviewing ? (
              <Pencil size={16} strokeWidth={1.75} aria-hidden />
            ) : (
              <Eye size={16} strokeWidth={1.75} aria-hidden />
            )}
          </Button>
          <Button
            type="submit"
            variant="primary"
            className="ml-auto"
            isBusy={form.isBusy || uploads.isWaiting}
            busyLabel={uploads.isWaiting ? files('busy') : t('sending')}
          >
            {status === 'resolved' ? t('submitReopen') : t('submit')}
          </Button>
        </div>
        <DropVeil isOver={drop.isOver} />
      </div>
      <UploadWait uploads={uploads} className="justify-end" />
      <DraftNote draft={form.draft} className="min-h-4 text-right text-xs text-text-3" />
    </form>
  );
}
