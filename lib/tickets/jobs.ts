import { z } from 'zod';
import { reindexTicketsOf } from './commands/reindex';

const reindexSchema = z.object({ clientId: z.uuid() });

/** `tickets.reindex`: search finds a client's tickets by their new name. */
export function reindexTickets(payload: unknown): Promise<void> {
  return reindexTicketsOf(reindexSchema.parse(payload).clientId);
}
