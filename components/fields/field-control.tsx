'use client';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import type { ControlProps } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { FieldObject } from '@/lib/fields/schema';

/** What a field's control is given beside its wiring: a form's registration, or a value and what hears of it. */
type Held = Pick<
  ComponentProps<'input'> & ComponentProps<'select'>,
  'name' | 'value' | 'defaultValue' | 'onChange' | 'onBlur' | 'onKeyDown' | 'ref' | 'autoFocus'
>;

/** The control for a value of one of the desk's own fields. `control` wires it to its label. */
export function FieldControl(props: {
  field: Pick<FieldObject, 'kind' | 'choices'>;
  control: Partial<ControlProps>;
  held: Held;
  /** Its name, where no label stands beside it. */
  label?: string;
  size?: 'lg' | 'md';
}) {
  const { field, control, held, label, size } = props;
  const t = useTranslations('fields');
  if (field.kind === 'choice') {
    return (
      <Select {...control} {...held} aria-label={label} size={size}>
        <option value="">{t('none')}</option>
        {field.choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </Select>
    );
  }
  const shape =
    field.kind === 'date' ? { type: 'date' } : field.kind === 'number' ? { inputMode: 'decimal' as const } : {};
  return <Input {...control} {...held} {...shape} aria-label={label} size={size} autoComplete="off" />;
}
