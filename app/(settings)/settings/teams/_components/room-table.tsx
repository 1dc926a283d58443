'use client';
import { Pencil } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { SearchInput } from '@/components/ui/search-input';
import { Table, Td, Tr } from '@/components/ui/table';
import type { AgentObject, TeamObject } from '@/lib/teams/schema';
import { isMany, narrow } from './narrow';

/** Who is there, what they have to do, and how much they are given at most. Of many people, the first ones until one is typed. */
export function RoomTable(props: {
  people: AgentObject[];
  teams: TeamObject[];
  onEdit: (person: AgentObject) => void;
}) {
  const { people, teams, onEdit } = props;
  const t = useTranslations('order.teams');
  const format = useFormatter();
  const [text, setText] = useState('');
  const { shown, left } = narrow(people, text);
  const columns = [t('room.name'), t('room.state'), t('room.teams'), t('room.load')];
  return (
    <>
      {isMany(people) && (
        <SearchInput
          label={t('room.find')}
          placeholder={t('room.find')}
          value={text}
          onChange={({ target }) => setText(target.value)}
          className="mb-4 w-72 max-lg:w-full"
        />
      )}
      <Table label={t('room.title')} columns={columns} actions={t('room.actions')}>
        {shown.map((person) => {
          const theirs = teams.filter((team) => team.members.includes(person._id)).map((team) => team.name);
          const isFull = person.capacity !== null && person.load >= person.capacity;
          return (
            <Tr key={person._id}>
              <Td className="min-w-48 max-md:min-w-0">
                <span className="flex min-w-0 items-center gap-3">
                  <Avatar id={person.userId} name={person.name} size="sm" className={cx(person.away && 'grayscale')} />
                  <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{person.name}</span>
                </span>
              </Td>
              <Td label={t('room.state')} className="whitespace-nowrap">
                <span className="flex items-center gap-2">
                  <span
                    aria-hidden
                    className={cx(
                      'size-2 rounded-full',
                      person.away ? 'border-[1.5px] border-control-line' : 'bg-resolved-mark',
                    )}
                  />
                  {t(person.away ? 'room.away' : 'room.there')}
                </span>
              </Td>
              <Td label={t('room.teams')} className="min-w-40 text-text-2 max-md:min-w-0">
                <span className="[overflow-wrap:anywhere]">
                  {theirs.length > 0 ? format.list(theirs) : t('room.none')}
                </span>
              </Td>
              <Td label={t('room.load')} className={cx('whitespace-nowrap tabular-nums', isFull && 'text-high-text')}>
                {person.capacity === null
                  ? t('room.loadFree', { load: person.load })
                  : t('room.loadOf', { load: person.load, capacity: person.capacity })}
              </Td>
              <Td isAction>
                <Button
                  variant="icon"
                  aria-label={t('room.edit', { name: person.name })}
                  title={t('room.edit', { name: person.name })}
                  onClick={() => onEdit(person)}
                >
                  <Pencil size={16} strokeWidth={1.75} aria-hidden />
                </Button>
              </Td>
            </Tr>
          );
        })}
      </Table>
      {shown.length === 0 && <p className="px-4 py-3 text-sm text-text-3">{t('noMember')}</p>}
      {left > 0 && <p className="px-4 py-3 text-sm text-text-3">{t('typeForMore', { count: left })}</p>}
    </>
  );
}
