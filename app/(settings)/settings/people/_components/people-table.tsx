'use client';
import { Ban, Check, Ellipsis, KeyRound, Pencil } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, Td, Tr } from '@/components/ui/table';
import type { UserObject } from '@/lib/people/schema';

/** What can be done to a person; `switch` disables, or enables again. */
export type Act = 'edit' | 'password' | 'switch';

/** A person as the page shows them; `key` is their row's, which gives their avatar its colour. */
export type PersonView = UserObject & { key: string };

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** People in rows; those who cannot enter are grey. */
export function PeopleTable(props: {
  people: PersonView[];
  selfEmail: string;
  freshId?: string;
  onAct: (act: Act, person: UserObject) => void;
}) {
  const { people, selfEmail, freshId, onAct } = props;
  const t = useTranslations('settings.people');
  const role = useTranslations('common.account.role');
  const columns = [t('column.name'), t('column.role'), t('column.state'), t('column.since')];
  return (
    <Table label={t('table')} columns={columns} actions={t('column.actions')}>
      {people.map((person) => (
        <Tr key={person._id} isFresh={person._id === freshId} className={person.disabled ? 'text-text-3' : undefined}>
          <Td className="min-w-60 max-md:min-w-0">
            <span className="flex min-w-0 items-center gap-3">
              <Avatar id={person.key} name={person.name} className={cx(person.disabled && 'grayscale')} />
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <span className="text-md font-medium">{person.name}</span>
                {person.email === selfEmail && <span className="ml-1.5 text-xs text-text-3">{t('you')}</span>}
                <span className="block text-sm text-text-3">{person.email}</span>
              </span>
            </span>
          </Td>
          <Td label={t('column.role')} className="whitespace-nowrap">
            {role(person.role)}
          </Td>
          <Td label={t('column.state')} className="whitespace-nowrap">
            <State isDisabled={person.disabled} />
          </Td>
          <Td label={t('column.since')} className="whitespace-nowrap tabular-nums">
            <RelativeTime at={person.createdAt} />
          </Td>
          <Td isAction>
            <Menu>
              <MenuTrigger render={<Button variant="icon" aria-label={t('actionsFor', { name: person.name })} />}>
                <Ellipsis {...icon} />
              </MenuTrigger>
              <MenuContent aria-label={t('actionsFor', { name: person.name })}>
                <MenuItem icon={<Pencil {...icon} />} onClick={() => onAct('edit', person)}>
                  {t('edit')}
                </MenuItem>
                <MenuItem icon={<KeyRound {...icon} />} onClick={() => onAct('password', person)}>
                  {t('setPassword')}
                </MenuItem>
                <MenuItem
                  icon={person.disabled ? <Check {...icon} /> : <Ban {...icon} />}
                  tone={person.disabled ? undefined : 'danger'}
                  onClick={() => onAct('switch', person)}
                >
                  {t(person.disabled ? 'enable' : 'disable')}
                </MenuItem>
              </MenuContent>
            </Menu>
          </Td>
        </Tr>
      ))}
    </Table>
  );
}

function State({ isDisabled }: { isDisabled: boolean }) {
  const t = useTranslations('settings.people');
  const Icon = isDisabled ? Ban : Check;
  return (
    <span className="flex items-center gap-1.5">
      <Icon size={14} strokeWidth={2} className={isDisabled ? undefined : 'text-resolved-mark'} aria-hidden />
      {t(isDisabled ? 'disabled' : 'active')}
    </span>
  );
}
