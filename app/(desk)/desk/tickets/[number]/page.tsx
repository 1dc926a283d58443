import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { frameUserOf } from '@/app/frame-user';
import { requireStaff } from '@/lib/auth/page';
import { env } from '@/lib/platform/env';
import { Desk } from '../../_components/desk';
import { agentOf, loadDesk, loadLayout, loadTicket } from '../../_components/load-desk';
import { deskHref, readView } from '../../_components/queue/view';

type Props = PageProps<'/desk/tickets/[number]'>;

async function readAddress({ params, searchParams }: Props) {
  const [{ number }, search] = await Promise.all([params, searchParams]);
  const view = readView(search);
  return { number, view, actor: await requireStaff(deskHref(view, number)) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { actor, number } = await readAddress(props);
  const ticket = await loadTicket(actor, number);
  return ticket ? { title: `#${ticket.number} ${ticket.title}` } : {};
}

/** A ticket in its queue. */
export default async function DeskTicketPage(props: Props) {
  const { actor, number, view } = await readAddress(props);
  const [state, ticket, user, layout] = await Promise.all([
    loadDesk(actor, view, number),
    loadTicket(actor, number),
    frameUserOf(actor),
    loadLayout(),
  ]);
  if (!ticket) notFound();
  if (ticket.mergedInto) redirect(`${deskHref(view, ticket.mergedInto.number)}&from=${ticket.number}`);
  return (
    <Desk
      name={env().HILO_NAME}
      user={user}
      me={agentOf(actor)}
      address={{ view, ticket: ticket.number }}
      state={state}
      layout={layout}
    />
  );
}
