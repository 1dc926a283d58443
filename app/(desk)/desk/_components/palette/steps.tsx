'use client';
import { MessageSquareQuote, Settings, UsersRound, UserX } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { ActionChips } from '@/components/macros/action-chips';
import { PriorityGlyph } from '@/components/tickets/priority-mark';
import { StatusGlyph } from '@/components/tickets/status-glyph';
import { Avatar } from '@/components/ui/avatar';
import { mayMove } from '@/lib/tickets/rules';
import { priorities, statuses } from '@/lib/tickets/schema';
import { useTicketActs } from '../frame/use-ticket-acts';
import { useApplyMacro } from '../macros/use-apply-macro';
import { useMacros } from '../macros/use-macros';
import { useColleagues } from '../ticket/use-colleagues';
import { useTicketIfOpen } from '../ticket/use-ticket';
import type { Entry } from './entry';
import type { StepId } from './palette-store';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** The macros as lines of the palette; none with no ticket open. */
export function useMacroEntries(): Entry[] {
  const macros = useMacros();
  const open = useTicketIfOpen();
  const apply = useApplyMacro();
  if (!open || !apply) return [];
  const names = new Map(open.agents.map(({ id, name }) => [id, name]));
  return macros.map((macro) => ({
    id: `macro-${macro._id}`,
    label: macro.name,
    also: macro.body,
    icon: <MessageSquareQuote {...icon} />,
    end: <ActionChips actions={macro.actions} names={names} className="max-w-[260px] justify-end max-md:hidden" />,
    run: () => apply.use(macro),
  }));
}

/** The lines of a step; none with no ticket open. */
export function useStepEntries(step: StepId | undefined): Entry[] {
  const t = useTranslations('keys.palette');
  const words = useTranslations('tickets');
  const manage = useTranslations('macros.desk')('manage');
  const router = useRouter();
  const open = useTicketIfOpen();
  const acts = useTicketActs();
  const macros = useMacroEntries();
  const { teams = [] } = useColleagues();
  if (!open || !acts || !step) return [];
  const { ticket, agents, change } = open;
  if (step === 'macros') {
    const toSettings = () => router.push('/settings/macros');
    return [...macros, { id: 'macros-manage', label: manage, icon: <Settings {...icon} />, run: toSettings }];
  }
  if (step === 'assign') {
    const others = agents.filter(({ userId }) => userId !== ticket.me.userId);
    const people = [ticket.me, ...others].filter(({ userId }) => userId !== ticket.assignee?.userId);
    return [
      ...people.map(
        (agent): Entry => ({
          id: `assign-${agent.userId}`,
          label: agent.userId === ticket.me.userId ? t('me', { name: agent.name }) : agent.name,
          icon: <Avatar id={agent.userId} name={agent.name} size="xs" />,
          run: () => change({ assignee: agent }),
        }),
      ),
      ...teams
        .filter(({ _id }) => _id !== ticket.team?.id)
        .map(
          ({ _id: id, name }): Entry => ({
            id: `team-${id}`,
            label: name,
            also: t('also.team'),
            icon: <UsersRound {...icon} />,
            run: () => change({ team: { id, name }, assignee: null }),
          }),
        ),
      ...(ticket.assignee
        ? [{ id: 'assign-none', label: t('nobody'), icon: <UserX {...icon} />, run: acts.unassign }]
        : []),
    ];
  }
  if (step === 'status')
    return statuses
      .filter((status) => status !== ticket.status && mayMove(ticket.status, status))
      .map((status) => ({
        id: `status-${status}`,
        label: words(`status.${status}`),
        icon: <StatusGlyph status={status} />,
        run: () => (status === 'resolved' ? acts.resolve() : change({ status })),
      }));
  return priorities
    .toReversed()
    .filter((priority) => priority !== ticket.priority)
    .map((priority) => ({
      id: `priority-${priority}`,
      label: words(`priority.${priority}`),
      icon: <PriorityGlyph priority={priority} />,
      run: () => change({ priority }),
    }));
}
