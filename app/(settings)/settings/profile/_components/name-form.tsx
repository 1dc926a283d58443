'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { changeMeSchema, type UserObject } from '@/lib/people/schema';

const schema = changeMeSchema.pick({ name: true });

/** One's own name; the address is shown, and is not one's own to change. */
export function NameForm({ name, email }: { name: string; email: string }) {
  const t = useTranslations('settings');
  const common = useTranslations('common');
  const router = useRouter();
  const form = useApiForm({
    schema,
    url: '/v2/me',
    method: 'PATCH',
    defaultValues: { name },
    onSuccess: (me: UserObject) => {
      form.reset({ name: me.name });
      toast.done(t('profile.saved'));
      router.refresh();
    },
  });
  return (
    <form {...form.formProps} className="grid gap-6">
      <FormErrors form={form} />
      <Field {...form.field('name')} label={t('fields.name')} hint={t('profile.nameHint')}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="name" />}
      </Field>
      <dl>
        <dt className="text-md font-medium">{t('fields.email')}</dt>
        <dd className="mt-1 text-body [overflow-wrap:anywhere]">{email}</dd>
        <dd className="mt-0.5 text-sm text-text-3">{t('profile.emailHint')}</dd>
      </dl>
      <div>
        <Button type="submit" variant="primary" size="lg" isBusy={form.isBusy} busyLabel={common('actions.working')}>
          {t('profile.save')}
        </Button>
      </div>
    </form>
  );
}
