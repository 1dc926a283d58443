'use client';
import { useTranslations } from 'next-intl';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { type FieldKind, type FieldObject, fieldKinds } from '@/lib/fields/schema';
import { FormFoot } from '../../_components/form-foot';
import { Audience } from './audience';
import { newFieldSchema } from './field-schema';
import { keyFor } from './key-for';

/** The dialog that makes a field. */
export function CreateField(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDone: (field: FieldObject) => void;
}) {
  const t = useTranslations('fields.settings');
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={t('createTitle')}>
      <CreateFieldForm onDone={props.onDone} />
    </Dialog>
  );
}

function CreateFieldForm({ onDone }: { onDone: (field: FieldObject) => void }) {
  const t = useTranslations('fields');
  const form = useApiForm({
    schema: newFieldSchema,
    url: '/v2/fields',
    defaultValues: { label: '', key: '', kind: 'text' as FieldKind, choices: '', forClients: true, required: false },
    onSuccess: onDone,
    onFailure: (failure) => {
      if (failure.code !== 'KEY_TAKEN') return false;
      form.setError('key', { type: 'server', message: failure.code });
      form.setFocus('key');
      return true;
    },
  });
  const label = form.register('label');
  return (
    <form {...form.formProps} className="grid gap-6">
      <FormErrors form={form} />
      <Field {...form.field('label')} label={t('settings.label')} hint={t('settings.labelHint')}>
        {(control) => (
          <Input
            {...control}
            {...label}
            autoComplete="off"
            onChange={(event) => {
              // The key follows the name, until it is one's own.
              const isOurs = form.getValues('key') === keyFor(form.getValues('label'));
              const { value } = event.target;
              void label.onChange(event);
              if (isOurs) form.setValue('key', keyFor(value));
            }}
          />
        )}
      </Field>
      <Field {...form.field('key')} label={t('settings.key')} hint={t('settings.keyHint')}>
        {(control) => <Input {...control} {...form.register('key')} autoComplete="off" spellCheck={false} />}
      </Field>
      <Field {...form.field('kind')} label={t('settings.kindLabel')}>
        {(control) => (
          <Select {...control} {...form.register('kind')}>
            {fieldKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {form.watch('kind') === 'choice' && (
        <Field {...form.field('choices')} label={t('settings.choices')} hint={t('settings.choicesHint')}>
          {(control) => <Textarea {...control} {...form.register('choices')} rows={4} />}
        </Field>
      )}
      <Audience
        forClients={form.register('forClients')}
        required={form.register('required')}
        isForClients={form.watch('forClients')}
      />
      <FormFoot isBusy={form.isBusy} submit={t('settings.createSubmit')} />
    </form>
  );
}
