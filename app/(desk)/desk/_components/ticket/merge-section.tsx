'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Section } from './properties-section';
import { useFamily } from './use-family';
import { useTicket } from './use-ticket';

/** The tickets that go on in this one, each with the way back. */
export function MergeSection() {
  const t = useTranslations('history.merge');
  const { ticket, data } = useTicket();
  const { unmerge } = useFamily();
  const [busy, setBusy] = useState<number | null>(null);
  if (data.merged.length === 0) return null;
  return (
    <Section title={t('section')}>
      <ul className="grid gap-2">
        {data.merged.map(({ _id, number, title, clientName, isForeign }) => (
          <li key={number} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2 text-sm">
            <span className="min-w-0">
              <span className="block truncate">
                <span className="num text-text-3">#{number}</span> {title}
              </span>
              {isForeign && <span className="block truncate text-text-3">{t('of', { name: clientName })}</span>}
            </span>
            <Button
              variant="ghost"
              size="sm"
              className="-mr-2.5"
              isBusy={busy === number}
              busyLabel={t('undo')}
              aria-label={t('undoOf', { number })}
              onClick={async () => {
                setBusy(number);
                await unmerge({ id: _id, number }, ticket.number);
                setBusy(null);
              }}
            >
              {t('undo')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
