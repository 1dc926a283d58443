'use client';
import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { FieldValue } from '@/components/fields/field-value';
import type { FieldObject, FieldValue as Value } from '@/lib/fields/schema';
import { CustomFieldForm } from './custom-field-form';
import { Row } from './properties-section';
import { useFieldEdit } from './use-field-edit';

/** The value of one of the desk's own fields: a button that opens its control, and the control until it is saved. */
export function CustomFieldRow({ field, value }: { field: FieldObject; value: Value | undefined }) {
  const t = useTranslations('fields.desk');
  const edit = useFieldEdit(field, value);
  const shown = edit.saving === undefined ? value : (edit.saving ?? undefined);
  const name = (
    <span className="inline-block py-1 leading-5 [overflow-wrap:anywhere]">
      {field.label}
      {!field.forClients && (
        <Lock size={11} strokeWidth={2} role="img" aria-label={t('onlyDesk')} className="ml-1 inline align-[-1px]" />
      )}
    </span>
  );
  return (
    <Row name={name}>
      {edit.isOpen ? (
        <CustomFieldForm field={field} value={value} edit={edit} />
      ) : (
        <button
          ref={edit.opener}
          type="button"
          aria-disabled={edit.saving !== undefined || undefined}
          onClick={edit.open}
          className="-ml-2 min-h-7 max-w-full min-w-0 rounded-md px-2 py-1 text-left text-sm leading-5 text-text hover:bg-hover max-md:min-h-9"
        >
          <span className="sr-only">{t('edit', { label: field.label })}: </span>
          {shown === undefined ? (
            <span className="text-text-3">{t('empty')}</span>
          ) : (
            <FieldValue kind={field.kind} value={shown} />
          )}
        </button>
      )}
    </Row>
  );
}
