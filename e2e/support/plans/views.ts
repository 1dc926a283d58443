import type { Plan, World } from '../plan';

/** A view of somebody new, for nobody has more than a hundred. */
async function aView({ api, makePerson }: World): Promise<{ id: string }> {
  const by = api.as(await makePerson('agent'));
  const answer = await by.post<{ data: { _id: string } }>('/v2/views', { name: 'x', shared: true });
  if (answer.status !== 201) throw new Error(answer.text);
  return { id: answer.body.data._id };
}

/** A text of the search language is nothing that a schema can make up. */
const withKnownQuery = ({ query, ...body }: Record<string, unknown>) => ({
  ...body,
  ...(typeof query === 'string' && { query: 'is:active' }),
});

/** Queues, saved views, and what the search box asks. */
export const viewPlans: Record<string, Plan> = {
  listQueues: { who: 'agent' },
  explainSearch: { who: 'agent' },
  suggestSearch: { who: 'agent' },
  listViews: { who: 'agent' },
  createView: { who: 'agent', fit: withKnownQuery },
  // An admin may change what others share, but not make it theirs alone again.
  changeView: { who: 'admin', params: aView, fit: ({ shared: _, ...body }) => withKnownQuery(body) },
  deleteView: { who: 'admin', params: aView },
  orderViews: { who: 'agent' },
};
