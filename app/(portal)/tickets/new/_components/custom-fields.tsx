'use client';
import { useTranslations } from 'next-intl';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { FieldControl } from '@/components/fields/field-control';
import { Field } from '@/components/ui/field';
import type { FieldObject } from '@/lib/fields/schema';

type Name = `fields.${string}`;

/** What this desk asks of its clients beyond what every desk does. */
export function CustomFields(props: {
  fields: FieldObject[];
  wiring: (name: Name) => { id: string; error?: string };
  register: (name: Name) => UseFormRegisterReturn;
}) {
  const t = useTranslations('fields');
  return props.fields.map((field) => (
    <Field
      key={field.key}
      {...props.wiring(`fields.${field.key}`)}
      label={<span className="[overflow-wrap:anywhere]">{field.label}</span>}
      hint={field.kind === 'number' ? t('numberHint') : undefined}
      optional={!field.required}
    >
      {(control) => <FieldControl field={field} control={control} held={props.register(`fields.${field.key}`)} />}
    </Field>
  ));
}
