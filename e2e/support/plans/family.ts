import type { Plan, World } from '../plan';
import { fileTicket } from '../tickets';

const path = '/v2/support-tickets';

const aTicket = async ({ api }: World) => ({ id: (await fileTicket(api.client))._id });

async function done<T>(answer: { status: number; text: string; body: T }): Promise<T> {
  if (answer.status > 201) throw new Error(answer.text);
  return answer.body;
}

/** A ticket that was merged into another. */
export async function aMerged(world: World): Promise<{ id: string; into: string }> {
  const [{ id }, { id: into }] = [await aTicket(world), await aTicket(world)];
  await done(await world.api.agent.post(`${path}/${id}/merge`, { into }));
  return { id, into };
}

/** Two linked tickets. */
export async function aLink(world: World): Promise<{ id: string; link: string; other: string }> {
  const [{ id }, { id: other }] = [await aTicket(world), await aTicket(world)];
  const answer = await world.api.agent.post<{ data: { _id: string } }>(`${path}/${id}/links`, {
    kind: 'blocks',
    ticket: other,
  });
  return { id, link: (await done(answer)).data._id, other };
}

const openings = new WeakMap<World, string>();

/** A ticket whose opening message is remembered. */
async function aThread(world: World): Promise<{ id: string }> {
  const ticket = await fileTicket(world.api.client);
  const answer = await world.api.agent.get<{ data: { threads: { id: string }[] } }>(
    `/v2/desk/tickets/${ticket.number}`,
  );
  openings.set(world, (await done(answer)).data.threads[0]?.id ?? '');
  return { id: ticket._id };
}

/** Merging, splitting, linking, and what happened. */
export const familyPlans: Record<string, Plan> = {
  mergeTicket: { who: 'agent', params: aTicket, fit: async (_, world) => ({ into: (await aTicket(world)).id }) },
  unmergeTicket: {
    who: 'agent',
    async params(world) {
      return { id: (await aMerged(world)).id };
    },
  },
  splitTicket: { who: 'agent', params: aThread, fit: (body, world) => ({ ...body, thread: openings.get(world) }) },
  listLinks: { who: 'agent', params: aTicket },
  linkTicket: {
    who: 'agent',
    params: aTicket,
    fit: async (body, world) => ({ ...body, ticket: (await fileTicket(world.api.client)).number }),
  },
  unlinkTicket: {
    who: 'agent',
    async params(world) {
      const { id, link } = await aLink(world);
      return { id, link };
    },
  },
  // A cursor, and whose deeds, are nothing that a schema can make up.
  listHistory: { who: 'agent', params: aTicket, fitQuery: ({ cursor: _, actor: __, ...query }) => query },
};
