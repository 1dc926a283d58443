import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { frameUserOf } from '@/app/frame-user';
import { requireStaff } from '@/lib/auth/page';
import { env } from '@/lib/platform/env';
import { DeskFrame } from './_components/frame/desk-frame';
import { NothingOpen } from './_components/frame/nothing-open';
import { loadQueue } from './_components/queue/load-queue';
import { deskHref, readView } from './_components/queue/view';

type Props = PageProps<'/desk'>;

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations('desk');
  return { title: t('pageTitle', { queue: t(`queues.${readView(await searchParams).queue}`) }) };
}

/** A queue with nothing open. */
export default async function DeskPage({ searchParams }: Props) {
  const view = readView(await searchParams);
  const actor = await requireStaff(deskHref(view));
  const [data, user] = await Promise.all([loadQueue(actor, view), frameUserOf(actor)]);
  return (
    <DeskFrame desk={env().HILO_NAME} user={user} data={data}>
      <NothingOpen />
    </DeskFrame>
  );
}
