'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { FieldObject } from '@/lib/fields/schema';
import { fetchDesk } from '../data/fetch-desk';
import { deskKeys } from '../data/keys';
import { CustomFieldRow } from './custom-field-row';
import { rowsClass, Section } from './properties-section';
import { useTicket } from './use-ticket';

/** What this desk asks of tickets beyond what every desk does, each edited where it stands. Nothing where it asks nothing. */
export function CustomFields() {
  const t = useTranslations('fields.desk');
  const { ticket, data } = useTicket();
  const { data: fields = [] } = useQuery({
    queryKey: deskKeys.fields,
    queryFn: async ({ signal }) => (await fetchDesk<FieldObject[]>('/v2/fields', signal)).data,
    staleTime: 5 * 60_000,
  });
  // One that is out of use stands there while the ticket has a value of it.
  const shown = fields.filter(({ key, archived }) => !archived || data.fields[key] !== undefined);
  if (shown.length === 0) return null;
  return (
    <Section title={t('title')}>
      <dl className={rowsClass}>
        {shown.map((field) => (
          <CustomFieldRow key={`${ticket.id} ${field.key}`} field={field} value={data.fields[field.key]} />
        ))}
      </dl>
    </Section>
  );
}
