'use client';
import { useTranslations } from 'next-intl';
import type { ComponentProps, ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { PasswordInput } from '@/components/ui/password-input';

/** Somebody else's new password, written or generated. */
export function PasswordField(props: {
  field: { id: string; error?: string };
  label: ReactNode;
  hint: ReactNode;
  optional?: boolean;
  input: ComponentProps<typeof PasswordInput>;
  onGenerate: () => void;
}) {
  const t = useTranslations('settings.people');
  const { field, label, hint, optional, input, onGenerate } = props;
  const generate = (
    <Button variant="ghost" size="sm" className="-my-1 text-thread-text" onClick={onGenerate}>
      {t('generate')}
    </Button>
  );
  return (
    <Field {...field} label={label} hint={hint} optional={optional} end={generate}>
      {(control) => <PasswordInput {...control} {...input} autoComplete="new-password" />}
    </Field>
  );
}
