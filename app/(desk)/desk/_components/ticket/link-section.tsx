'use client';
import { Link2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { StatusGlyph } from '@/components/tickets/status-glyph';
import { Button } from '@/components/ui/button';
import type { LinkObject } from '@/lib/tickets/schema';
import { useDesk } from '../data/use-desk';
import { Late } from './late';
import { LinkDialog } from './link-dialog';
import { Section } from './properties-section';
import { useFamily } from './use-family';
import { useTicket } from './use-ticket';

/** What the ticket has to do with others, as they stand now. */
export function LinkSection() {
  const t = useTranslations('history.links');
  const { data } = useTicket();
  const [isAsking, setAsking] = useState(false);
  return (
    <Section title={t('section')}>
      {data.links.length > 0 && (
        <ul className="-mx-2 mb-1.5 grid gap-0.5">
          {data.links.map((link) => (
            <LinkLine key={link._id} link={link} />
          ))}
        </ul>
      )}
      <Button variant="ghost" size="sm" aria-haspopup="dialog" className="-ml-2" onClick={() => setAsking(true)}>
        <Link2 size={16} strokeWidth={1.75} aria-hidden />
        {t('add')}
      </Button>
      <Late open={isAsking}>{(open) => <LinkDialog open={open} onClose={() => setAsking(false)} />}</Late>
    </Section>
  );
}

function LinkLine({ link }: { link: LinkObject }) {
  const t = useTranslations('history.links');
  const words = useTranslations('tickets.status');
  const { ticket } = useTicket();
  const { href } = useDesk();
  const { unlink } = useFamily();
  const { number, title, status } = link.ticket;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center rounded-md hover:bg-hover">
      <a
        href={href(number)}
        className="grid min-h-7 grid-cols-[14px_minmax(0,1fr)] items-center gap-x-2 px-2 py-1 text-sm text-text-2 no-underline max-md:min-h-9"
      >
        <StatusGlyph status={status} />
        <span className="truncate">
          <span className="text-text-3">{t(`words.${link.kind}.${link.direction}`)} </span>
          <span className="num">#{number}</span>
          <span className="sr-only"> ({words(status)})</span> {title}
        </span>
      </a>
      <Button
        variant="icon"
        size="sm"
        aria-label={t('remove', { number })}
        title={t('remove', { number })}
        onClick={() => void unlink(ticket, link)}
      >
        <X size={14} strokeWidth={1.75} aria-hidden />
      </Button>
    </li>
  );
}
