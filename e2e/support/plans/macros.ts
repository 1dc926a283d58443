import { prisma } from '@/lib/platform/db';
import { fromPublicId } from '@/lib/platform/ids';
import type { Plan, World } from '../plan';
import { fileTicket } from '../tickets';

/** A shared macro of somebody new, for nobody has more than five hundred. */
export async function aMacro({ api, makePerson }: World, fields: object = {}): Promise<{ id: string }> {
  const by = api.as(await makePerson('agent'));
  const answer = await by.post<{ data: { _id: string } }>('/v2/macros', {
    name: 'x',
    body: 'x',
    shared: true,
    ...fields,
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return { id: answer.body.data._id };
}

/** A macro whose agent or team is there no more: what it says was true when it was made. */
export async function aMacroOf(world: World, actions: object): Promise<string> {
  const { id } = await aMacro(world);
  await prisma.macro.update({ where: { id: fromPublicId(id, 'macro') ?? '' }, data: { actions } });
  return id;
}

/** Fills somebody's macros up, one short of too many. */
export async function fillMacros(userId: string): Promise<void> {
  const data = Array.from({ length: 500 }, () => ({ ownerId: userId, name: 'x', body: 'x' }));
  await prisma.macro.createMany({ data });
}

/** Rules between the actions, and ids, are nothing that a schema can say. */
const heldTogether = ({ actions, ...body }: Record<string, unknown>) => {
  const { assignedTo, team, ...rest } = (actions ?? {}) as Record<string, unknown>;
  return {
    ...body,
    ...(actions != null && {
      actions: {
        ...rest,
        priority: 'low',
        ...(assignedTo != null && { assignedTo: 'me' }),
        ...(team != null && { team: 'none' }),
        ...(rest.status === 'resolved' && { resolution: 'Ya funciona.' }),
      },
    }),
  };
};
const saying = (body: Record<string, unknown>) => {
  const said = String(body.body ?? '');
  return { ...heldTogether(body), body: said.trim() === '' ? 'x' : said };
};

/** Macros, and what the palette finds. */
export const macroPlans: Record<string, Plan> = {
  listMacros: { who: 'agent' },
  createMacro: { who: 'agent', fit: saying },
  changeMacro: { who: 'admin', params: aMacro, fit: saying },
  deleteMacro: { who: 'admin', params: aMacro },
  applyMacro: {
    who: 'agent',
    async params(world) {
      const ticket = await fileTicket(world.api.client);
      const macro = await aMacro(world, { actions: { priority: 'low', addTags: ['x'] } });
      return { id: ticket._id, macro: macro.id };
    },
  },
  find: { who: 'agent' },
};
