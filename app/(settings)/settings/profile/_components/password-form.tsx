'use client';
import { useTranslations } from 'next-intl';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { PasswordInput } from '@/components/ui/password-input';
import { toast } from '@/components/ui/toast';
import { changeMeSchema } from '@/lib/people/schema';

const schema = changeMeSchema.pick({ currentPassword: true, password: true });
const empty = { currentPassword: '', password: '' };

/** A new password, for whoever knows the present one. `email` is for the browser's password manager. */
export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations('settings');
  const common = useTranslations('common');
  const form = useApiForm({
    schema,
    url: '/v2/me',
    method: 'PATCH',
    defaultValues: empty,
    onSuccess: () => {
      form.reset(empty);
      toast.done(t('profile.passwordChanged'));
    },
  });
  return (
    <form {...form.formProps} className="grid gap-6">
      <FormErrors form={form} />
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field {...form.field('currentPassword')} label={t('profile.current')}>
        {(control) => (
          <PasswordInput {...control} {...form.register('currentPassword')} autoComplete="current-password" />
        )}
      </Field>
      <Field {...form.field('password')} label={t('fields.newPassword')} hint={t('profile.passwordHint')}>
        {(control) => <PasswordInput {...control} {...form.register('password')} autoComplete="new-password" />}
      </Field>
      <div>
        <Button type="submit" size="lg" isBusy={form.isBusy} busyLabel={common('actions.working')}>
          {t('profile.changePassword')}
        </Button>
      </div>
    </form>
  );
}
