'use client';
import { Users } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useTicket } from './use-ticket';

/** Above the composer: who else reads what is answered here, where other clients' tickets were merged into this one. */
export function MergeReaders() {
  const t = useTranslations('history.merge');
  const format = useFormatter();
  const { data } = useTicket();
  const others = data.merged.filter((each) => each.isForeign);
  if (others.length === 0) return null;
  const names = others.map((each) => `${each.clientName} (#${each.number})`);
  return (
    <p className="flex shrink-0 items-start gap-2 px-6 py-1.5 text-sm text-warning-text max-md:px-4">
      <Users size={16} strokeWidth={1.75} className="mt-0.5 shrink-0" aria-hidden />
      <span className="min-w-0 [overflow-wrap:anywhere]">{t('readers', { names: format.list(names) })}</span>
    </p>
  );
}
