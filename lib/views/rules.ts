/** The queues that every desk has, in the order of the rail, each said in the search language: there is one way to ask. */
export const queueSearches = {
  mine: 'assigned:me is:active',
  unassigned: 'assigned:none is:active',
  open: 'status:open is:active',
  pending: 'status:pending is:active',
  urgent: 'priority:urgent is:active',
  snoozed: 'is:snoozed',
  resolved: 'status:resolved resolved:<7d',
  all: '',
} as const;

export type Queue = keyof typeof queueSearches;

/** Their names. */
export const queues = Object.keys(queueSearches) as [Queue, ...Queue[]];

/** How many views one person may have. */
export const maxViews = 100;
