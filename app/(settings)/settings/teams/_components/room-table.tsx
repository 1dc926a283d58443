'use client';
import { Pencil } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { AgentObject, TeamObject } from '@/lib/teams/schema';

/** Who is there, what they have to do, and how much they are given at most. */
export function RoomTable(props: {
  people: AgentObject[];
  teams: TeamObject[];
  onEdit: (person: AgentObject) => void;
}) {
  const { people, teams, onEdit } = props;
  const t = useTranslations('order.teams');
  const format = useFormatter();
  const head = (
    <>
      <Th>{t('room.name')}</Th>
      <Th>{t('room.state')}</Th>
      <Th>{t('room.teams')}</Th>
      <Th>{t('room.load')}</Th>
      <Th>
        <span className="sr-only">{t('room.actions')}</span>
      </Th>
    </>
  );
  return (
    <Table label={t('room.title')} head={head}>
      {people.map((person) => {
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
  );
}
