import type { Plan } from '../plan';
import { change, fileTicket } from '../tickets';

const withTab = (body: Record<string, unknown>) => ({ ...body, tab: crypto.randomUUID() });

/** Who has a ticket open, and how its client found the answer. */
export const livePlans: Record<string, Plan> = {
  getPresence: { who: 'agent', params: async ({ api }) => ({ id: (await fileTicket(api.client))._id }) },
  setPresence: { who: 'agent', params: async ({ api }) => ({ id: (await fileTicket(api.client))._id }), fit: withTab },
  getRating: { who: 'client', params: async ({ api }) => ({ id: (await fileTicket(api.client))._id }) },
  rateTicket: {
    who: 'client',
    async params({ api }) {
      const ticket = await fileTicket(api.client);
      await change(api.agent, ticket, { status: 'resolved', resolution: 'Ya funciona.' });
      return { id: ticket._id };
    },
  },
};
