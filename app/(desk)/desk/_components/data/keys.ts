import type { View } from '../queue/view';

/** How the desk's copy of what the server has is named. To make something be read again, invalidate its key. */
export const deskKeys = {
  /** The list of one view: `Stretch[]` (rows-stretches.ts). */
  rows: ({ queue, q, sort }: View) => ['desk', 'rows', queue, q, sort] as const,
  /** The list of every view. */
  allRows: ['desk', 'rows'] as const,
  /** Everything of one ticket: `DeskTicketObject`. */
  ticket: (number: number) => ['desk', 'ticket', number] as const,
  allTickets: ['desk', 'ticket'] as const,
  /** The queues with their counts. */
  queues: ['desk', 'queues'] as const,
  /** The desk's own fields: `FieldObject[]`. */
  fields: ['desk', 'fields'] as const,
  /** The feed's cursor from before the page was read. */
  since: ['desk', 'since'] as const,
};

/** When a page came with views that nobody had counted: older than all that is ever read, so that they are read at once. */
export const uncountedAt = 1;
