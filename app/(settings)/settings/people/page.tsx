import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import type { UserActor } from '@/lib/auth/actor';
import { requireAdmin } from '@/lib/auth/page';
import { presentUser } from '@/lib/people/present';
import { listUsers } from '@/lib/people/queries';
import { AppError } from '@/lib/platform/errors';
import { type PeopleParams, peopleHref, readPeopleParams } from './_components/people-params';
import { PeopleToolbar } from './_components/people-toolbar';
import { PeopleView } from './_components/people-view';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.people');
  return { title: t('title') };
}

const pageSize = 50;

async function readPage(actor: UserActor, { after, ...filter }: PeopleParams) {
  try {
    return await listUsers(actor, { ...filter, limit: pageSize, cursor: after });
  } catch (error) {
    // A cursor from another age or a mistyped link: the first page is the nearest thing to what was asked.
    const isCursors = error instanceof AppError && error.code === 'INVALID_CURSOR';
    if (isCursors) return listUsers(actor, { ...filter, limit: pageSize });
    throw error;
  }
}

/** Everybody that the desk knows, for admins. Search, role and page live in the address. */
export default async function PeoplePage({ searchParams }: PageProps<'/settings/people'>) {
  const params = readPeopleParams(await searchParams);
  const actor = await requireAdmin(peopleHref(params));
  const [t, { rows, next }] = await Promise.all([getTranslations('settings.people'), readPage(actor, params)]);
  return (
    <PeopleView
      people={rows.map((row) => ({ ...presentUser(row), key: row.id }))}
      selfEmail={actor.email}
      toolbar={<PeopleToolbar params={params} />}
    >
      {rows.length === 0 && (
        <Panel>
          <EmptyState
            drawing="search"
            title={t('emptyTitle')}
            text={t('emptyText')}
            actions={<LinkButton href="/settings/people">{t('clear')}</LinkButton>}
          />
        </Panel>
      )}
      {(next || params.after) && (
        <nav aria-label={t('pages')} className="mt-4 flex justify-center gap-2">
          {params.after && (
            <LinkButton variant="ghost" href={peopleHref({ ...params, after: undefined })}>
              {t('first')}
            </LinkButton>
          )}
          {next && <LinkButton href={peopleHref({ ...params, after: next })}>{t('more')}</LinkButton>}
        </nav>
      )}
    </PeopleView>
  );
}
