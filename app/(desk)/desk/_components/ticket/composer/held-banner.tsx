'use client';
import { MailWarning, MessageSquare } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import type { OutgoingObject } from '@/lib/outbox/schema';
import { useTicket } from '../use-ticket';
import { Excerpt, showEntry } from './excerpt';
import { useOutbox } from './use-outbox';
import { useOutboxActs } from './use-outbox-acts';

/** The reader's replies to the open ticket that were not sent, each with why, and the choice that is theirs. */
export function HeldBanners() {
  const { ticket } = useTicket();
  const { items } = useOutbox();
  return items
    .filter(({ number, state }) => number === ticket.number && (state === 'held' || state === 'failed'))
    .map((item) => <Held key={item._id} item={item} />);
}

function Held({ item }: { item: OutgoingObject }) {
  const t = useTranslations('composer.held');
  const { ticket, data } = useTicket();
  const acts = useOutboxActs(ticket.me.userId);
  const errors = useErrorSentence();
  const [isBusy, setBusy] = useState(false);
  const { newer, problem } = item;
  const message = data.threads.find(({ id }) => id === newer?._id);
  const name = newer?.name.split(' ')[0] ?? '';

  async function act(work: Promise<void>) {
    setBusy(true);
    await work;
    setBusy(false);
  }

  return (
    <Banner
      role="alert"
      tone="warn"
      level={3}
      className="mx-4 mb-3 shrink-0 max-md:mx-3"
      icon={newer ? <MessageSquare size={18} strokeWidth={1.75} /> : <MailWarning size={18} strokeWidth={1.75} />}
      title={newer ? t('answered', { name }) : t('failed')}
    >
      {message && <Excerpt name={newer?.name ?? ''} text={message.message} />}
      {!newer && problem && <p className="mt-0.5 text-md text-text-2">{errors.sentence(problem)}.</p>}
      <p className="mt-0.5 text-md text-text-2">{t('kept')}</p>
      <p className="mt-1 line-clamp-2 border-l-2 border-line-strong pl-2.5 text-sm text-text-2 [overflow-wrap:anywhere]">
        {item.message}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button
          variant="primary"
          isBusy={isBusy}
          busyLabel={t('sending')}
          onClick={() => void act(acts.sendNow(item, data.threads.at(-1)?.id))}
        >
          {newer ? t('sendAnyway') : t('retry')}
        </Button>
        <Button variant="ghost" onClick={() => void act(acts.takeBack(item))}>
          {t('back')}
        </Button>
        {message && (
          <Button variant="ghost" onClick={() => showEntry(message.id)}>
            {t('see')}
          </Button>
        )}
      </div>
    </Banner>
  );
}
