import type { Follower } from '@/lib/events/follow';
import { notifyOfEvents } from './commands/notify-of-events';

/** Tells people of the desk what concerns them, soon after it happened. */
export const notifier: Follower = { name: 'notifications', handle: notifyOfEvents };
