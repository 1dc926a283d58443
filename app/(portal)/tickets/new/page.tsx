import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/layout/page-header';
import { requireActor } from '@/lib/auth/page';
import { presentField } from '@/lib/fields/present';
import { listFields } from '@/lib/fields/queries';
import { typicalAnswer } from '@/lib/tickets/queries/typical-answer';
import { categories, limits, priorities } from '@/lib/tickets/schema';
import { UsualAnswer } from '../_components/usual-answer';
import { NewTicketForm } from './_components/new-ticket-form';
import { Tips } from './_components/tips';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('portal.new');
  return { title: t('title') };
}

/** File a ticket. */
export default async function NewTicketPage() {
  const [actor, t, typical] = await Promise.all([
    requireActor('/tickets/new'),
    getTranslations('portal.new'),
    typicalAnswer(),
  ]);
  const fields = (await listFields(actor)).map(presentField);
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      {typical !== null && (
        <p className="-mt-4 mb-7 text-md text-text-2">
          <UsualAnswer seconds={typical} />
        </p>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)_288px] items-start gap-14 max-lg:grid-cols-1 max-lg:gap-8">
        <NewTicketForm
          readerId={actor.userId}
          priorities={priorities}
          categories={categories}
          limits={limits}
          fields={fields.filter(({ forClients, archived }) => forClients && !archived)}
        />
        <Tips />
      </div>
    </>
  );
}
