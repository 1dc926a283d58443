'use client';
import { getCsrfToken, signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { PasswordInput } from '@/components/ui/password-input';
import { problemOf, type SignInProblem, waitWords } from './sign-in-problem';

/**
 * Address and password. The fields are the browser's own, so what a password manager or a fast typist put in before the
 * script arrived is kept; a wrong answer keeps the address. `method` is for that early press: a GET would put the password in
 * the address bar.
 */
export function SignInForm({ target, error }: { target: string; error?: string }) {
  const t = useTranslations('auth.signIn');
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const banner = useRef<HTMLDivElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(error ? problemOf(error) : null);

  useEffect(() => form.current?.setAttribute('data-ready', ''), []);

  function show(next: SignInProblem) {
    setProblem(next);
    setBusy(false);
    requestAnimationFrame(() => (next.kind === 'wrong' ? form.current?.password.focus() : banner.current?.focus()));
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const entered = new FormData(event.currentTarget);
    const [email, password] = [String(entered.get('email')), String(entered.get('password'))];
    // next-auth leaves the page when it finds no server: asking for the token first tells the two apart.
    if (!(await getCsrfToken().catch(() => undefined))) return show({ kind: 'offline' });
    const result = await signIn('credentials', { email, password, redirect: false }).catch(() => undefined);
    if (!result) return show({ kind: 'offline' });
    if (result.error) return show(problemOf(result.error));
    // A whole new page: nothing that was loaded for a stranger stays.
    location.assign(target);
  }

  return (
    <form ref={form} method="post" onSubmit={submit} noValidate className="grid gap-[18px]">
      {problem && <Problem problem={problem} ref={banner} />}
      <Field id={`${id}-email`} label={t('email')}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
        )}
      </Field>
      <div className="grid gap-1.5">
        <Field id={`${id}-password`} label={t('password')}>
          {(control) => <PasswordInput {...control} name="password" autoComplete="current-password" required />}
        </Field>
        <p className="text-sm text-text-3">{t('forgot')}</p>
      </div>
      <Button type="submit" variant="primary" size="lg" isFull isBusy={isBusy} busyLabel={t('submitting')}>
        {t('submit')}
      </Button>
    </form>
  );
}

function Problem({ problem, ref }: { problem: SignInProblem; ref: React.Ref<HTMLDivElement> }) {
  const t = useTranslations('auth.signIn');
  const text =
    problem.kind !== 'limited'
      ? t(`${problem.kind}Text`)
      : problem.seconds === undefined
        ? t('limitedSoon')
        : t('limitedText', { when: waitWords(problem.seconds, t) });
  return (
    <Banner ref={ref} tone="bad" role="alert" tabIndex={-1} title={t(`${problem.kind}Title`)}>
      <p className="text-text-2">{text}</p>
    </Banner>
  );
}
