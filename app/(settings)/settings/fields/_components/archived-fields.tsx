'use client';
import { ArchiveRestore, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import type { FieldObject } from '@/lib/fields/schema';
import { FieldFacts } from './field-facts';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** The fields out of use: back into it, or away. */
export function ArchivedFields(props: {
  fields: FieldObject[];
  onRestore: (field: FieldObject) => void;
  onDelete: (field: FieldObject) => void;
}) {
  const t = useTranslations('fields.settings');
  return (
    <section className="mt-8">
      <h2 className="mb-2 text-md">{t('archivedTitle')}</h2>
      <p className="mb-3 max-w-[60ch] text-sm text-text-2">{t('archivedText')}</p>
      <Panel>
        <ul>
          {props.fields.map((field) => (
            <li
              key={field._id}
              className="flex items-center gap-2 border-b border-line py-2.5 pr-3 pl-5 last:border-b-0"
            >
              <FieldFacts field={field} />
              <Button
                variant="icon"
                aria-label={t('restore', { label: field.label })}
                onClick={() => props.onRestore(field)}
              >
                <ArchiveRestore {...icon} />
              </Button>
              <Button
                variant="icon"
                aria-label={t('deleteOf', { label: field.label })}
                onClick={() => props.onDelete(field)}
              >
                <Trash2 {...icon} />
              </Button>
            </li>
          ))}
        </ul>
      </Panel>
    </section>
  );
}
