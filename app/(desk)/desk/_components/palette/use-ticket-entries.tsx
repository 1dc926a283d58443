'use client';
import {
  AlarmClock,
  CheckCheck,
  CircleDashed,
  Copy,
  GitMerge,
  History,
  Link2,
  type LucideIcon,
  MessageSquareQuote,
  MessageSquareReply,
  Scissors,
  Signal,
  StickyNote,
  UserCheck,
  UserPlus,
  UserX,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from '@/components/ui/toast';
import { inPage } from '../frame/desk-act';
import type { ShortcutId } from '../frame/shortcuts';
import { useTicketActs } from '../frame/use-ticket-acts';
import { useTicketIfOpen } from '../ticket/use-ticket';
import type { Entry } from './entry';
import type { StepId } from './palette-store';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/**
 * What can be done with the open ticket, in the order of the palette. `step` leads on; `act` is done here (useTicketActs);
 * `press` presses what stands in the page under that `data-key`, and is left out where nothing does.
 */
const acts: {
  id:
    | 'reply'
    | 'note'
    | 'assign'
    | 'take'
    | 'unassign'
    | 'status'
    | 'resolve'
    | 'priority'
    | 'macros'
    | 'snooze'
    | 'link'
    | 'merge'
    | 'split'
    | 'history'
    | 'copy';
  icon: LucideIcon;
  shortcut?: ShortcutId;
  step?: StepId;
  act?: 'take' | 'unassign' | 'resolve';
  press?: string;
}[] = [
  { id: 'assign', icon: UserPlus, shortcut: 'assign', step: 'assign' },
  { id: 'take', icon: UserCheck, shortcut: 'take', act: 'take' },
  { id: 'unassign', icon: UserX, act: 'unassign' },
  { id: 'reply', icon: MessageSquareReply, shortcut: 'reply', press: 'reply' },
  { id: 'note', icon: StickyNote, shortcut: 'note', press: 'note' },
  { id: 'macros', icon: MessageSquareQuote, step: 'macros' },
  { id: 'status', icon: CircleDashed, shortcut: 'status', step: 'status' },
  { id: 'resolve', icon: CheckCheck, shortcut: 'resolve', act: 'resolve' },
  { id: 'priority', icon: Signal, shortcut: 'priority', step: 'priority' },
  { id: 'snooze', icon: AlarmClock, shortcut: 'snooze', press: 'snooze' },
  { id: 'link', icon: Link2, press: 'link' },
  { id: 'merge', icon: GitMerge, press: 'merge' },
  { id: 'split', icon: Scissors, press: 'split' },
  { id: 'history', icon: History, press: 'history' },
];

/** Every act on the open ticket that makes sense as it stands; none with none open. */
export function useTicketEntries(): Entry[] {
  const t = useTranslations('keys.palette');
  const open = useTicketIfOpen();
  const ticketActs = useTicketActs();
  if (!open) return [];
  const { ticket } = open;
  const makesSense = (id: string) => {
    if (id === 'take') return ticket.assignee?.userId !== ticket.me.userId;
    if (id === 'unassign') return ticket.assignee !== null;
    return id !== 'resolve' || !['resolved', 'closed'].includes(ticket.status);
  };
  const entries = acts
    .filter(({ id, press }) => makesSense(id) && (!press || document.querySelector(`[data-key=${press}]`)))
    .map(({ id, icon: Icon, shortcut, step, act, press }): Entry => {
      const label = t(`act.${id}`);
      const base = { id: `ticket-${id}`, label, also: t(`also.${id}`), icon: <Icon {...icon} />, shortcut };
      if (step) return { ...base, step };
      return {
        ...base,
        run: () => {
          if (act) ticketActs?.[act]();
          else if (press)
            (inPage(`[data-key=${press}]`) ?? document.querySelector<HTMLElement>(`[data-key=${press}]`))?.click();
        },
      };
    });
  const copy: Entry = {
    id: 'ticket-copy',
    label: t('act.copy'),
    also: t('also.copy'),
    icon: <Copy {...icon} />,
    run: () => {
      const address = `${location.origin}/desk/tickets/${ticket.number}`;
      navigator.clipboard.writeText(address).then(
        () => toast.done(t('copied', { number: ticket.number })),
        () => toast.error(t('copyFailed', { address })),
      );
    },
  };
  return [...entries, copy];
}
