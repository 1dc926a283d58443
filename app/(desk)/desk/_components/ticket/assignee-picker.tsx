'use client';
import { ChevronDown, UserRound, UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { cx } from '@/components/ui/cx';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { useCaps } from '../frame/use-keys';
import { type AssigneeChoice, AssigneeList } from './assignee-list';
import { pickerLooks } from './picker';
import { useTicket } from './use-ticket';

/** Who has it and in which team; `isShort` leaves only the first name where there is little room. */
function Shown({ isShort }: { isShort: boolean }) {
  const t = useTranslations('desk.properties');
  const order = useTranslations('order');
  const { assignee, team } = useTicket().ticket;
  if (!assignee) {
    const Icon = team ? UsersRound : UserRound;
    return (
      <span className="inline-flex min-w-0 items-center gap-[7px] text-text-2">
        <span className="grid size-5 shrink-0 place-items-center rounded-full border border-dashed border-control-line text-text-3">
          <Icon size={11} strokeWidth={2} aria-hidden />
        </span>
        <span className="truncate">
          {team && <span className="sr-only">{order('team')} </span>}
          {team?.name ?? t('nobody')}
        </span>
      </span>
    );
  }
  const [first, ...rest] = assignee.name.split(' ');
  return (
    <span className="inline-flex min-w-0 items-center gap-[7px]">
      <Avatar id={assignee.userId} name={assignee.name} size="xs" />
      <span className="truncate">
        {isShort ? first : assignee.name}
        {isShort && <span className="max-md:hidden"> {rest.join(' ')}</span>}
      </span>
      {team && (
        <span className={cx('truncate text-text-3', isShort && 'max-md:hidden')}>
          <span className="sr-only">, {order('team')} </span>
          <span aria-hidden>· </span>
          {team.name}
        </span>
      )}
    </span>
  );
}

/** Who has the ticket, a person or a team, chosen by typing or with the arrows. */
export function AssigneePicker({ look, className }: { look: 'button' | 'value'; className?: string }) {
  const t = useTranslations('desk.properties');
  const { ticket, change } = useTicket();
  const { me, assignee, team } = ticket;
  const [isOpen, setOpen] = useState(false);
  const caps = useCaps(look === 'button' ? 'assign' : undefined);

  function pick(choice: AssigneeChoice): void {
    setOpen(false);
    const isSame =
      'team' in choice
        ? choice.team?.id === team?.id && !('assignee' in choice && assignee)
        : choice.assignee?.id === assignee?.id;
    if (!isSame) change(choice);
  }

  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger
        data-key={look === 'button' ? 'assign' : undefined}
        title={caps.length > 0 ? `${t('assignee')} (${caps.join(' ')})` : undefined}
        className={cx(pickerLooks[look], look === 'button' && 'max-w-[280px] max-md:max-w-[200px]', className)}
      >
        <span className="sr-only">{t('assignee')}: </span>
        <Shown isShort={look === 'button'} />
        {look === 'button' && <ChevronDown size={14} strokeWidth={1.75} className="text-text-3" aria-hidden />}
      </PopoverTrigger>
      <PopoverContent align="start" label={t('assignee')} className="w-[min(300px,var(--available-width))] p-0!">
        <AssigneeList me={me} now={{ assignee, team }} onPick={pick} />
      </PopoverContent>
    </Popover>
  );
}
