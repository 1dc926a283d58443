import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { frameUserOf } from '@/app/frame-user';
import { requireStaff } from '@/lib/auth/page';
import { presentClient, presentNote } from '@/lib/clients/present';
import { listNotes } from '@/lib/clients/queries';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { listTicketsForPage } from '@/lib/tickets/queries/list';
import { ClientFrame } from './_components/client-frame';
import { ClientHead } from './_components/client-head';
import { ClientNotes } from './_components/client-notes';
import { type ClientParams, clientHref, readClientParams } from './_components/client-params';
import { ClientTickets } from './_components/client-tickets';
import { loadClient } from './_components/load-client';

type Props = PageProps<'/desk/clients/[id]'>;

const pageSize = 25;

async function readAddress({ params, searchParams }: Props) {
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const shown = readClientParams(search);
  const actor = await requireStaff(clientHref(id, shown));
  const row = await loadClient(actor, id);
  return { actor, row, id, shown };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { row } = await readAddress(props);
  return row ? { title: row.name } : {};
}

/** A page of their tickets. A cursor that is none is no page: the first is shown. */
async function loadTickets(
  actor: Parameters<typeof listTicketsForPage>[0],
  id: string,
  { status, cursor }: ClientParams,
) {
  const filter = { client: [id], ...(status && { status: [status] }) };
  try {
    return await listTicketsForPage(actor, filter, { limit: pageSize, cursor });
  } catch (error) {
    if (error instanceof AppError && error.code === 'INVALID_CURSOR')
      return listTicketsForPage(actor, filter, { limit: pageSize });
    throw error;
  }
}

/** A client, for those who answer them: who they are, how it went so far, all their tickets, and what was noted about them. */
export default async function ClientPage(props: Props) {
  const { actor, row, id, shown } = await readAddress(props);
  if (!row) notFound();
  const [user, tickets, notes] = await Promise.all([
    frameUserOf(actor),
    loadTickets(actor, id, shown),
    listNotes(actor, row.id),
  ]);
  const client = presentClient(row);
  return (
    <ClientFrame desk={env().HILO_NAME} user={user}>
      <ClientHead client={client} avatarId={row.id} />
      <div className="grid grid-cols-[minmax(0,1fr)_340px] items-start gap-10 max-lg:grid-cols-1">
        <ClientTickets id={id} counts={client.tickets} shown={shown} rows={tickets.rows} next={tickets.next} />
        <ClientNotes clientId={id} readerId={actor.userId} notes={notes.map(presentNote)} />
      </div>
    </ClientFrame>
  );
}
