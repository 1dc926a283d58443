import { toPublicId } from '@/lib/platform/ids';
import type { Plan, World } from '../plan';

const aClient = async ({ client }: World) => ({ id: toPublicId('client', client.userId) });

async function aNote(world: World): Promise<{ id: string; note: string }> {
  const { id } = await aClient(world);
  const made = await world.api.agent.post<{ data: { _id: string } }>(`/v2/clients/${id}/notes`, { text: 'Una nota.' });
  if (made.status !== 201) throw new Error(made.text);
  return { id, note: made.body.data._id };
}

/** Clients as the desk sees them. */
export const clientPlans: Record<string, Plan> = {
  getClient: { who: 'agent', params: aClient },
  listClientNotes: { who: 'agent', params: aNote },
  writeClientNote: { who: 'agent', params: aClient },
  changeClientNote: { who: 'agent', params: aNote },
  deleteClientNote: { who: 'agent', params: aNote },
};
