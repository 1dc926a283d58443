'use client';
import { AlarmClock, Ellipsis, Tags, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PriorityGlyph } from '@/components/tickets/priority-mark';
import { StatusGlyph } from '@/components/tickets/status-glyph';
import { cx } from '@/components/ui/cx';
import { Menu, MenuContent, MenuGroup, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '@/components/ui/menu';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { priorities, statuses } from '@/lib/tickets/schema';
import { useDesk } from '../data/use-desk';
import { type AssigneeChoice, AssigneeList } from '../ticket/assignee-list';
import type { Agent } from '../ticket/desk-ticket';
import { SnoozeDialog } from '../ticket/snooze-dialog';
import { BulkResolve } from './bulk-resolve';
import { BulkTags } from './bulk-tags';
import { select, useSelection } from './selection';
import { type BulkChange, useBulk } from './use-bulk';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

const buttonClass =
  'inline-flex h-8 items-center justify-center gap-1.5 rounded-md px-2.5 text-sm font-medium text-on-ink hover:bg-on-ink/15 ' +
  'focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-on-ink disabled:opacity-60 max-md:h-10';

type Asking = 'resolve' | 'tags' | 'snooze';

/** What can be done to the selected tickets, at the foot of their list. `total` is how many the view finds, as shown. */
export function BulkBar({ me, total, canTakeMore }: { me: Agent; total: string | null; canTakeMore: boolean }) {
  const t = useTranslations('order.bulk');
  const { picked, isEverything, isSelecting } = useSelection();
  if (picked.size === 0 && !isSelecting) return null;
  const text = isEverything
    ? total
      ? t('everything', { total })
      : t('everythingBare')
    : t('count', { count: picked.size });
  return (
    <section aria-label={t('bar')} className="shrink-0 p-3">
      <div className="rounded-lg bg-ink px-3 py-1.5 text-on-ink shadow-e2">
        <div className="flex min-h-9 items-center gap-1">
          <p role="status" className="min-w-0 grow text-sm font-medium tabular-nums">
            {text}
          </p>
          {picked.size > 0 && <Acts me={me} />}
          <button
            type="button"
            aria-label={t('letGo')}
            title={t('letGo')}
            onClick={select.clear}
            className={cx(buttonClass, 'w-8 px-0!')}
          >
            <X {...icon} />
          </button>
        </div>
        {canTakeMore && !isEverything && picked.size > 0 && (
          <button
            type="button"
            onClick={select.everything}
            className={cx(buttonClass, '-ml-2.5 underline underline-offset-2 max-md:ml-0 max-md:px-0')}
          >
            {total ? t('takeAll', { total }) : t('takeAllBare')}
          </button>
        )}
      </div>
    </section>
  );
}

function Acts({ me }: { me: Agent }) {
  const t = useTranslations('order.bulk');
  const words = useTranslations('tickets');
  const snooze = useTranslations('order.snooze');
  const { view } = useDesk();
  const { picked, isEverything } = useSelection();
  const { start } = useBulk();
  const [isAssigning, setAssigning] = useState(false);
  const [asking, setAsking] = useState<Asking>();
  const [isBusy, setBusy] = useState(false);
  const close = () => setAsking(undefined);

  async function apply(change: BulkChange): Promise<void> {
    close();
    setAssigning(false);
    setBusy(true);
    await start(isEverything ? { view: { queue: view.queue, q: view.q } } : { tickets: [...picked.values()] }, change);
    setBusy(false);
  }

  const assign = (choice: AssigneeChoice) =>
    apply({
      ...('team' in choice && { team: choice.team?.id ?? null }),
      ...('assignee' in choice && { assignedTo: choice.assignee?.id ?? null }),
    });

  return (
    <>
      <Popover open={isAssigning} onOpenChange={setAssigning}>
        <PopoverTrigger className={buttonClass} disabled={isBusy}>
          {t('assign')}
        </PopoverTrigger>
        <PopoverContent
          side="top"
          align="start"
          label={t('assign')}
          className="w-[min(300px,var(--available-width))] p-0!"
        >
          <AssigneeList me={me} onPick={(choice) => void assign(choice)} />
        </PopoverContent>
      </Popover>
      <Menu>
        <MenuTrigger className={buttonClass} disabled={isBusy}>
          {words('fields.status')}
        </MenuTrigger>
        <MenuContent side="top" aria-label={words('fields.status')}>
          {statuses.map((status) => (
            <MenuItem
              key={status}
              icon={<StatusGlyph status={status} />}
              onClick={() => (status === 'resolved' ? setAsking('resolve') : void apply({ status }))}
            >
              {words(`status.${status}`)}
            </MenuItem>
          ))}
        </MenuContent>
      </Menu>
      <Menu>
        <MenuTrigger
          className={cx(buttonClass, 'w-8 px-0!')}
          disabled={isBusy}
          aria-label={t('more')}
          title={t('more')}
        >
          <Ellipsis {...icon} />
        </MenuTrigger>
        <MenuContent side="top" aria-label={t('more')}>
          <MenuGroup>
            <MenuLabel>{words('fields.priority')}</MenuLabel>
            {priorities.toReversed().map((priority) => (
              <MenuItem
                key={priority}
                icon={<PriorityGlyph priority={priority} />}
                onClick={() => void apply({ priority })}
              >
                {words(`priority.${priority}`)}
              </MenuItem>
            ))}
          </MenuGroup>
          <MenuSeparator />
          <MenuItem icon={<Tags {...icon} />} onClick={() => setAsking('tags')}>
            {t('tags')}
          </MenuItem>
          <MenuItem icon={<AlarmClock {...icon} />} onClick={() => setAsking('snooze')}>
            {snooze('ask')}
          </MenuItem>
        </MenuContent>
      </Menu>
      <BulkResolve open={asking === 'resolve'} onClose={close} onResolve={(change) => void apply(change)} />
      <BulkTags open={asking === 'tags'} onClose={close} onTags={(change) => void apply(change)} />
      <SnoozeDialog
        open={asking === 'snooze'}
        onClose={close}
        title={t('snoozeTitle')}
        onSnooze={(snoozedUntil) => void apply({ snoozedUntil })}
      />
    </>
  );
}
