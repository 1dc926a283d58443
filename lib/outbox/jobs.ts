import { z } from 'zod';
import { sendDue } from './commands/send';

const sendSchema = z.object({ outgoingId: z.uuid() });

/** `outbox.send`: a reply's time has come. */
export async function sendOutgoing(payload: unknown): Promise<void> {
  await sendDue(sendSchema.parse(payload).outgoingId);
}
