'use client';
import { Command } from 'cmdk';
import { Check, UserRound, UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { cx } from '@/components/ui/cx';
import { matchesName } from '@/lib/people/rules';
import type { Agent, Team } from './desk-ticket';
import { useColleagues } from './use-colleagues';

/** What was chosen: somebody, nobody, a team (whose turn it is then has it), or none. */
export type AssigneeChoice = { assignee: Agent | null } | { team: Team; assignee: null } | { team: null };

interface Props {
  me: Agent;
  /** Who and which team has it now; absent where there are many tickets. */
  now?: { assignee: Agent | null; team: Team | null };
  onPick: (choice: AssigneeChoice) => void;
}

/** How many people are drawn beside the rest: on a large desk one types anyway. */
const mostPeople = 50;

const itemClass =
  'flex min-h-[34px] w-full cursor-pointer items-center gap-[9px] rounded-md px-[9px] py-[5px] text-sm select-none ' +
  'data-[selected=true]:bg-hover max-md:min-h-10';

function Item(props: {
  id: string;
  name: string;
  keywords?: string[];
  isNow?: boolean;
  icon: ReactNode;
  hint?: ReactNode;
  onPick: () => void;
}) {
  const t = useTranslations('order.assign');
  return (
    <Command.Item
      value={props.id}
      keywords={[props.name, ...(props.keywords ?? [])]}
      onSelect={props.onPick}
      className={itemClass}
    >
      {props.icon}
      <span className="min-w-0 grow truncate">{props.name}</span>
      {props.hint && <span className="shrink-0 text-xs text-text-3 tabular-nums">{props.hint}</span>}
      {props.isNow && (
        <>
          <Check size={16} className="shrink-0 text-thread" aria-hidden />
          <span className="sr-only">({t('now')})</span>
        </>
      )}
    </Command.Item>
  );
}

const round = 'grid size-5 shrink-0 place-items-center rounded-full text-text-3';

/** People and teams to choose from, found by typing: the reader first, then nobody, then the teams and everybody else. */
export function AssigneeList({ me, now, onPick }: Props) {
  const t = useTranslations('order.assign');
  const desk = useTranslations('desk.properties');
  const { agents, teams, hasFailed } = useColleagues();
  const [text, setText] = useState('');
  const isMe = (id: string) => id === me.id;
  const mine = agents?.find((agent) => isMe(agent._id));
  const others = (agents ?? []).filter((agent) => !isMe(agent._id) && matchesName(agent.name, text));
  // Whoever has it stands first, so that they are always there.
  const hasIt = (agent: { _id: string }) => Number(agent._id === now?.assignee?.id);
  const shown = others.toSorted((one, other) => hasIt(other) - hasIt(one)).slice(0, mostPeople);
  const left = others.length - shown.length;
  const heading =
    '[&_[cmdk-group-heading]]:px-[9px] [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-text-3';
  return (
    <Command
      label={t('label')}
      filter={(_, typed, names = []) => (matchesName(names.join(' '), typed) ? 1 : 0)}
      className="grid"
    >
      <Command.Input
        autoFocus
        value={text}
        onValueChange={setText}
        placeholder={t('find')}
        className="h-9 w-full border-b border-line bg-transparent px-3.5 text-sm outline-none placeholder:text-text-3 max-md:h-11 max-md:text-[16px]"
      />
      <Command.List className="max-h-[min(340px,calc(var(--available-height)-60px))] overflow-y-auto overscroll-contain p-[5px]">
        <Command.Empty className="px-[9px] py-2 text-sm text-text-3">
          {hasFailed ? t('failed') : agents ? t('none') : t('loading')}
        </Command.Empty>
        <Item
          id={me.id}
          name={desk('me', { name: me.name })}
          isNow={now?.assignee ? isMe(now.assignee.id) : false}
          icon={<Avatar id={me.userId} name={me.name} size="xs" />}
          hint={mine && t('load', { count: mine.load })}
          onPick={() => onPick({ assignee: me })}
        />
        <Item
          id="nobody"
          name={desk('nobody')}
          isNow={now !== undefined && now.assignee === null}
          icon={
            <span className={cx(round, 'border border-dashed border-control-line')}>
              <UserRound size={11} strokeWidth={2} aria-hidden />
            </span>
          }
          onPick={() => onPick({ assignee: null })}
        />
        {teams && teams.length > 0 && (
          <Command.Group heading={t('teams')} className={heading}>
            {teams.map((team) => (
              <Item
                key={team._id}
                id={team._id}
                name={team.name}
                isNow={now?.team?.id === team._id}
                icon={
                  <span className={round}>
                    <UsersRound size={14} strokeWidth={1.75} aria-hidden />
                  </span>
                }
                hint={team.rotating ? t('inTurn') : undefined}
                onPick={() => onPick({ team: { id: team._id, name: team.name }, assignee: null })}
              />
            ))}
            {(now === undefined || now.team) && (
              <Item
                id="no-team"
                name={t('noTeam')}
                icon={<span className={round} />}
                onPick={() => onPick({ team: null })}
              />
            )}
          </Command.Group>
        )}
        <Command.Group heading={t('people')} className={heading}>
          {shown.map(({ _id: id, userId, name, away, load }) => (
            <Item
              key={id}
              id={id}
              name={name}
              isNow={now?.assignee?.id === id}
              icon={<Avatar id={userId} name={name} size="xs" className={cx(away && 'grayscale')} />}
              hint={away ? t('away') : t('load', { count: load })}
              onPick={() => onPick({ assignee: { id, userId, name } })}
            />
          ))}
        </Command.Group>
      </Command.List>
      {left > 0 && (
        <p className="border-t border-line px-3.5 py-2 text-xs text-text-3">{t('typeForMore', { count: left })}</p>
      )}
    </Command>
  );
}
