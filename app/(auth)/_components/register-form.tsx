'use client';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { PasswordInput } from '@/components/ui/password-input';
import { DoorLink } from './door-link';
import { waitWords } from './sign-in-problem';

const loadSchema = () => import('@/lib/people/schema').then((all) => all.registerSchema);

type Refusal = { kind: 'taken' } | { kind: 'limited'; seconds: number };

/** Name, address, password; then straight in. An address that the desk already knows is explained, never opened. */
export function RegisterForm({ target }: { target: string }) {
  const t = useTranslations('auth.register');
  const wait = useTranslations('auth.signIn');
  const [refusal, setRefusal] = useState<Refusal>();
  const form = useApiForm({
    schema: loadSchema,
    url: '/v2/registrations',
    defaultValues: { name: '', email: '', password: '' },
    async onSuccess(_user: unknown, { email, password }) {
      const result = await signIn('credentials', { email, password, redirect: false }).catch(() => undefined);
      // Made but not let in (a limit, the network): the door says the rest.
      location.assign(result?.ok && !result.error ? target : `/sign-in?callbackUrl=${encodeURIComponent(target)}`);
      // The next page is on its way: until it is there, the button stays busy.
      await new Promise(() => undefined);
    },
    onFailure(failure) {
      if (failure.code === 'EMAIL_TAKEN') setRefusal({ kind: 'taken' });
      else if (failure.code === 'RATE_LIMITED') setRefusal({ kind: 'limited', seconds: failure.retryAfter ?? 3600 });
      else return false;
      return true;
    },
  });

  function submit(event: FormEvent) {
    setRefusal(undefined);
    form.formProps.onSubmit(event);
  }

  return (
    <form {...form.formProps} onSubmit={submit} method="post" className="grid gap-[18px]">
      {refusal?.kind === 'taken' && (
        <Banner tone="bad" role="alert" title={t('takenTitle')}>
          <p className="text-text-2">
            {t.rich('takenText', {
              a: (chunks) => (
                <DoorLink to="/sign-in" target={target}>
                  {chunks}
                </DoorLink>
              ),
            })}
          </p>
        </Banner>
      )}
      {refusal?.kind === 'limited' && (
        <Banner tone="bad" role="alert" title={t('limitedTitle')}>
          <p className="text-text-2">{t('limitedText', { when: waitWords(refusal.seconds, wait) })}</p>
        </Banner>
      )}
      <FormErrors form={form} />
      <Field {...form.field('name')} label={t('name')} hint={t('nameHint')}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="name" />}
      </Field>
      <Field {...form.field('email')} label={t('email')}>
        {(control) => (
          <Input
            {...control}
            {...form.register('email')}
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <Field {...form.field('password')} label={t('password')} hint={t('passwordHint')}>
        {(control) => <PasswordInput {...control} {...form.register('password')} autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" size="lg" isFull isBusy={form.isBusy}>
        {t('submit')}
      </Button>
    </form>
  );
}
