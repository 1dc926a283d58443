'use client';
import { useTranslations } from 'next-intl';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import { clientNoteSchema } from '@/lib/clients/schema';

/** Paper for a note: a new one, or one that is changed. */
export function NoteForm(props: {
  url: string;
  method?: 'POST' | 'PATCH';
  label: string;
  submit: string;
  text?: string;
  draftKey?: string;
  onDone: () => void;
  onCancel?: () => void;
}) {
  const { url, method = 'POST', label, submit, text = '', draftKey, onDone, onCancel } = props;
  const common = useTranslations('common.actions');
  const form: ReturnType<typeof useApiForm<{ text: string }, { text: string }>> = useApiForm({
    schema: clientNoteSchema,
    url,
    method,
    defaultValues: { text },
    draftKey,
    onSuccess() {
      form.reset({ text: '' });
      onDone();
    },
  });
  return (
    <form {...form.formProps} className="grid gap-2.5">
      {form.problem && <FormErrors form={form} />}
      <Field {...form.field('text')} label={label}>
        {(control) => (
          <Textarea
            {...control}
            {...form.register('text')}
            rows={3}
            readOnly={form.formState.isSubmitting}
            autoFocus={onCancel !== undefined}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
              if (event.key === 'Escape' && onCancel) onCancel();
            }}
            className="border-note-line bg-note text-md"
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        {onCancel && (
          <Button variant="ghost" onClick={onCancel}>
            {common('cancel')}
          </Button>
        )}
        <Button type="submit" isBusy={form.isBusy} busyLabel={common('working')}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
