import { dehydrate, QueryClient } from '@tanstack/react-query';
import { cookies } from 'next/headers';
import { getTimeZone } from 'next-intl/server';
import { cache } from 'react';
import type { UserActor } from '@/lib/auth/actor';
import { presentDeskRow, presentDeskTicket } from '@/lib/desk/present';
import { findDeskTicket, listDesk } from '@/lib/desk/queries';
import { cursorNow } from '@/lib/events/queries';
import { presentField } from '@/lib/fields/present';
import { listFields } from '@/lib/fields/queries';
import { AppError } from '@/lib/platform/errors';
import { toPublicId } from '@/lib/platform/ids';
import { presentQueue } from '@/lib/views/present';
import { listQueues } from '@/lib/views/queries';
import { deskKeys, uncountedAt } from './data/keys';
import { rowsAtOnce } from './data/read-rows';
import type { Stretch } from './data/rows-stretches';
import { type DeskLayout, layoutCookie, readLayout } from './frame/layout-cookie';
import type { View } from './queue/view';
import type { Agent } from './ticket/desk-ticket';

/** Where what happens later begins: asked before anything is read, once a request. */
const loadSince = cache(cursorNow);

/** The ticket of an address as the desk shows it, or null; asked once a request. */
export const loadTicket = cache(async (actor: UserActor, number: string) => {
  await loadSince(actor);
  const row = await findDeskTicket(actor, number);
  return row && presentDeskTicket(row);
});

/** The start of the list, or null where the address names a view that there is not: the list says so itself. */
async function loadRows(actor: UserActor, view: View): Promise<Stretch[] | null> {
  try {
    const timeZone = await getTimeZone();
    const { rows, next, matches } = await listDesk(actor, { ...view, limit: rowsAtOnce(view), timeZone });
    const shown = rows.map((row) => presentDeskRow(row, matches.get(row.id)));
    return [{ from: null, to: next, rows: shown, at: Date.now() }];
  } catch (error) {
    if (error instanceof AppError && error.code === 'VIEW_NOT_FOUND') return null;
    throw error;
  }
}

/** The reader as somebody who can have a ticket. */
export function agentOf(actor: UserActor): Agent {
  return { id: toPublicId('agent', actor.userId), userId: actor.userId, name: actor.name };
}

/**
 * The first sight of the desk, read as the browser would read it: list, counts and, with a number, the ticket; the copy of it as
 * JSON (`DehydratedState`), which React hands on as one text instead of walking all of it. For staff.
 */
export async function loadDesk(actor: UserActor, view: View, number?: string): Promise<string> {
  const client = new QueryClient();
  client.setQueryData(deskKeys.since, await loadSince(actor));
  const [rows, all, ticket, fields] = await Promise.all([
    loadRows(actor, view),
    // What somebody saved may search for anything: the browser has it counted as soon as it is there.
    listQueues(actor, { countsViews: false }),
    number === undefined ? null : loadTicket(actor, number),
    listFields(actor),
  ]);
  client.setQueryData(deskKeys.fields, fields.map(presentField));
  if (rows) client.setQueryData(deskKeys.rows(view), rows);
  const queues = all.map((queue) => presentQueue(actor, queue));
  const isCounted = queues.every(({ count }) => count !== null);
  client.setQueryData(deskKeys.queues, queues, isCounted ? undefined : { updatedAt: uncountedAt });
  if (ticket) client.setQueryData(deskKeys.ticket(ticket.number), ticket);
  return JSON.stringify(dehydrate(client));
}

/** How the reader has arranged the desk in this browser. */
export async function loadLayout(): Promise<DeskLayout> {
  return readLayout((await cookies()).get(layoutCookie)?.value);
}
