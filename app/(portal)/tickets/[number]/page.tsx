import type { Metadata } from 'next';
import { requireActor } from '@/lib/auth/page';
import { Arrival } from '../../_components/arrival';
import { loadThread, loadTicket } from './_components/load-ticket';
import { TicketSkeleton } from './_components/ticket-skeleton';
import { TicketView } from './_components/ticket-view';

type Props = PageProps<'/tickets/[number]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ticket } = await loadTicket((await params).number);
  return { title: `#${ticket.number} ${ticket.title}` };
}

/** A client's ticket: everything that was said and done, and the way to go on. */
export default async function TicketPage({ params, searchParams }: Props) {
  const [{ number }, { from }] = await Promise.all([params, searchParams]);
  await requireActor(`/tickets/${encodeURIComponent(number)}`);
  return (
    <Arrival load={() => loadThread(number)} skeleton={<TicketSkeleton />}>
      {(thread) => <TicketView {...thread} from={Number(from)} />}
    </Arrival>
  );
}
