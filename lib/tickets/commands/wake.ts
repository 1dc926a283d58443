import sql from 'sql-template-tag';
import { systemActor } from '@/lib/auth/actor';
import { ringBell } from '@/lib/events/bell';
import { db, inTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { applyChange, holdTicket } from './apply';

/** Ends a ticket's snooze if its time has come. Gives whether it did. */
export async function wakeIfDue(ticketId: string): Promise<boolean> {
  const hilo = systemActor('worker');
  const isWoken = await inTransaction(async (tx) => {
    const held = await holdTicket(tx, hilo, ticketId);
    if (!held.snoozedUntil || held.snoozedUntil > held.now) return false;
    return applyChange(tx, hilo, held, { snoozedUntil: null });
  }).catch((error: unknown) => {
    // Gone, or merged into another, which ended its snooze.
    if (error instanceof AppError && (error.code === 'TICKET_NOT_FOUND' || error.code === 'TICKET_MERGED'))
      return false;
    throw error;
  });
  if (isWoken) ringBell();
  return isWoken;
}

/** Ends every snooze whose time has come: each has a job of its own, and what it missed is found here. Gives how many. */
export async function wakeDue(): Promise<number> {
  const due = await db.query<{ id: string }>(
    sql`SELECT id FROM tickets WHERE snoozed_until <= now() ORDER BY snoozed_until LIMIT 1000`,
  );
  let woken = 0;
  for (const { id } of due) if (await wakeIfDue(id)) woken += 1;
  return woken;
}
