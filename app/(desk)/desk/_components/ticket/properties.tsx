'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import { StatusGlyph } from '@/components/tickets/status-glyph';
import { Avatar } from '@/components/ui/avatar';
import { RelativeTime } from '@/components/ui/relative-time';
import type { TicketStatus } from '@/lib/tickets/schema';
import { AssigneePicker, CategoryPicker, PriorityPicker, StatusPicker } from './pickers';
import { TagEditor } from './tag-editor';
import { useTicket } from './use-ticket';

/** Whom the ticket belongs to, as their card shows it. Times are RFC 3339. */
export interface ClientCard {
  userId: string;
  name: string;
  email: string;
  since: string;
  others: { number: number; title: string; status: TicketStatus; href: string }[];
  /** How many more there are, as shown, and where; null when all of them stand in `others`. */
  all: { count: string; href: string } | null;
}

export interface TicketDates {
  createdAt: string;
  resolvedAt: string | null;
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-b border-line px-[18px] pt-4 pb-[18px] last:border-b-0">
      <h2 id={id} className="mb-2 text-sm">
        {title}
      </h2>
      {children}
    </section>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="leading-7 text-text-3 max-md:leading-9">{name}</dt>
      <dd className="flex min-w-0 items-center">{children}</dd>
    </>
  );
}

const rows = 'grid grid-cols-[84px_minmax(0,1fr)] gap-x-1 gap-y-0.5 text-sm';

/** The client's card, the ticket's properties edited in place, and the client's other tickets. */
export function Properties({ client, dates }: { client: ClientCard; dates: TicketDates }) {
  const t = useTranslations('desk.properties');
  const words = useTranslations('tickets');
  const format = useFormatter();
  const { ticket } = useTicket();
  const firstName = client.name.split(' ')[0] ?? client.name;
  return (
    <>
      <Section title={words('fields.client')}>
        <div className="mb-3 flex items-center gap-3">
          <Avatar id={client.userId} name={client.name} size="lg" />
          <div className="min-w-0">
            <p className="font-semibold [overflow-wrap:anywhere]">{client.name}</p>
            <p className="text-sm text-text-3">
              {t('since', { date: format.dateTime(new Date(client.since), { month: 'long', year: 'numeric' }) })}
            </p>
          </div>
        </div>
        <dl className={rows}>
          <Row name={t('email')}>
            <a href={`mailto:${client.email}`} title={client.email} className="truncate leading-7">
              {client.email}
            </a>
          </Row>
        </dl>
      </Section>
      <Section title={t('title')}>
        <dl className={rows}>
          <Row name={words('fields.status')}>
            <StatusPicker look="value" />
          </Row>
          <Row name={words('fields.priority')}>
            <PriorityPicker look="value" />
          </Row>
          <Row name={t('assignee')}>
            <AssigneePicker look="value" />
          </Row>
          <Row name={words('fields.category')}>
            <CategoryPicker look="value" />
          </Row>
          <Row name={words('fields.tags')}>
            <TagEditor />
          </Row>
          <Row name={t('created')}>
            <RelativeTime at={dates.createdAt} style="moment" className="leading-7" />
          </Row>
          {dates.resolvedAt && ticket.status !== 'closed' && (
            <Row name={t('resolved')}>
              <RelativeTime at={dates.resolvedAt} style="moment" className="leading-7" />
            </Row>
          )}
        </dl>
      </Section>
      <Section title={t('others', { name: firstName })}>
        {client.others.length === 0 ? (
          <p className="text-sm text-text-3">{t('noOthers')}</p>
        ) : (
          <ul className="-mx-2 grid gap-0.5">
            {client.others.map((other) => (
              <li key={other.number}>
                <Link
                  href={other.href}
                  prefetch={false}
                  className="grid min-h-7 grid-cols-[14px_minmax(0,1fr)_auto] items-center gap-2 rounded-md px-2 text-sm text-text-2 no-underline hover:bg-hover max-md:min-h-9"
                >
                  <StatusGlyph status={other.status} />
                  <span className="truncate">
                    <span className="sr-only">{words(`status.${other.status}`)}: </span>
                    {other.title}
                  </span>
                  <span className="num text-text-3">#{other.number}</span>
                </Link>
              </li>
            ))}
          </ul>
        )}
        {client.all && (
          <Link
            href={client.all.href}
            prefetch={false}
            className="mt-1.5 inline-flex min-h-7 items-center text-sm max-md:min-h-9"
          >
            {t('seeAll', { count: client.all.count })}
          </Link>
        )}
      </Section>
    </>
  );
}
