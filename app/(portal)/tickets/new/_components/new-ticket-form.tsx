'use client';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { Controller, useWatch } from 'react-hook-form';
import { DropVeil } from '@/components/attachments/file-drop';
import { formatLimit } from '@/components/attachments/upload-rules';
import { useFileDrop } from '@/components/attachments/use-file-drop';
import { useUploads } from '@/components/attachments/use-uploads';
import { useWholeForm } from '@/components/attachments/use-whole-form';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { PriorityGlyph } from '@/components/tickets/priority-mark';
import { Counter } from '@/components/ui/counter';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { MarkdownEditor } from '@/components/ui/markdown-editor';
import { RadioCards } from '@/components/ui/radio-cards';
import { Select } from '@/components/ui/select';
import { TagInput } from '@/components/ui/tag-input';
import { toast } from '@/components/ui/toast';
import type { FieldObject, SentFields } from '@/lib/fields/schema';
import type {
  AttachmentLink,
  CreateTicketInput,
  limits,
  TicketCategory,
  TicketObject,
  TicketPriority,
} from '@/lib/tickets/schema';
import { AttachmentField } from '../../_components/attachment-field';
import { CustomFields } from './custom-fields';
import { FormActions } from './form-actions';
import { loadSchema, shownOf } from './form-schema';

// Nothing is chosen for anybody: a priority or category that nobody picked says nothing. '' is no value of the API's, and so
// is refused as missing.
const empty = {
  title: '',
  description: '',
  priority: '',
  category: '',
  tags: [],
  attachments: [],
} as unknown as CreateTicketInput;

/** What is filled in; nothing where nothing is, so that such a ticket is filed as on a desk without fields. */
function sentOf(values: SentFields): SentFields | undefined {
  const filled = Object.entries(values).filter(([, value]) => String(value).trim() !== '');
  return filled.length > 0 ? Object.fromEntries(filled) : undefined;
}

interface Props {
  readerId: string;
  priorities: readonly TicketPriority[];
  categories: readonly TicketCategory[];
  limits: typeof limits;
  /** The desk's own fields that clients fill in. */
  fields: FieldObject[];
}

/** The form of a new ticket: the API's own schema, a draft that survives reloads and signing in, one ticket however often it is sent. */
export function NewTicketForm({ readerId, priorities, categories, limits: most, fields }: Props) {
  const t = useTranslations('portal.new');
  const words = useTranslations('tickets');
  const files = useTranslations('attachments.upload');
  const router = useRouter();
  const fieldT = useTranslations('fields');
  const byName = new Map(fields.map((field) => [`fields.${field.key}`, field]));
  const fieldSentence = (name: string, code: string) => {
    const field = byName.get(name);
    return field && `${field.label}: ${code === 'FIELD_REQUIRED' ? fieldT('missing') : fieldT(`wrong.${field.kind}`)}`;
  };
  const form = useApiForm({
    schema: () => loadSchema(fields),
    url: '/v2/support-tickets',
    defaultValues: fields.length > 0 ? { ...empty, fields: shownOf(fields, {}) } : empty,
    nested: ['fields'],
    toBody: (values) => ({ ...values, fields: sentOf(shownOf(fields, values.fields)) }),
    sentence: fieldSentence,
    idempotent: true,
    draftKey: `new-ticket:${readerId}`,
    onFailure(failure) {
      uploads.refused(failure.details);
      return false;
    },
    onSuccess(ticket: TicketObject) {
      uploads.clear();
      toast.done(t('sent', { number: ticket.number }));
      router.push(`/tickets/${ticket.number}`);
    },
  });
  const { fields: inFields, ...inOthers } = form.formState.errors;
  const isOnlyMissing = Object.values({ ...inOthers, ...inFields }).every((error) =>
    String(error?.message).endsWith('_REQUIRED'),
  );
  const title = useWatch({ control: form.control, name: 'title' });
  const attachments: AttachmentLink[] = useWatch({ control: form.control, name: 'attachments' }) ?? [];
  const uploads = useUploads({
    place: `new-ticket:${readerId}`,
    files: attachments,
    read: () => form.getValues('attachments') ?? [],
    write: (next) =>
      form.setValue('attachments', next, { shouldDirty: true, shouldValidate: form.formState.isSubmitted }),
  });
  const drop = useFileDrop(uploads);
  const { whole, onSubmit } = useWholeForm(form, uploads);
  const locale = useLocale();

  return (
    <form
      {...form.formProps}
      onSubmit={onSubmit}
      onPaste={drop.paste}
      method="post"
      className="relative grid grid-cols-1 gap-7"
    >
      <FormErrors form={whole} title={(count) => (isOnlyMissing ? t('missing', { count }) : form.summary.title)} />
      <Field
        {...form.field('title')}
        label={words('fields.title')}
        hint={t('titleHint')}
        end={<Counter count={[...(title ?? '').trim()].length} max={most.title} />}
      >
        {(control) => <Input {...control} {...form.register('title')} autoComplete="off" />}
      </Field>
      <Field {...form.field('description')} label={words('fields.description')} hint={t('descriptionHint')}>
        {(control) => <MarkdownEditor {...control} {...form.register('description')} />}
      </Field>
      <Field {...form.field('priority')} label={words('fields.priority')} isGroup>
        {(control) => (
          <RadioCards
            control={control}
            input={form.register('priority')}
            options={priorities.map((priority) => ({
              value: priority,
              label: words(`priority.${priority}`),
              description: words(`priorityMeaning.${priority}`),
              icon: <PriorityGlyph priority={priority} />,
            }))}
          />
        )}
      </Field>
      <Field {...form.field('category')} label={words('fields.category')}>
        {(control) => (
          <Select {...control} {...form.register('category')}>
            <option value="">{t('chooseCategory')}</option>
            {categories.map((category) => (
              <option key={category} value={category}>
                {words(`category.${category}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <CustomFields fields={fields} wiring={form.field} register={form.register} />
      <Controller
        control={form.control}
        name="tags"
        render={({ field }) => (
          <Field {...form.field('tags')} label={words('fields.tags')} optional>
            {(control) => (
              <TagInput
                control={control}
                value={field.value ?? []}
                onChange={field.onChange}
                onBlur={field.onBlur}
                max={most.tags}
              />
            )}
          </Field>
        )}
      />
      <Controller
        control={form.control}
        name="attachments"
        render={({ field }) => (
          <Field
            {...form.field('attachments')}
            label={files('label')}
            optional={files('optional', {
              max: uploads.limits.count,
              size: formatLimit(uploads.limits.file, locale),
            })}
            isGroup
          >
            {(control) => (
              <AttachmentField
                control={control}
                uploads={uploads}
                value={field.value ?? []}
                onChange={field.onChange}
                onBlur={field.onBlur}
              />
            )}
          </Field>
        )}
      />
      <FormActions
        draft={form.draft}
        isBusy={form.isBusy}
        uploads={uploads}
        onDiscard={() => {
          uploads.discard();
          form.reset();
        }}
      />
      <DropVeil isOver={drop.isOver} />
    </form>
  );
}
