'use client';
import { useTranslations } from 'next-intl';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import type { FieldObject } from '@/lib/fields/schema';
import { FormFoot } from '../../_components/form-foot';
import { useLast } from '../../_components/use-last';
import { Audience } from './audience';
import { fieldChangeSchema } from './field-schema';

interface EditFieldProps {
  field?: FieldObject;
  onClose: () => void;
  onDone: (field: FieldObject) => void;
}

/** A field's name, choices and audience; open while there is a `field`. */
export function EditField({ field, onClose, onDone }: EditFieldProps) {
  const t = useTranslations('fields.settings');
  const shown = useLast(field);
  return (
    <Dialog
      open={field !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={<span className="[overflow-wrap:anywhere]">{t('editTitle', { label: shown?.label ?? '' })}</span>}
      description={t('editText')}
    >
      {shown && <EditFieldForm field={shown} onDone={onDone} />}
    </Dialog>
  );
}

function EditFieldForm({ field, onDone }: { field: FieldObject; onDone: (field: FieldObject) => void }) {
  const t = useTranslations('fields.settings');
  const { label, forClients, required } = field;
  const form = useApiForm({
    schema: fieldChangeSchema,
    url: `/v2/fields/${field._id}`,
    method: 'PATCH',
    defaultValues: { label, choices: field.choices.join('\n'), forClients, required },
    onSuccess: onDone,
  });
  return (
    <form {...form.formProps} className="grid gap-6">
      <FormErrors form={form} />
      <Field {...form.field('label')} label={t('label')}>
        {(control) => <Input {...control} {...form.register('label')} autoComplete="off" />}
      </Field>
      {field.kind === 'choice' && (
        <Field {...form.field('choices')} label={t('choices')} hint={t('choicesKept')}>
          {(control) => <Textarea {...control} {...form.register('choices')} rows={5} />}
        </Field>
      )}
      <Audience
        forClients={form.register('forClients')}
        required={form.register('required')}
        isForClients={form.watch('forClients')}
      />
      <FormFoot isBusy={form.isBusy} submit={t('editSubmit')} />
    </form>
  );
}
