import {
  CircleCheck,
  CircleDashed,
  Hourglass,
  Inbox,
  Layers,
  type LucideIcon,
  Settings,
  User,
  Users,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { RailGroup, RailLink } from '@/components/layout/rail-link';
import { countLimit } from '@/lib/tickets/queries/count';
import { changedView, deskHref, type Queue, queues, type View, withoutFilters } from './view';

const icons: Record<Queue, LucideIcon> = {
  mine: User,
  unassigned: Inbox,
  open: CircleDashed,
  pending: Hourglass,
  active: Users,
  resolved: CircleCheck,
  all: Layers,
};

/** A count as it is shown: past the limit it is only known to be more. */
export function shownCount(count: number): string {
  return count >= countLimit ? `${countLimit - 1}+` : String(count);
}

/** The queues with their counts, and the way to the settings. `isWide` where there is always room for the words. */
export function QueueNav({ view, counts, isWide }: { view: View; counts: Record<Queue, number>; isWide?: boolean }) {
  const t = useTranslations('desk');
  return (
    <>
      <RailGroup title={t('queues.title')}>
        {queues.map((queue) => {
          const Icon = icons[queue];
          return (
            <li key={queue}>
              <RailLink
                href={deskHref(changedView({ ...withoutFilters(view), q: '' }, { queue }))}
                icon={<Icon size={16} strokeWidth={1.75} aria-hidden />}
                label={t(`queues.${queue}`)}
                count={shownCount(counts[queue])}
                isCurrent={view.queue === queue}
                isWide={isWide}
              />
            </li>
          );
        })}
      </RailGroup>
      <div className={isWide ? 'mt-2 border-t border-line pt-2' : undefined}>
        <RailGroup title={t('rail.account')}>
          <li>
            <RailLink
              href="/settings"
              icon={<Settings size={16} strokeWidth={1.75} aria-hidden />}
              label={t('rail.settings')}
              isWide={isWide}
            />
          </li>
        </RailGroup>
      </div>
    </>
  );
}
