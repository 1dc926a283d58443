import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireStaff } from '@/lib/auth/page';
import { presentMacro } from '@/lib/macros/present';
import { listMacros, mayChangeMacro } from '@/lib/macros/queries';
import { listAssignees } from '@/lib/people/queries';
import { env } from '@/lib/platform/env';
import { toPublicId } from '@/lib/platform/ids';
import { listTeams } from '@/lib/teams/queries';
import { MacrosView } from './_components/macros-view';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('macros');
  return { title: t('title') };
}

/** The macros that the reader may use: their own and the team's. */
export default async function MacrosPage() {
  const actor = await requireStaff('/settings/macros');
  const [rows, people, teams] = await Promise.all([listMacros(actor), listAssignees(actor), listTeams(actor)]);
  return (
    <MacrosView
      macros={rows.map((row) => ({
        ...presentMacro(row),
        isOwn: row.ownerId === actor.userId,
        mayChange: mayChangeMacro(actor, row),
      }))}
      agents={people.map(({ id, name }) => ({ id: toPublicId('agent', id), name }))}
      teams={teams.map(({ id, name }) => ({ id: toPublicId('team', id), name }))}
      self={{ name: actor.name }}
      desk={env().HILO_NAME}
    />
  );
}
