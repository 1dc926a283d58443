import { z } from 'zod';
import { name as personsName } from '@/lib/people/schema';
import { categories } from '@/lib/tickets/schema';

/** How many people a team may have. */
const maxMembers = 200;

const name = personsName
  .max(80, 'INVALID_NAME')
  .meta({ description: 'One line; no two teams share one.', example: 'Facturación' });

const agentId = z.string('INVALID_MEMBERS').max(100, 'INVALID_MEMBERS').meta({
  example: 'agent_01h455vb4pex5vsknk084sn02q',
});

const members = z
  .array(agentId, 'INVALID_MEMBERS')
  .max(maxMembers, 'INVALID_MEMBERS')
  .transform((all) => [...new Set(all)]);

const category = z.enum(categories, 'INVALID_CATEGORIES');
const routed = z
  .array(category, 'INVALID_CATEGORIES')
  .transform((all) => categories.filter((each) => all.includes(each)));

const about = {
  members: { description: 'Who is in it: ids of people who work here.' },
  rotating: {
    description:
      'Whether its tickets that nobody has are given out in turn: to who waits longest of those who are not away and have ' +
      'room (`capacity`).',
    example: true,
  },
  categories: {
    description: 'New tickets of these categories go to the team. A category goes to one team at most.',
    example: ['billing'],
  },
};

/** The body of `POST /v2/teams`. */
export const createTeamSchema = z
  .object({
    name,
    members: members
      .nullish()
      .transform((value) => value ?? [])
      .meta(about.members),
    rotating: z
      .boolean('INVALID_ROTATING')
      .nullish()
      .transform((value) => value ?? false)
      .meta(about.rotating),
    categories: routed
      .nullish()
      .transform((value) => value ?? [])
      .meta(about.categories),
  })
  .meta({ id: 'CreateTeam' });

/** The body of `PATCH /v2/teams/{id}`. Null means absent. */
export const changeTeamSchema = z
  .object({
    name: name.nullish().meta(name.meta() ?? {}),
    members: members.nullish().meta(about.members),
    rotating: z.boolean('INVALID_ROTATING').nullish().meta(about.rotating),
    categories: routed.nullish().meta(about.categories),
  })
  .meta({ id: 'ChangeTeam' });

export type CreateTeam = z.output<typeof createTeamSchema>;
export type ChangeTeam = z.output<typeof changeTeamSchema>;

/** A team as the API shows it to those who work here. */
export const teamObject = z
  .object({
    _id: z.string().meta({ example: 'team_01h455vb4pex5vsknk084sn02q', pattern: '^team_[0-9a-z]+$' }),
    name: z.string().meta({ example: 'Facturación' }),
    members: z.array(agentId).meta(about.members),
    rotating: z.boolean().meta(about.rotating),
    categories: z.array(z.enum(categories)).meta(about.categories),
    createdAt: z.string().meta({
      description: 'When it was made. RFC 3339 in UTC.',
      example: '2026-01-15T10:30:00.000Z',
      format: 'date-time',
    }),
  })
  .meta({ id: 'Team', description: 'Agents who share tickets.' });

export type TeamObject = z.output<typeof teamObject>;

/** Somebody whom a ticket can be assigned to, as the API shows them to those who work here. */
export const agentObject = z
  .object({
    _id: agentId,
    userId: z.string().meta({
      description: 'Names the person, in whichever capacity: gives their picture its colour.',
      example: '018f47a2-9c1b-7d3e-8a55-1f2e3d4c5b6a',
      format: 'uuid',
    }),
    name: z.string().meta({ example: 'Nuria Campos' }),
    away: z.boolean().meta({ description: 'Whether they take no new tickets in turn.', example: false }),
    capacity: z
      .int()
      .nullable()
      .meta({ description: 'How many active tickets they are given in turn at most; null for no limit.', example: 20 }),
    load: z.int().meta({
      description: 'How many tickets they have that are active and not snoozed; 1000 for that many and more.',
      example: 8,
    }),
  })
  .meta({ id: 'Agent', description: 'Somebody whom a ticket can be assigned to.' });

export type AgentObject = z.output<typeof agentObject>;
