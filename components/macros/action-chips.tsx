import { ArrowRight, Minus, Plus, UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { PriorityGlyph } from '@/components/tickets/priority-mark';
import { StatusGlyph } from '@/components/tickets/status-glyph';
import { cx } from '@/components/ui/cx';
import { hasActions } from '@/lib/macros/rules';
import type { MacroActions } from '@/lib/macros/schema';

const icon = { size: 12, strokeWidth: 2, className: 'text-text-3', 'aria-hidden': true } as const;

function ActionChip({ mark, says, children }: { mark?: ReactNode; says?: string; children: ReactNode }) {
  return (
    <span className="inline-flex h-[22px] max-w-full items-center gap-1 rounded-full border border-line bg-surface px-2 text-xs font-medium text-text-2">
      {mark}
      {says && <span className="sr-only">{says}</span>}
      <span className="truncate">{children}</span>
      <span className="sr-only">. </span>
    </span>
  );
}

/** What a macro does to a ticket, in a few marks. `names` are people's and teams' by their ids; somebody who left is said so. */
export function ActionChips(props: { actions: MacroActions; names: Map<string, string>; className?: string }) {
  const { actions, names } = props;
  const { status, priority, category, assignedTo, team, addTags = [], removeTags = [] } = actions;
  const t = useTranslations('macros.does');
  const words = useTranslations('tickets');
  if (!hasActions(actions)) return null;
  const assignee = (id: string) => (id === 'me' || id === 'none' ? t(id) : (names.get(id) ?? t('somebodyGone')));
  return (
    <span className={cx('flex min-w-0 flex-wrap gap-1', props.className)}>
      <span className="sr-only">{t('label')}: </span>
      {status && <ActionChip mark={<StatusGlyph status={status} />}>{words(`status.${status}`)}</ActionChip>}
      {priority && (
        <ActionChip mark={<PriorityGlyph priority={priority} />} says={`${words('fields.priority')}: `}>
          {words(`priority.${priority}`)}
        </ActionChip>
      )}
      {category && <ActionChip says={`${words('fields.category')}: `}>{words(`category.${category}`)}</ActionChip>}
      {assignedTo && (
        <ActionChip mark={<ArrowRight {...icon} />} says={t('assigns')}>
          {assignee(assignedTo)}
        </ActionChip>
      )}
      {team && (
        <ActionChip mark={<UsersRound {...icon} />} says={t('team')}>
          {team === 'none' ? t('none') : (names.get(team) ?? t('someTeam'))}
        </ActionChip>
      )}
      {addTags.map((tag) => (
        <ActionChip key={`+${tag}`} mark={<Plus {...icon} />} says={t('adds')}>
          {tag}
        </ActionChip>
      ))}
      {removeTags.map((tag) => (
        <ActionChip key={`-${tag}`} mark={<Minus {...icon} />} says={t('removes')}>
          {tag}
        </ActionChip>
      ))}
    </span>
  );
}
