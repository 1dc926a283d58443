'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { Controller, useWatch } from 'react-hook-form';
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
import type { CreateTicketInput, limits, TicketCategory, TicketObject, TicketPriority } from '@/lib/tickets/schema';
import { AttachmentLinks } from '../../_components/attachment-links';
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
  const links = useTranslations('portal.links');
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
    onSuccess(ticket: TicketObject) {
      toast.done(t('sent', { number: ticket.number }));
      router.push(`/tickets/${ticket.number}`);
    },
  });
  const { fields: inFields, ...inOthers } = form.formState.errors;
  const isOnlyMissing = Object.values({ ...inOthers, ...inFields }).every((error) =>
    String(error?.message).endsWith('_REQUIRED'),
  );
  const title = useWatch({ control: form.control, name: 'title' });

  function submit(event: FormEvent) {
    // A tag or link that is typed but not yet added counts: leaving its field adds it, and a press on the button does not leave.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    form.formProps.onSubmit(event);
  }

  return (
    <form {...form.formProps} onSubmit={submit} method="post" className="grid grid-cols-1 gap-7">
      <FormErrors form={form} title={(count) => (isOnlyMissing ? t('missing', { count }) : form.summary.title)} />
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
            label={words('fields.attachments')}
            hint={links('hint')}
            optional={t('attachmentsOptional', { max: most.attachments })}
            isGroup
          >
            {(control) => (
              <AttachmentLinks
                control={control}
                value={field.value ?? []}
                limits={most}
                onChange={field.onChange}
                onBlur={field.onBlur}
              />
            )}
          </Field>
        )}
      />
      <FormActions draft={form.draft} isBusy={form.isBusy} onDiscard={() => form.reset()} />
    </form>
  );
}
