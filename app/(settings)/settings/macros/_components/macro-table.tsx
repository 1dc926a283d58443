'use client';
import { Copy, Ellipsis, Lock, Pencil, Trash2, UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ActionChips } from '@/components/macros/action-chips';
import { Button } from '@/components/ui/button';
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, Td, Tr } from '@/components/ui/table';
import type { MacroView } from './macro-view';

/** What can be done to a macro; `share` gives it to the team, or takes it back. */
export type Act = 'edit' | 'duplicate' | 'share' | 'delete';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** The first line that says something. */
const firstLine = (body: string) => body.split('\n').find((line) => line.trim() !== '') ?? '';

/** Macros in rows: what they say, what they do, whose they are, how much they are used. */
export function MacroTable(props: {
  macros: MacroView[];
  names: Map<string, string>;
  freshId?: string;
  onAct: (act: Act, macro: MacroView) => void;
}) {
  const { macros, names, freshId, onAct } = props;
  const t = useTranslations('macros');
  const columns = [t('column.name'), t('column.does'), t('column.owner'), t('column.uses')];
  return (
    <Table label={t('table')} columns={columns} actions={t('column.actions')}>
      {macros.map((macro) => (
        <Tr key={macro._id} isFresh={macro._id === freshId}>
          <Td className="w-[44%] max-w-0 max-lg:min-w-56 max-md:w-auto max-md:max-w-none max-md:min-w-0">
            <span className="block min-w-0 max-md:w-full">
              <Name macro={macro} onEdit={() => onAct('edit', macro)} />
              {macro.body.trim() !== '' && (
                <span className="block truncate text-text-3">
                  {macro.internal && (
                    <span className="mr-1.5 inline-flex items-center gap-1 text-note-text">
                      <Lock size={12} strokeWidth={2} aria-hidden />
                      {t('note')}
                    </span>
                  )}
                  {firstLine(macro.body)}
                </span>
              )}
            </span>
          </Td>
          <Td label={t('column.does')}>
            <ActionChips actions={macro.actions} names={names} className="max-w-[280px]" />
          </Td>
          <Td label={t('column.owner')}>
            <Owner macro={macro} />
          </Td>
          <Td label={t('column.uses')} className="whitespace-nowrap tabular-nums">
            <span>
              {t('uses', { count: macro.uses })}
              {macro.lastUsedAt && (
                <span className="block text-text-3 max-md:ml-1.5 max-md:inline">
                  <RelativeTime at={macro.lastUsedAt} />
                </span>
              )}
            </span>
          </Td>
          <Td isAction>
            <Acts macro={macro} onAct={(act) => onAct(act, macro)} />
          </Td>
        </Tr>
      ))}
    </Table>
  );
}

function Name({ macro, onEdit }: { macro: MacroView; onEdit: () => void }) {
  const look = 'block max-w-full truncate text-left text-md font-medium';
  if (!macro.mayChange) return <span className={look}>{macro.name}</span>;
  return (
    <button type="button" className={`${look} min-h-6 hover:underline`} onClick={onEdit}>
      {macro.name}
    </button>
  );
}

function Owner({ macro }: { macro: MacroView }) {
  const t = useTranslations('macros');
  const Icon = macro.shared ? UsersRound : Lock;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Icon size={14} strokeWidth={1.75} className="shrink-0 text-text-3" aria-hidden />
      <span className="[overflow-wrap:anywhere]">
        {macro.shared ? t('shared') : t('own')}
        {macro.shared && (
          <span className="block text-text-3">{macro.isOwn ? t('byYou') : t('by', { name: macro.owner.name })}</span>
        )}
      </span>
    </span>
  );
}

function Acts({ macro, onAct }: { macro: MacroView; onAct: (act: Act) => void }) {
  const t = useTranslations('macros');
  const label = t('actionsFor', { name: macro.name });
  return (
    <Menu>
      <MenuTrigger render={<Button variant="icon" aria-label={label} />}>
        <Ellipsis {...icon} />
      </MenuTrigger>
      <MenuContent aria-label={label}>
        {macro.mayChange && (
          <MenuItem icon={<Pencil {...icon} />} onClick={() => onAct('edit')}>
            {t('edit')}
          </MenuItem>
        )}
        <MenuItem icon={<Copy {...icon} />} onClick={() => onAct('duplicate')}>
          {t('duplicate')}
        </MenuItem>
        {macro.mayChange && (
          <>
            <MenuItem
              icon={macro.shared ? <Lock {...icon} /> : <UsersRound {...icon} />}
              onClick={() => onAct('share')}
            >
              {t(macro.shared ? 'unshare' : 'share')}
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={<Trash2 {...icon} />} tone="danger" onClick={() => onAct('delete')}>
              {t('delete')}
            </MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}
