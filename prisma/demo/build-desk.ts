import { v7 } from 'uuid';
import type { Prisma } from '@/lib/generated/prisma/client';
import { toPublicId } from '@/lib/platform/ids';
import { fields, macros, type TeamKey, teams, views } from './desk';
import { resolveMoment } from './moments';
import type { PersonKey } from './people';

/** How the demo's desk is set up, as rows. */
export interface DeskRows {
  teams: (Prisma.TeamCreateManyInput & { id: string; key: TeamKey })[];
  teamMembers: Prisma.TeamMemberCreateManyInput[];
  fields: Prisma.CustomFieldCreateManyInput[];
  macros: Prisma.MacroCreateManyInput[];
  views: Prisma.SavedViewCreateManyInput[];
}

/** Teams, fields, macros and views, made weeks ago by the people of the demo. Pure but for the ids. */
export function buildDesk(now: Date, userIds: Record<PersonKey, string>): DeskRows {
  const createdAt = resolveMoment('40d 10:00', now);
  const lastUsedAt = resolveMoment('1d 9:30', now);
  const newId = () => v7({ msecs: createdAt.getTime() });
  const teamRows = (Object.keys(teams) as TeamKey[]).map((key) => {
    const { name, isRotating, categories } = teams[key];
    return { key, id: newId(), name, isRotating, categories: [...categories], createdAt };
  });
  return {
    teams: teamRows,
    teamMembers: teamRows.flatMap(({ key, id }) =>
      teams[key].members.map((member) => ({ teamId: id, userId: userIds[member] })),
    ),
    fields: fields.map((field, place) => ({ ...field, id: newId(), place, createdAt })),
    macros: macros.map(({ owner, actions: { team, ...actions }, ...macro }) => {
      const taker = teamRows.find(({ key }) => key === team);
      return {
        ...macro,
        id: newId(),
        ownerId: userIds[owner],
        actions: taker ? { ...actions, team: toPublicId('team', taker.id) } : actions,
        lastUsedAt,
        createdAt,
        updatedAt: createdAt,
      };
    }),
    views: views.map(({ owner, ...view }) => ({
      ...view,
      id: newId(),
      ownerId: userIds[owner],
      createdAt,
      updatedAt: createdAt,
    })),
  };
}
