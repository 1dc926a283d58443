'use client';
import { useTranslations } from 'next-intl';
import { StatusGlyph } from '@/components/tickets/status-glyph';
import { useDesk } from '../data/use-desk';
import { shownCount } from '../queue/shown-count';
import { Section } from './properties-section';
import { useTicket } from './use-ticket';

/** The client's other tickets. */
export function OthersSection() {
  const t = useTranslations('desk.properties');
  const words = useTranslations('tickets');
  const { ticket, data } = useTicket();
  const { href } = useDesk();
  const { client, others, otherCount } = data;
  return (
    <Section title={t('others', { name: client.name.split(' ')[0] ?? client.name })}>
      {others.length === 0 ? (
        <p className="text-sm text-text-3">{t('noOthers')}</p>
      ) : (
        <ul className="-mx-2 grid gap-0.5">
          {others.map((other) => (
            <li key={other.number}>
              <a
                href={href(other.number)}
                className="grid min-h-7 grid-cols-[14px_minmax(0,1fr)_auto] items-center gap-2 rounded-md px-2 text-sm text-text-2 no-underline hover:bg-hover max-md:min-h-9"
              >
                <StatusGlyph status={other.status} />
                <span className="truncate">
                  <span className="sr-only">{words(`status.${other.status}`)}: </span>
                  {other.title}
                </span>
                <span className="num text-text-3">#{other.number}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {otherCount > others.length && (
        <a
          href={href(ticket.number, { queue: 'all', q: `client:${client.email}` })}
          className="mt-1.5 inline-flex min-h-7 items-center text-sm max-md:min-h-9"
        >
          {t('seeAll', { count: shownCount(otherCount + 1) })}
        </a>
      )}
    </Section>
  );
}
