/** The queues that every desk has, in the order of the rail. */
export const queues = ['mine', 'unassigned', 'open', 'pending', 'urgent', 'snoozed', 'resolved', 'all'] as const;

export type Queue = (typeof queues)[number];
