'use client';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { createUserSchema, password, type UserObject } from '@/lib/people/schema';
import { FormFoot } from '../../_components/form-foot';
import { PasswordField } from './password-field';
import { RoleCards } from './role-cards';
import { useGenerated } from './use-generated';

/** The API's schema, but that an input left empty is an absent password. */
const schema = createUserSchema.extend({
  password: z
    .string()
    .superRefine((value, context) => {
      const problem = value === '' ? undefined : password.safeParse(value).error?.issues[0];
      if (problem) context.addIssue({ code: 'custom', message: problem.message });
    })
    .transform((value) => value || undefined),
});

type OnDone = (person: UserObject, password?: string) => void;

/** The dialog that makes a person. `onDone` is given the password only when it was generated here. */
export function CreatePerson(props: { open: boolean; onOpenChange: (open: boolean) => void; onDone: OnDone }) {
  const t = useTranslations('settings.people');
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={t('createTitle')}>
      <CreatePersonForm onDone={props.onDone} />
    </Dialog>
  );
}

function CreatePersonForm({ onDone }: { onDone: OnDone }) {
  const t = useTranslations('settings');
  const generated = useGenerated();
  const form = useApiForm({
    schema,
    url: '/v2/users',
    defaultValues: { name: '', email: '', role: 'agent', password: '' },
    onSuccess: (person: UserObject, sent) => onDone(person, generated.only(sent.password)),
    onFailure: (failure) => {
      if (failure.code !== 'EMAIL_TAKEN') return false;
      form.setError('email', { type: 'server', message: failure.code });
      form.setFocus('email');
      return true;
    },
  });
  return (
    <form {...form.formProps} className="grid gap-6">
      <FormErrors form={form} />
      <Field {...form.field('name')} label={t('fields.name')}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="off" />}
      </Field>
      <Field {...form.field('email')} label={t('fields.email')}>
        {(control) => <Input {...control} {...form.register('email')} type="email" autoComplete="off" />}
      </Field>
      <Field {...form.field('role')} label={t('fields.role')} isGroup>
        {(control) => <RoleCards control={control} input={form.register('role')} />}
      </Field>
      <PasswordField
        field={form.field('password')}
        label={t('fields.password')}
        optional
        hint={generated.is(form.watch('password')) ? t('people.generated') : t('people.createPasswordHint')}
        input={form.register('password')}
        onGenerate={() => form.setValue('password', generated.next(), { shouldDirty: true, shouldValidate: true })}
      />
      <FormFoot isBusy={form.isBusy} submit={t('people.create')} />
    </form>
  );
}
