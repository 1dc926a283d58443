import { toPublicId } from '@/lib/platform/ids';
import type { AgentRow, TeamRow } from './queries';
import type { AgentObject, TeamObject } from './schema';

/** A row as the API shows a team. */
export function presentTeam(row: TeamRow): TeamObject {
  return {
    _id: toPublicId('team', row.id),
    name: row.name,
    members: row.memberIds.map((id) => toPublicId('agent', id)),
    rotating: row.isRotating,
    categories: row.categories,
    createdAt: row.createdAt.toISOString(),
  };
}

/** A row as the API shows somebody who can be assigned to. */
export function presentAgent({ id, name, isAway, capacity, load }: AgentRow): AgentObject {
  return { _id: toPublicId('agent', id), userId: id, name, away: isAway, capacity, load };
}
