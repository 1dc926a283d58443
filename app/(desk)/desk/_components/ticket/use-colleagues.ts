'use client';
import { useQuery } from '@tanstack/react-query';
import type { AgentObject, TeamObject } from '@/lib/teams/schema';
import { fetchDesk } from '../data/fetch-desk';

/**
 * Whom tickets can be assigned to, with who is away and what they have to do, and the teams. Read when somebody is about to
 * choose; undefined until then.
 */
export function useColleagues(): {
  agents: AgentObject[] | undefined;
  teams: TeamObject[] | undefined;
  hasFailed: boolean;
} {
  const agents = useQuery({
    queryKey: ['desk', 'agents'],
    queryFn: async ({ signal }) => (await fetchDesk<AgentObject[]>('/v2/agents', signal)).data,
  });
  const teams = useQuery({
    queryKey: ['desk', 'teams'],
    queryFn: async ({ signal }) => (await fetchDesk<TeamObject[]>('/v2/teams', signal)).data,
  });
  return { agents: agents.data, teams: teams.data, hasFailed: agents.isError || teams.isError };
}
