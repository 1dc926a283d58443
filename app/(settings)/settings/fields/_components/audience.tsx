'use client';
import { useTranslations } from 'next-intl';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { Checkbox } from '@/components/ui/checkbox';

/** For whom a field is, and whether the form insists on it: only of what clients see can it. */
export function Audience(props: {
  forClients: UseFormRegisterReturn;
  required: UseFormRegisterReturn;
  isForClients: boolean;
}) {
  const t = useTranslations('fields.settings');
  return (
    <div className="grid gap-1.5">
      <Checkbox {...props.forClients} label={t('forClientsLabel')} />
      <p className="-mt-1 pl-[26px] text-sm text-text-3">{t('forClientsHint')}</p>
      {props.isForClients && <Checkbox {...props.required} label={t('requiredLabel')} />}
    </div>
  );
}
