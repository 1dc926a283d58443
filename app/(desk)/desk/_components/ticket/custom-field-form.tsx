'use client';
import { Check, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, type KeyboardEvent, useId, useState } from 'react';
import { FieldControl } from '@/components/fields/field-control';
import { Button } from '@/components/ui/button';
import { checkFields } from '@/lib/fields/rules';
import type { FieldObject, FieldValue as Value } from '@/lib/fields/schema';
import type { FieldEdit } from './use-field-edit';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** The control of one of the desk's own fields where its value stood: Enter saves, Escape leaves it as it was. */
export function CustomFieldForm(props: { field: FieldObject; value: Value | undefined; edit: FieldEdit }) {
  const { field, value, edit } = props;
  const t = useTranslations('fields');
  const id = useId();
  const [text, setText] = useState(String(value ?? ''));
  const [isWrong, setWrong] = useState(false);

  function save(event?: FormEvent, chosen = text) {
    event?.preventDefault();
    const { values, faults } = checkFields([field], { [field.key]: chosen }, { isStaff: true });
    setWrong(faults[field.key] !== undefined);
    if (faults[field.key] === undefined) edit.save(values[field.key] ?? null);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    // The drawer that it may stand in stays open.
    event.stopPropagation();
    event.preventDefault();
    edit.close();
  }

  return (
    <form noValidate onSubmit={save} onKeyDown={onKeyDown} className="grid w-full min-w-0 gap-1 py-0.5">
      <FieldControl
        field={field}
        control={{
          id,
          'aria-invalid': isWrong || undefined,
          'aria-describedby': isWrong ? `${id}-error` : undefined,
        }}
        label={field.label}
        size="md"
        held={{
          value: text,
          // Opened by the reader's own press: the control is where their hand is going.
          autoFocus: true,
          onChange: (event) => {
            setText(event.target.value);
            setWrong(false);
          },
        }}
      />
      <div className="flex justify-end gap-0.5">
        <Button type="submit" variant="icon" aria-label={t('desk.save')}>
          <Check {...icon} />
        </Button>
        <Button variant="icon" aria-label={t('desk.cancel')} onClick={edit.close}>
          <X {...icon} />
        </Button>
      </div>
      {isWrong && (
        <p id={`${id}-error`} role="alert" className="text-sm font-medium text-danger-text">
          {t(`wrong.${field.kind}`)}
        </p>
      )}
    </form>
  );
}
