'use client';
import { StickyNote } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Avatar } from '@/components/ui/avatar';
import { Row, rowsClass, Section } from './properties-section';
import { useTicket } from './use-ticket';

/** Whose the ticket is. */
export function ClientSection() {
  const t = useTranslations('desk.properties');
  const words = useTranslations('tickets');
  const clients = useTranslations('clients');
  const format = useFormatter();
  const { client } = useTicket().data;
  return (
    <Section title={words('fields.client')}>
      <div className="mb-3 flex items-center gap-3">
        <Avatar id={client.userId} name={client.name} size="lg" />
        <div className="min-w-0">
          <Link
            href={`/desk/clients/${client._id}`}
            prefetch={false}
            className="font-semibold text-text [overflow-wrap:anywhere]"
          >
            {client.name}
          </Link>
          <p className="text-sm text-text-3">
            {t('since', { date: format.dateTime(new Date(client.createdAt), { month: 'long', year: 'numeric' }) })}
          </p>
        </div>
      </div>
      <dl className={rowsClass}>
        <Row name={t('email')}>
          <a href={`mailto:${client.email}`} title={client.email} className="truncate leading-7">
            {client.email}
          </a>
        </Row>
      </dl>
      {client.notes > 0 && (
        <Link
          href={`/desk/clients/${client._id}`}
          prefetch={false}
          className="mt-1.5 inline-flex min-h-7 items-center gap-1.5 text-sm max-md:min-h-9"
        >
          <StickyNote size={14} strokeWidth={1.75} aria-hidden />
          {clients('noteCount', { count: client.notes })}
        </Link>
      )}
    </Section>
  );
}
