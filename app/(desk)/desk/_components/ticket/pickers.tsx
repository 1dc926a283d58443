'use client';
import { UserRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { PriorityMark } from '@/components/tickets/priority-mark';
import { StatusBadge } from '@/components/tickets/status-badge';
import { StatusGlyph } from '@/components/tickets/status-glyph';
import { Avatar } from '@/components/ui/avatar';
import { cx } from '@/components/ui/cx';
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

/** `isShort` leaves only the first name where there is little room. */
function PersonName({ person, isShort }: { person: { userId: string; name: string }; isShort?: boolean }) {
  const [first, ...rest] = person.name.split(' ');
  return (
    <span className="inline-flex min-w-0 items-center gap-[7px]">
      <Avatar id={person.userId} name={person.name} size="xs" />
      <span className="truncate">
        {isShort ? first : person.name}
        {isShort && <span className="max-md:hidden"> {rest.join(' ')}</span>}
      </span>
    </span>
  );
}

function Nobody({ text }: { text: string }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-[7px] text-text-2">
      <span className="grid size-5 place-items-center rounded-full border border-dashed border-control-line text-text-3">
        <UserRound size={11} strokeWidth={2} aria-hidden />
      </span>
      <span className="truncate">{text}</span>
    </span>
  );
}

/** Who has it: the reader first, then nobody, then everybody else who works here. */
export function AssigneePicker({ look, className }: Props) {
  const t = useTranslations('desk.properties');
  const { ticket, agents, change } = useTicket();
  const { me, assignee } = ticket;
  // Somebody who no longer works here may still have it.
  const others = [...agents, ...(assignee ? [assignee] : [])].filter(
    (agent, index, all) =>
      agent.userId !== me.userId && all.findIndex((each) => each.userId === agent.userId) === index,
  );
  const people = [me, ...others];
  return (
    <Picker
      look={look}
      className={cx(look === 'button' && 'max-w-[220px]', className)}
      label={t('assignee')}
      value={assignee?.userId ?? 'none'}
      shown={assignee ? <PersonName person={assignee} isShort={look === 'button'} /> : <Nobody text={t('nobody')} />}
      options={[
        { value: me.userId, label: <PersonName person={{ ...me, name: t('me', { name: me.name }) }} /> },
        { value: 'none', label: <Nobody text={t('nobody')} /> },
        ...others.map((agent) => ({ value: agent.userId, label: <PersonName person={agent} /> })),
      ]}
      onPick={(userId) => change({ assignee: people.find((agent) => agent.userId === userId) ?? null })}
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
