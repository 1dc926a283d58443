'use client';
import { useQueryClient } from '@tanstack/react-query';
import {
  Bookmark,
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
  Users,
} from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { FrameUser } from '@/components/layout/frame-user';
import { type Queue, queues } from '@/lib/views/rules';
import type { QueueObject } from '@/lib/views/schema';
import { deskKeys } from '../data/keys';
import { useDesk } from '../data/use-desk';
import type { ShortcutId } from '../frame/shortcuts';
import { shownCount } from '../queue/shown-count';
import type { Entry } from './entry';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

const ofQueue: Partial<Record<Queue, { icon: LucideIcon; shortcut: ShortcutId }>> = {
  mine: { icon: User, shortcut: 'goMine' },
  unassigned: { icon: Inbox, shortcut: 'goUnassigned' },
  open: { icon: CircleDashed, shortcut: 'goOpen' },
  pending: { icon: Hourglass, shortcut: 'goPending' },
  urgent: { icon: Flame, shortcut: 'goUrgent' },
  snoozed: { icon: Moon, shortcut: 'goSnoozed' },
  resolved: { icon: CircleCheck, shortcut: 'goResolved' },
  all: { icon: Layers, shortcut: 'goAll' },
};

/** The pages of the settings, with those that are for admins alone. */
const settings = [
  { id: 'profile' },
  { id: 'macros' },
  { id: 'notifications' },
  { id: 'tokens' },
  { id: 'webhooks' },
  { id: 'people', isAdmins: true },
  { id: 'teams', isAdmins: true },
  { id: 'fields', isAdmins: true },
] as const;

/** Where the palette leads: queues and saved views with their counts, and the settings. */
export function useGoEntries(role: FrameUser['role']): Entry[] {
  const t = useTranslations('keys.palette');
  const desk = useTranslations('desk.queues');
  const { show } = useDesk();
  const router = useRouter();
  const known = useQueryClient().getQueryData<QueueObject[]>(deskKeys.queues) ?? [];
  const count = (id: string) => {
    const found = known.find((each) => each.id === id)?.count;
    return found == null ? undefined : <span className="text-sm text-text-3 tabular-nums">{shownCount(found)}</span>;
  };
  const toQueue = (queue: string) => () => show({ queue, q: '' });
  return [
    ...queues.map((queue): Entry => {
      const { icon: Icon = Inbox, shortcut } = ofQueue[queue] ?? {};
      const base = { id: `queue-${queue}`, label: desk(queue), also: t('also.queue'), end: count(queue), shortcut };
      return { ...base, icon: <Icon {...icon} />, run: toQueue(queue) };
    }),
    ...known.flatMap(({ id, view }): Entry[] =>
      view
        ? [
            {
              id: `view-${id}`,
              label: view.name,
              also: t('also.view'),
              end: count(id),
              icon: view.shared ? <Users {...icon} /> : <Bookmark {...icon} />,
              run: toQueue(id),
            },
          ]
        : [],
    ),
    ...settings
      .filter((page) => role === 'admin' || !('isAdmins' in page))
      .map(
        ({ id }): Entry => ({
          id: `settings-${id}`,
          label: t(`settings.${id}`),
          icon: <Settings {...icon} />,
          run: () => router.push(`/settings/${id}`),
        }),
      ),
  ];
}
