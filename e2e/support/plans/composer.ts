import type { Api } from '../api';
import type { Plan, World } from '../plan';
import { fileTicket } from '../tickets';

const aTicket = async ({ api }: World) => ({ id: (await fileTicket(api.client))._id });

/** A reply of the agent's that waits for a minute, or was sent already. */
export async function anOutgoing(
  world: World,
  delay = 60,
  by: Api = world.api.agent,
): Promise<{ id: string; ticket: string }> {
  const { id } = await aTicket(world);
  const path = `/v2/support-tickets/${id}/outbox`;
  const answer = await by.post<{ data: { _id: string } }>(path, { message: 'Hola', delay });
  if (answer.status !== 201) throw new Error(answer.text);
  return { id: answer.body.data._id, ticket: id };
}

const waiting = async (world: World) => ({ id: (await anOutgoing(world)).id });

/** What an agent writes: drafts, and replies on their way. */
export const composerPlans: Record<string, Plan> = {
  readDraft: { who: 'agent', params: aTicket },
  saveDraft: { who: 'agent', params: aTicket },
  deleteDraft: { who: 'agent', params: aTicket },
  putIntoOutbox: {
    who: 'agent',
    params: aTicket,
    // A message of this ticket is nothing that a schema can make up.
    fit: ({ seen: _, after, ...body }) => ({ ...body, ...(after !== undefined && { after: afterOf(after) }) }),
  },
  listOutbox: { who: 'agent' },
  takeBackReply: { who: 'agent', params: waiting },
  sendReplyNow: { who: 'agent', params: waiting, fit: ({ seen: _, ...body }) => body },
};

function afterOf(after: unknown): unknown {
  const isResolved = typeof after === 'object' && after !== null && 'status' in after && after.status === 'resolved';
  return isResolved ? { resolution: 'Ya funciona.', ...withoutNull(after) } : after;
}

const withoutNull = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
