'use client';
import { useTranslations } from 'next-intl';
import { PriorityMark } from '@/components/tickets/priority-mark';
import { StatusBadge } from '@/components/tickets/status-badge';
import { StatusGlyph } from '@/components/tickets/status-glyph';
import { mayMove } from '@/lib/tickets/rules';
import { categories, priorities, statuses, type TicketStatus } from '@/lib/tickets/schema';
import { Picker } from './picker';
import { useResolve } from './resolve-dialog';
import { useTicket } from './use-ticket';

interface Props {
  look: 'button' | 'value';
  className?: string;
}

/** The status. Resolving asks for the resolution first; from closed there is only the way back. */
export function StatusPicker({ look, className }: Props) {
  const t = useTranslations('tickets');
  const { ticket, change } = useTicket();
  const resolve = useResolve();
  const pick = (status: TicketStatus) => (status === 'resolved' ? resolve.ask() : change({ status }));
  return (
    <Picker
      look={look}
      className={className}
      label={t('fields.status')}
      shortcut="status"
      value={ticket.status}
      shown={<StatusBadge status={ticket.status} isPlain />}
      options={statuses
        .filter((status) => mayMove(ticket.status, status))
        .map((status) => ({
          value: status,
          icon: <StatusGlyph status={status} />,
          label: t(`status.${status}`),
          hint: t(`statusMeaning.${status}`),
        }))}
      onPick={pick}
    />
  );
}

export function PriorityPicker({ look, className }: Props) {
  const t = useTranslations('tickets');
  const { ticket, change } = useTicket();
  return (
    <Picker
      look={look}
      className={className}
      label={t('fields.priority')}
      shortcut="priority"
      value={ticket.priority}
      shown={<PriorityMark priority={ticket.priority} />}
      options={priorities
        .toReversed()
        .map((priority) => ({ value: priority, label: <PriorityMark priority={priority} /> }))}
      onPick={(priority) => change({ priority })}
    />
  );
}

export function CategoryPicker({ look, className }: Props) {
  const t = useTranslations('tickets');
  const { ticket, change } = useTicket();
  return (
    <Picker
      look={look}
      className={className}
      label={t('fields.category')}
      value={ticket.category}
      shown={<span className="truncate">{t(`category.${ticket.category}`)}</span>}
      options={categories.map((category) => ({ value: category, label: t(`category.${category}`) }))}
      onPick={(category) => change({ category })}
    />
  );
}
