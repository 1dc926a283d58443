import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireAdmin } from '@/lib/auth/page';
import { presentAgent, presentTeam } from '@/lib/teams/present';
import { listAgents, listTeams } from '@/lib/teams/queries';
import { TeamsView } from './_components/teams-view';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('order.teams');
  return { title: t('title') };
}

/** The teams, who is in them, and how much each person is given: for admins. */
export default async function TeamsPage() {
  const actor = await requireAdmin('/settings/teams');
  const [teams, agents] = await Promise.all([listTeams(actor), listAgents(actor)]);
  return <TeamsView teams={teams.map(presentTeam)} people={agents.map(presentAgent)} />;
}
