'use client';
import { AlarmClock, AlarmClockOff, Ellipsis } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu';
import { isActive } from '@/lib/tickets/rules';
import { useFamilyItems } from './family-items';
import { Late } from './late';
import { SnoozeDialog } from './snooze-dialog';
import { useTicket } from './use-ticket';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** What can be done to the open ticket beside answering it. The key for it presses a button that needs no menu. */
export function TicketMenu() {
  const t = useTranslations('order.snooze');
  const actions = useTranslations('common.actions');
  const { ticket, change } = useTicket();
  const [isAsking, setAsking] = useState(false);
  const canWait = isActive(ticket.status);
  const opener = useRef<HTMLButtonElement>(null);
  // The item that opened it went with its menu.
  const family = useFamilyItems(() => requestAnimationFrame(() => opener.current?.focus()));
  return (
    <>
      <Menu>
        <MenuTrigger
          ref={opener}
          render={<Button variant="icon" size="sm" aria-label={actions('more')} title={actions('more')} />}
        >
          <Ellipsis {...icon} />
        </MenuTrigger>
        <MenuContent aria-label={actions('more')}>
          {canWait && (
            <MenuItem icon={<AlarmClock {...icon} />} onClick={() => setAsking(true)}>
              {t('ask')}
            </MenuItem>
          )}
          {ticket.snoozedUntil && (
            <MenuItem icon={<AlarmClockOff {...icon} />} onClick={() => change({ snoozedUntil: null })}>
              {t('wake')}
            </MenuItem>
          )}
          {!canWait && (
            <MenuItem icon={<AlarmClock {...icon} />} disabled>
              {t('cannot')}
            </MenuItem>
          )}
          {family.items}
        </MenuContent>
      </Menu>
      {family.dialogs}
      <button
        type="button"
        aria-hidden
        tabIndex={-1}
        data-key="snooze"
        className="sr-only"
        onClick={() => setAsking(canWait)}
      />
      <Late open={isAsking}>
        {(open) => (
          <SnoozeDialog
            open={open}
            onClose={() => setAsking(false)}
            title={t('title')}
            onSnooze={(snoozedUntil) => change({ snoozedUntil })}
          />
        )}
      </Late>
    </>
  );
}
