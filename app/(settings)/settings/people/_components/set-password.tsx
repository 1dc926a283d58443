'use client';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { password, type UserObject } from '@/lib/people/schema';
import { DialogAbout } from '../../_components/dialog-about';
import { FormFoot } from '../../_components/form-foot';
import { PasswordField } from './password-field';
import { useGenerated } from './use-generated';

const schema = z.object({ password });

/** `password` only when it was generated here and nobody has seen it whole. */
type OnDone = (person: UserObject, password?: string) => void;

/** A new password for somebody; open while there is a `person`. */
export function SetPassword({ person, onClose, onDone }: { person?: UserObject; onClose: () => void; onDone: OnDone }) {
  const t = useTranslations('settings.people');
  return (
    <DialogAbout
      thing={person}
      onClose={onClose}
      title={({ name }) => t('setPasswordTitle', { name })}
      description={t('setPasswordText')}
    >
      {(shown) => <SetPasswordForm person={shown} onDone={onDone} />}
    </DialogAbout>
  );
}

function SetPasswordForm({ person, onDone }: { person: UserObject; onDone: OnDone }) {
  const t = useTranslations('settings');
  const generated = useGenerated();
  const form = useApiForm({
    schema,
    url: `/v2/users/${person._id}`,
    method: 'PATCH',
    defaultValues: { password: '' },
    onSuccess: (changed: UserObject, sent) => onDone(changed, generated.only(sent.password)),
  });
  return (
    <form {...form.formProps} className="grid gap-6">
      <FormErrors form={form} />
      <PasswordField
        field={form.field('password')}
        label={t('fields.newPassword')}
        hint={generated.is(form.watch('password')) ? t('people.generated') : t('people.passwordHint')}
        input={form.register('password')}
        onGenerate={() => form.setValue('password', generated.next(), { shouldDirty: true, shouldValidate: true })}
      />
      <FormFoot isBusy={form.isBusy} submit={t('people.setPasswordSave')} />
    </form>
  );
}
