import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import type { FoundTicket } from '@/lib/tickets/queries/find';

/**
 * Above a thread that holds more than one ticket, or part of one: where the reader's other ticket went, or that theirs goes on
 * with another's. `from` is the number of the merged ticket by whose address they came.
 */
export function MergedNotice({ ticket, from }: { ticket: FoundTicket; from: number }) {
  const t = useTranslations('history.portal');
  const hasCome = ticket.merged.some((each) => each.number === from);
  if (hasCome) return <Banner tone="info" role="status" title={t('merged', { number: from })} className="mb-6" />;
  if (!ticket.isMerged) return null;
  return <Banner tone="info" title={t('joined')} className="mb-6" />;
}
