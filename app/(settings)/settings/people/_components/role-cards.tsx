'use client';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import type { ControlProps } from '@/components/ui/field';
import { RadioCards } from '@/components/ui/radio-cards';
import { roles } from '@/lib/people/schema';

/** The three roles with what each may do. */
export function RoleCards({
  control,
  input,
}: {
  control: ControlProps;
  input: ComponentProps<typeof RadioCards>['input'];
}) {
  const t = useTranslations('settings.people.roleMeaning');
  const role = useTranslations('common.account.role');
  const options = roles.map((value) => ({ value, label: role(value), description: t(value) }));
  return <RadioCards control={control} input={input} options={options} columns={3} />;
}
