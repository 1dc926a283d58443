import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { toPublicId } from '@/lib/platform/ids';
import type { Plan, World } from '../plan';
import { fileTicket } from '../tickets';

type Body = Record<string, unknown>;

interface Made {
  data: { _id: string };
}

const aTeam = async ({ api }: World) => {
  const made = await api.admin.post<Made>('/v2/teams', { name: `Equipo ${crypto.randomUUID().slice(0, 8)}` });
  return { id: made.body.data._id };
};

/** A job of the admin's that is done. */
const aBulk = async ({ api }: World) => {
  const { _id } = await fileTicket(api.client);
  const made = await api.admin.post<Made>('/v2/bulk', { tickets: [_id], change: { priority: 'low' } });
  return { id: made.body.data._id };
};

/** A name that no other team has, one who works here, and no category, which another team may have. */
const alone = (body: Body, { agent }: World): Body => ({
  ...body,
  ...('name' in body && body.name !== null && { name: `Equipo ${crypto.randomUUID().slice(0, 8)}` }),
  ...(Array.isArray(body.members) && {
    members: body.members.slice(0, 1).map(() => toPublicId('agent', agent.userId)),
  }),
  ...(Array.isArray(body.categories) && { categories: [] }),
});

/** A moment that is yet to come, where there is one: for a change of a ticket that may be put off. */
export function laterOn(body: Body): Body {
  const { team: _, snoozedUntil, ...rest } = body;
  const isActive = body.status !== 'resolved' && body.status !== 'closed';
  return { ...rest, ...(snoozedUntil !== undefined && isActive && { snoozedUntil: '2090-01-18T14:00:00Z' }) };
}

/** Teams, who is in them, and changes to many tickets. */
export const orderPlans: Record<string, Plan> = {
  listTeams: { who: 'agent' },
  createTeam: { who: 'admin', fit: alone },
  changeTeam: { who: 'admin', params: aTeam, fit: alone },
  deleteTeam: { who: 'admin', params: aTeam },
  listAgents: { who: 'agent' },
  listBulk: { who: 'agent' },
  createBulk: {
    who: 'agent',
    async fit(body, { api }) {
      const { _id } = await fileTicket(api.client);
      const change = laterOn((body.change ?? {}) as Body);
      if (change.status === 'resolved') change.resolution ??= 'Ya funciona.';
      if (Object.keys(change).length === 0) change.priority = 'low';
      return { tickets: [_id], change: { ...change, ...(change.assignedTo !== undefined && { assignedTo: 'me' }) } };
    },
  },
  readBulk: { who: 'admin', params: aBulk },
  undoBulk: { who: 'admin', params: aBulk },
};

/** More tickets than one job may change, under a tag of their own; gives how to search for them and how to be rid of them. */
export async function fileTooMany(clientId: string): Promise<{ q: string; remove: () => Promise<unknown> }> {
  const tag = `muchos${crypto.randomUUID().slice(0, 8)}`;
  await db.query(
    sql`INSERT INTO tickets (id, title, description, priority, category, client_id, tags)
        SELECT gen_random_uuid(), 'Uno de muchos', 'Algo.', 'low', 'general', ${clientId}::uuid, ARRAY[${tag}::text]
        FROM generate_series(1, 10001)`,
  );
  return { q: `tag:${tag}`, remove: () => db.query(sql`DELETE FROM tickets WHERE ${tag}::text = ANY(tags)`) };
}
