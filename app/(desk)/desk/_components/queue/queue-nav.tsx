'use client';
import {
  CircleCheck,
  CircleDashed,
  Flame,
  Hourglass,
  Inbox,
  Layers,
  type LucideIcon,
  Moon,
  Settings,
  User,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { RailGroup, RailLink } from '@/components/layout/rail-link';
import { type Queue, queues } from '@/lib/views/rules';
import { useView } from '../data/use-desk';
import type { QueueCounts } from '../data/use-queues';
import { shownCount } from './shown-count';
import { ViewList } from './view-list';

const icons: Record<Queue, LucideIcon> = {
  mine: User,
  unassigned: Inbox,
  open: CircleDashed,
  pending: Hourglass,
  urgent: Flame,
  snoozed: Moon,
  resolved: CircleCheck,
  all: Layers,
};

/** The queues with their counts, and the way to the settings. `isWide` where there is always room for the words. */
export function QueueNav({ counts, isWide }: { counts: QueueCounts; isWide?: boolean }) {
  const t = useTranslations('desk');
  const { view, href } = useView();
  return (
    <>
      <RailGroup title={t('queues.title')}>
        {queues.map((queue) => {
          const Icon = icons[queue];
          const count = counts[queue];
          return (
            <li key={queue}>
              <RailLink
                href={href(null, { queue, q: '', sort: 'newest' })}
                icon={<Icon size={16} strokeWidth={1.75} aria-hidden />}
                label={t(`queues.${queue}`)}
                count={count === undefined ? undefined : shownCount(count)}
                isCurrent={view.queue === queue}
                isWide={isWide}
              />
            </li>
          );
        })}
      </RailGroup>
      <ViewList isWide={isWide} />
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
