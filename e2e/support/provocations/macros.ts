import { toPublicId } from '@/lib/platform/ids';
import { aMacro, aMacroOf, fillMacros } from '../plans/macros';
import type { Provocation } from '../provocation';
import { change, fileTicket } from '../tickets';

const gone = '01h455vb4pex5vsknk084sn02q';

const doing =
  (actions: unknown): Provocation =>
  ({ send }) =>
    send({ body: { actions } });

/** The codes of what a macro does stand one level down. */
const ofActions: Record<string, Provocation> = {
  INVALID_ACTIONS: doing('close it'),
  INVALID_STATUS: doing({ status: 'lost' }),
  STATUS_REQUIRED: doing({ status: '' }),
  RESOLUTION_REQUIRED: doing({ status: 'resolved', resolution: null }),
  INVALID_RESOLUTION: doing({ resolution: 5 }),
  PRIORITY_REQUIRED: doing({ priority: '' }),
  INVALID_PRIORITY: doing({ priority: 'muy alta' }),
  CATEGORY_REQUIRED: doing({ category: '' }),
  INVALID_CATEGORY: doing({ category: 'otra' }),
  INVALID_TAGS: doing({ addTags: [''] }),
  INVALID_ASSIGNED_TO: doing({ assignedTo: 'nobody' }),
  INVALID_TEAM: doing({ team: 'nobody' }),
  MACRO_EMPTY: ({ send }) => send({ body: { body: ' ', actions: {} } }),
  INVALID_BODY: ({ send }) => send({ body: { body: 'x'.repeat(65_001) } }),
};

/** A macro at work on a ticket of its own. */
const applying =
  (actions: object, prepare: object = {}): Provocation =>
  async ({ world, send }) => {
    const ticket = await fileTicket(world.api.client);
    await change(world.api.agent, ticket, { priority: 'high', ...prepare });
    return send({ params: { id: ticket._id, macro: await aMacroOf(world, actions) } });
  };

/** What is another way of macros, by operation. */
export const macroProvocations: Record<string, Record<string, Provocation>> = {
  createMacro: {
    ...ofActions,
    async TOO_MANY_MACROS({ world, send }) {
      const person = await world.makePerson('agent');
      await fillMacros(person.userId);
      return send({ by: world.api.as(person) });
    },
  },
  changeMacro: {
    ...ofActions,
    MACRO_NOT_FOUND: ({ send }) => send({ params: { id: `macro_${gone}` } }),
    async TOO_MANY_MACROS({ world, send }) {
      const person = await world.makePerson('agent');
      const by = world.api.as(person);
      const made = await by.post<{ data: { _id: string } }>('/v2/macros', { name: 'x', body: 'x' });
      await by.send('DELETE', `/v2/macros/${made.body.data._id}`);
      await fillMacros(person.userId);
      return send({ by, params: { id: made.body.data._id }, body: { deleted: false } });
    },
  },
  deleteMacro: { MACRO_NOT_FOUND: ({ send }) => send({ params: { id: `macro_${gone}` } }) },
  applyMacro: {
    MACRO_NOT_FOUND: ({ send }) => send({ params: { macro: `macro_${gone}` } }),
    TICKET_CLOSED: applying({ status: 'pending' }, { status: 'closed' }),
    INVALID_ASSIGNED_TO: applying({ assignedTo: toPublicId('agent', crypto.randomUUID()) }),
    INVALID_TEAM: applying({ team: toPublicId('team', crypto.randomUUID()) }),
    INVALID_TAGS: applying({ addTags: ['más'] }, { tags: Array.from({ length: 20 }, (_, index) => `t${index}`) }),
    async FORBIDDEN({ world, send }) {
      return send({ by: world.api.client, params: { macro: (await aMacro(world)).id } });
    },
  },
};
