import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { frameUserOf } from '@/app/frame-user';
import { requireStaff } from '@/lib/auth/page';
import { env } from '@/lib/platform/env';
import { Desk } from './_components/desk';
import { agentOf, loadDesk, loadLayout } from './_components/load-desk';
import { queueName } from './_components/queue/queue-name';
import { deskHref, readView } from './_components/queue/view';

type Props = PageProps<'/desk'>;

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations('desk');
  return { title: t('pageTitle', { queue: queueName(t, readView(await searchParams).queue) }) };
}

/** A queue with nothing open. */
export default async function DeskPage({ searchParams }: Props) {
  const view = readView(await searchParams);
  const actor = await requireStaff(deskHref(view));
  const [state, user, layout] = await Promise.all([loadDesk(actor, view), frameUserOf(actor), loadLayout()]);
  return (
    <Desk
      name={env().HILO_NAME}
      user={user}
      me={agentOf(actor)}
      address={{ view, ticket: null }}
      state={state}
      layout={layout}
    />
  );
}
