'use client';
import { Ellipsis, Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu';
import type { AgentObject, TeamObject } from '@/lib/teams/schema';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** How many faces stand before the rest is a number. */
const facesShown = 6;

/** A team: its name, whether it takes turns, what comes to it by itself, and who is in it. */
export function TeamRow(props: {
  team: TeamObject;
  people: AgentObject[];
  isFresh: boolean;
  onEdit: () => void;
  onDelete: () => void;
}) {
  const { team, people, isFresh, onEdit, onDelete } = props;
  const t = useTranslations('order.teams');
  const words = useTranslations('tickets.category');
  const format = useFormatter();
  const members = people.filter((person) => team.members.includes(person._id));
  const facts = [
    t('members', { count: members.length }),
    ...(team.categories.length > 0
      ? [t('takes', { categories: format.list(team.categories.map((each) => words(each))) })]
      : []),
  ];
  return (
    <li
      className={cx(
        'flex items-center gap-4 border-b border-line px-5 py-4 last:border-b-0 max-md:px-4',
        isFresh && 'bg-thread-soft shadow-[inset_3px_0_0_var(--thread)]',
      )}
    >
      <div className="grid min-w-0 grow gap-1.5">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          <h2 className="min-w-0 text-md font-medium [overflow-wrap:anywhere]">{team.name}</h2>
          {team.rotating && (
            <span className="inline-flex items-center gap-1.5 rounded-full bg-hover px-2 py-0.5 text-xs font-medium text-text-2">
              <RefreshCw size={12} strokeWidth={2} aria-hidden />
              {t('rotating')}
            </span>
          )}
        </div>
        <p className="text-sm text-text-2">{facts.join(' · ')}</p>
      </div>
      {members.length > 0 && (
        <ul aria-label={t('fields.members')} className="flex items-center -space-x-1.5 max-md:hidden">
          {members.slice(0, facesShown).map((member) => (
            <li key={member._id} title={member.name} className="rounded-full border-2 border-surface">
              <Avatar id={member.userId} name={member.name} size="sm" className={cx(member.away && 'grayscale')} />
              <span className="sr-only">
                {member.name}
                {member.away && ` (${t('room.away')})`}
              </span>
            </li>
          ))}
          {members.length > facesShown && (
            <li className="pl-3 text-sm text-text-3">{t('more', { count: members.length - facesShown })}</li>
          )}
        </ul>
      )}
      <Menu>
        <MenuTrigger render={<Button variant="icon" aria-label={t('actionsFor', { name: team.name })} />}>
          <Ellipsis {...icon} />
        </MenuTrigger>
        <MenuContent aria-label={t('actionsFor', { name: team.name })}>
          <MenuItem icon={<Pencil {...icon} />} onClick={onEdit}>
            {t('edit')}
          </MenuItem>
          <MenuItem icon={<Trash2 {...icon} />} tone="danger" onClick={onDelete}>
            {t('delete')}
          </MenuItem>
        </MenuContent>
      </Menu>
    </li>
  );
}
