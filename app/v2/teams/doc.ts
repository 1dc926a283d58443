import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';
import { agentObject, teamObject } from '@/lib/teams/schema';

const params = {
  id: z.string().meta({ description: 'The team’s `_id`.', example: 'team_01h455vb4pex5vsknk084sn02q' }),
};

export const listTeamsDoc: Doc = {
  id: 'listTeams',
  tag: 'Desk',
  summary: 'List teams',
  description: 'For agents, by name.',
  replies: { 200: { description: 'All teams.', data: z.array(teamObject) } },
};

export const createTeamDoc: Doc = {
  id: 'createTeam',
  tag: 'Desk',
  summary: 'Make a team',
  description: 'Admins only.',
  errors: ['TEAM_EXISTS', 'CATEGORY_TAKEN'],
  examples: { billing: { name: 'Facturación', rotating: true, categories: ['billing'] } },
  replies: { 201: { description: 'The team.', data: teamObject } },
};

export const changeTeamDoc: Doc = {
  id: 'changeTeam',
  tag: 'Desk',
  summary: 'Change a team',
  description: 'Admins only. `members` and `categories` replace those before.',
  params,
  errors: ['TEAM_NOT_FOUND', 'TEAM_EXISTS', 'CATEGORY_TAKEN'],
  examples: { rotate: { rotating: true } },
  replies: { 200: { description: 'The team as it is now.', data: teamObject } },
};

export const deleteTeamDoc: Doc = {
  id: 'deleteTeam',
  tag: 'Desk',
  summary: 'Delete a team',
  description: 'Admins only. Its tickets stay with whom they are, in no team.',
  params,
  errors: ['TEAM_NOT_FOUND'],
  replies: { 200: { description: 'The team as it was.', data: teamObject } },
};

export const listAgentsDoc: Doc = {
  id: 'listAgents',
  tag: 'Desk',
  summary: 'List whom tickets can be assigned to',
  description: 'For agents, by name: everybody who works here and is not disabled, and how much they have to do.',
  replies: { 200: { description: 'Everybody who works here.', data: z.array(agentObject) } },
};
