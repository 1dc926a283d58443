'use client';
import { ChevronUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { StatusGlyph } from '@/components/tickets/status-glyph';
import { Button } from '@/components/ui/button';
import { Keys } from '@/components/ui/kbd';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu';
import { statusAfterReply } from '@/lib/tickets/rules';
import { useTicket } from '../use-ticket';

/** Sends what is written, and what becomes of the ticket with it. */
export function SubmitAs(props: {
  isBusy: boolean;
  /** What it says meanwhile, if not that it is being sent. */
  busyLabel?: string;
  onSend: (then?: 'pending') => void;
  onResolve: () => void;
}) {
  const { isBusy, onSend, onResolve } = props;
  const t = useTranslations('desk.composer');
  const words = useTranslations('tickets.status');
  const { ticket } = useTicket();
  const stays = statusAfterReply(ticket.status, 'agent', ticket.assignee !== null) ?? ticket.status;
  return (
    <>
      <Button
        type="submit"
        variant="primary"
        isBusy={isBusy}
        busyLabel={props.busyLabel ?? t('sending')}
        className="rounded-r-none"
      >
        {t('send')}
        {/* Where the paper is narrow its tools come first. */}
        <span className="inline-flex @max-[27rem]/tools:hidden">
          <Keys keys={['Ctrl', '↵']} />
        </span>
      </Button>
      <Menu>
        <MenuTrigger
          disabled={isBusy}
          render={
            <Button
              variant="primary"
              className="ml-px w-[30px] rounded-l-none px-0 max-md:w-10"
              aria-label={t('sendAs')}
            />
          }
        >
          <ChevronUp size={15} strokeWidth={1.75} aria-hidden />
        </MenuTrigger>
        <MenuContent side="top" className="min-w-[268px]" aria-label={t('sendAs')}>
          <MenuItem icon={<StatusGlyph status={stays} />} end={<Keys keys={['Ctrl', '↵']} />} onClick={() => onSend()}>
            {t('leave', { status: words(stays).toLocaleLowerCase() })}
          </MenuItem>
          {stays !== 'pending' && (
            <MenuItem icon={<StatusGlyph status="pending" />} onClick={() => onSend('pending')}>
              {t('wait')}
            </MenuItem>
          )}
          {stays !== 'resolved' && (
            <MenuItem icon={<StatusGlyph status="resolved" />} hint={t('resolveHint')} onClick={onResolve}>
              {t('resolve')}
            </MenuItem>
          )}
        </MenuContent>
      </Menu>
    </>
  );
}
