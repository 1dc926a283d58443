import type { Plan, World } from '../plan';
import { fileTicket } from '../tickets';

/** What the desk's own pages read. */
export const deskPlans: Record<string, Plan> = {
  listDeskTickets: { who: 'agent', fitQuery: ({ cursor: _, until: __, ...query }) => query },
  readDeskTicket: {
    who: 'agent',
    params: async ({ api }: World) => ({ number: String((await fileTicket(api.client)).number) }),
  },
};
