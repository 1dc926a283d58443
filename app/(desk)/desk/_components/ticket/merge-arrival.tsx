'use client';
import { GitMerge, X } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { Button } from '@/components/ui/button';
import { replaceWith } from '../data/address';
import { useDesk } from '../data/use-desk';
import { useTicket } from './use-ticket';

/** The parameter of the address that names the merged ticket by which somebody came. */
const param = 'from';

/** Takes whoever opens a merged ticket to the one in which it goes on, and says so there. */
export function MergeArrival() {
  const t = useTranslations('history.merge');
  const { ticket, data } = useTicket();
  const { href } = useDesk();
  const from = Number(useSearchParams().get(param));
  const target = data.mergedInto?.number;

  useEffect(() => {
    if (target) replaceWith(`${href(target)}&${param}=${ticket.number}`);
  });

  const source = data.merged.find((each) => each.number === from);
  if (!source) return null;
  return (
    <div
      role="status"
      className="flex shrink-0 items-center gap-2.5 border-b border-line bg-thread-soft py-1 pr-2 pl-6 text-sm text-thread-text max-md:pl-4"
    >
      <GitMerge size={16} strokeWidth={1.75} aria-hidden />
      <p className="min-w-0 grow">{t('arrived', { source: from })}</p>
      <Button variant="icon" size="sm" aria-label={t('dismiss')} onClick={() => replaceWith(href(ticket.number))}>
        <X size={16} strokeWidth={1.75} aria-hidden />
      </Button>
    </div>
  );
}
