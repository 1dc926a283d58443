import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { frameUserOf } from '@/app/frame-user';
import { requireStaff } from '@/lib/auth/page';
import { env } from '@/lib/platform/env';
import { DeskFrame } from '../../_components/frame/desk-frame';
import { loadQueue } from '../../_components/queue/load-queue';
import { deskHref, readView } from '../../_components/queue/view';
import { findDeskTicket, loadTicket } from '../../_components/ticket/load-ticket';
import { Properties } from '../../_components/ticket/properties';
import { ResolveProvider } from '../../_components/ticket/resolve-dialog';
import { cardOf, TicketPane } from '../../_components/ticket/ticket-pane';
import { TicketProvider } from '../../_components/ticket/use-ticket';

type Props = PageProps<'/desk/tickets/[number]'>;

async function readAddress({ params, searchParams }: Props) {
  const [{ number }, search] = await Promise.all([params, searchParams]);
  const view = readView(search);
  return { number, view, actor: await requireStaff(deskHref(view, number)) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { actor, number } = await readAddress(props);
  const ticket = await findDeskTicket(actor, number);
  return ticket ? { title: `#${ticket.number} ${ticket.title}` } : {};
}

/** A ticket in its queue. */
export default async function DeskTicketPage(props: Props) {
  const { actor, number, view } = await readAddress(props);
  const [queue, data, user] = await Promise.all([
    loadQueue(actor, view),
    loadTicket(actor, number),
    frameUserOf(actor),
  ]);
  if (!data) notFound();
  return (
    <TicketProvider key={data.desk.id} ticket={data.desk} agents={data.agents}>
      <ResolveProvider>
        <DeskFrame
          desk={env().HILO_NAME}
          user={user}
          data={queue}
          ticket={data.ticket.number}
          aside={<Properties {...cardOf(data, queue)} />}
        >
          <TicketPane data={data} queue={queue} />
        </DeskFrame>
      </ResolveProvider>
    </TicketProvider>
  );
}
