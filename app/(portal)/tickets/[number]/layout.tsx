import { headers } from 'next/headers';
import { loadTicket } from './_components/load-ticket';

/**
 * A page opened by its address waits for its ticket, so that what is not there answers 404 and not a skeleton with status
 * 200. A link inside the app does not wait (its fetch has another `Sec-Fetch-Dest`): there the skeleton comes at once.
 */
export default async function TicketLayout({ params, children }: LayoutProps<'/tickets/[number]'>) {
  const isFetch = (await headers()).get('sec-fetch-dest') === 'empty';
  if (!isFetch) await loadTicket((await params).number);
  return children;
}
