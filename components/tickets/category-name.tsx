import { useTranslations } from 'next-intl';
import type { TicketCategory } from '@/lib/tickets/schema';

/** The category's word. */
export function CategoryName({ category }: { category: TicketCategory }) {
  const t = useTranslations('tickets.category');
  return <>{t(category)}</>;
}
