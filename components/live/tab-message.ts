import type { TicketEventObject } from '@/lib/events/schema';
import type { PresenceNews, PresenceObject } from '@/lib/presence/schema';

/** What the tabs of one reader tell each other. */
export type TabMessage =
  | { kind: 'hello'; from: string; since?: string }
  | { kind: 'welcome'; to: string; missed: TicketEventObject[] | null; last?: string; presence: PresenceObject[] }
  | { kind: 'event'; event: TicketEventObject }
  | { kind: 'presence'; news: PresenceNews }
  | { kind: 'state'; isLive: boolean }
  | { kind: 'beat' }
  | { kind: 'gap'; last?: string };
