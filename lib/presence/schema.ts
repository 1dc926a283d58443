import { z } from 'zod';

/** What somebody does in a ticket that they have open, the weightiest last. */
export const activities = ['viewing', 'noting', 'replying'] as const;

export type Activity = (typeof activities)[number];

/** For how long a page counts after it last said that it is there, in seconds. */
export const presenceSeconds = 45;

const about = '`viewing`, `noting` while they write a note, `replying` while they write a reply.';

/** The body of `PUT /v2/support-tickets/{id}/presence`. */
export const setPresenceSchema = z
  .object({
    tab: z.uuid('INVALID_TAB').meta({
      description: 'Names the page, which made it up: each page of an agent is in one ticket at a time.',
      example: '0197a1b2-3c4d-7e5f-8a6b-7c8d9e0f1a2b',
    }),
    activity: z.enum([...activities, 'gone'], 'INVALID_ACTIVITY').meta({
      description: `${about} \`gone\` when they leave.`,
      example: 'replying',
    }),
  })
  .meta({ id: 'SetPresence' });

export type SetPresence = z.output<typeof setPresenceSchema>;

const person = z
  .object({
    agent: z.string().meta({
      description: 'Who it is.',
      example: 'agent_01h455vb4pex5vsknk084sn02q',
      pattern: '^agent_[0-9a-z]+$',
    }),
    userId: z.string().meta({
      description: 'Names the person, in whichever capacity: gives their picture its colour.',
      example: '018f47a2-9c1b-7d3e-8a55-1f2e3d4c5b6a',
      format: 'uuid',
    }),
    name: z.string().meta({ description: 'Their name.', example: 'Hugo Salas' }),
    activity: z.enum(activities).meta({ description: about, example: 'noting' }),
  })
  .meta({ id: 'PresentPerson', description: 'Somebody who has the ticket open, once however many pages they have.' });

/** Who has a ticket open. */
export const presenceObject = z
  .object({
    ticket: z.string().meta({
      description: 'The ticket’s `_id`.',
      example: 'support_ticket_01h455vb4pex5vsknk084sn02q',
      pattern: '^support_ticket_[0-9a-z]+$',
    }),
    number: z.int().meta({ description: 'The ticket’s number for people.', example: 1042 }),
    people: z.array(person).meta({ description: 'By name.' }),
  })
  .meta({ id: 'Presence', description: 'Who has a ticket open.' });

export type PresentPerson = z.output<typeof person>;

export type PresenceObject = z.output<typeof presenceObject>;

/** What the stream of events says of presence: `whole` when tickets that are not named have nobody. */
export interface PresenceNews {
  whole: boolean;
  tickets: PresenceObject[];
}
