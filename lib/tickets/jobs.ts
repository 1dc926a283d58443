import { z } from 'zod';
import { reindexTicketsOf } from './commands/reindex';
import { wakeDue, wakeIfDue } from './commands/wake';

const reindexSchema = z.object({ clientId: z.uuid() });
const wakeSchema = z.object({ ticketId: z.uuid() });

/** `tickets.reindex`: search finds a client's tickets by their new name. */
export function reindexTickets(payload: unknown): Promise<void> {
  return reindexTicketsOf(reindexSchema.parse(payload).clientId);
}

/** `tickets.wake`: a snoozed ticket is back at its time. One put off further, or woken since, is left alone. */
export async function wakeTicket(payload: unknown): Promise<void> {
  await wakeIfDue(wakeSchema.parse(payload).ticketId);
}

/** `tickets.wakeDue`: those whose job was lost. */
export async function wakeDueTickets(): Promise<void> {
  await wakeDue();
}
