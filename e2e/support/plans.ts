import { toPublicId } from '@/lib/platform/ids';
import { hearableEvents } from '@/lib/webhooks/rules';
import type { Api } from './api';
import type { Filled } from './document';
import type { Body, Plan, World } from './plan';
import { clientPlans } from './plans/clients';
import { composerPlans } from './plans/composer';
import { deskPlans } from './plans/desk';
import { familyPlans } from './plans/family';
import { fieldPlans } from './plans/fields';
import { heldFilePlans } from './plans/held-files';
import { livePlans } from './plans/live';
import { macroPlans } from './plans/macros';
import { notificationPlans } from './plans/notifications';
import { laterOn, orderPlans } from './plans/order';
import { tusPlans } from './plans/tus';
import { uploadPlans } from './plans/uploads';
import { viewPlans } from './plans/views';
import { fileTicket, reply } from './tickets';

/** What a page of the desk sends along. */
export const fromOurPage = (deskUrl: string) => ({ origin: deskUrl, 'sec-fetch-site': 'same-origin' });

/** A receiver that nobody listens at, on a host that the desk of the tests may call. */
export const deafReceiver = 'http://127.0.0.1:9/hilo';

const aTicket = async ({ api }: World) => ({ id: (await fileTicket(api.client))._id });
const aPerson = async ({ makePerson: make }: World) => ({ id: toPublicId('client', (await make('client')).userId) });

async function created(api: Api, path: string, body: object): Promise<string> {
  const answer = await api.post<{ data: { _id: string } }>(path, body);
  if (answer.status > 201) throw new Error(`${path}: ${answer.text}`);
  return answer.body.data._id;
}

/**
 * A webhook of somebody new, for nobody has more than twenty: of a client without tickets, so that it hears nothing of what
 * other tests do. An admin may do with it what its owner may.
 */
async function aWebhook({ api, makePerson: make }: World): Promise<{ id: string }> {
  return { id: await created(api.as(await make('client')), '/v2/webhooks', { url: deafReceiver }) };
}

/** A delivery of such a webhook: a test that nobody heard. */
export async function aDelivery(world: World): Promise<{ id: string; delivery: string }> {
  const { id } = await aWebhook(world);
  return { id, delivery: await created(world.api.admin, `/v2/webhooks/${id}/test`, {}) };
}

const withoutPassword = ({ password: _, currentPassword: __, ...rest }: Body) => rest;
const withoutCursor = ({ cursor: _, ...rest }: Body) => rest;
// Not every 26 signs are a UUID.
const knownId = (id: string) => (id.includes('_') ? 'client_01h455vb4pex5vsknk084sn02q' : id);
const withKnownIds = ({ client, assignedTo, ...query }: Body) => ({
  ...query,
  ...(Array.isArray(client) && { client: client.map(knownId) }),
  ...(Array.isArray(assignedTo) && { assignedTo: assignedTo.map(knownId) }),
});
/** What a client's webhook may be: at a host that may be called, without notes. */
const heard = ({ events, ...body }: Body) => ({
  ...body,
  ...('url' in body && body.url !== null && { url: deafReceiver }),
  ...(events !== undefined && {
    events: Array.isArray(events) ? events.filter((each) => hearableEvents('client').includes(each)) : events,
  }),
});

/** Every operation of the API. One that is missing here fails the tests. */
export const plans: Record<string, Plan> = {
  listTickets: { who: 'client', fitQuery: (query) => withKnownIds(withoutCursor(query)) },
  createTicket: {
    who: 'admin',
    async as({ api }) {
      const answer = await api.admin.post<{ data: { token: string } }>('/v2/tokens', { name: 'x', integration: true });
      return api.as(answer.body.data.token);
    },
  },
  getTicket: { who: 'client', params: aTicket },
  changeTicket: {
    who: 'agent',
    params: aTicket,
    fit: ({ assignedTo, ...body }) => ({
      ...laterOn(body),
      ...(assignedTo === undefined ? {} : { assignedTo: assignedTo === null ? null : 'me' }),
      ...(body.status === 'resolved' ? { resolution: body.resolution ?? 'Ya funciona.' } : {}),
    }),
  },
  replyToTicket: { who: 'agent', params: aTicket },
  ...livePlans,
  ...fieldPlans,
  ...clientPlans,
  ...notificationPlans,
  ...composerPlans,
  ...deskPlans,
  ...orderPlans,
  ...viewPlans,
  ...familyPlans,
  ...macroPlans,
  ...uploadPlans,
  ...tusPlans,
  ...heldFilePlans,
  listEvents: { who: 'agent', fitQuery: withoutCursor },
  streamEvents: { who: 'agent', fitQuery: withoutCursor },
  listWebhooks: { who: 'agent', params: aWebhook },
  createWebhook: { who: 'client', fit: heard, most: 8 },
  readWebhook: { who: 'admin', params: aWebhook },
  changeWebhook: { who: 'admin', params: aWebhook, fit: heard },
  deleteWebhook: { who: 'admin', params: aWebhook },
  rotateWebhookSecret: { who: 'admin', params: aWebhook },
  testWebhook: { who: 'admin', params: aWebhook },
  listDeliveries: { who: 'admin', params: aDelivery, fitQuery: withoutCursor },
  resendDeliveries: { who: 'admin', params: aDelivery },
  readDelivery: { who: 'admin', params: aDelivery },
  resendDelivery: { who: 'admin', params: aDelivery },
  exportTickets: {
    who: 'agent',
    async params(world) {
      await reply(world.api.agent, { _id: (await aTicket(world)).id }, 'Una nota.', { internal: true });
      return {};
    },
    // What others filed meanwhile is of no use here, and much.
    fitQuery: () => ({ updatedAfter: new Date(Date.now() - 60_000).toISOString() }),
  },
  callMcp: {
    who: 'client',
    headers: () => ({ accept: 'application/json, text/event-stream' }),
    fit: () => ({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  },
  listTokens: { who: 'client' },
  createToken: {
    who: 'admin',
    fit: ({ user: _, ...body }, { agent }) => ({ ...body, user: toPublicId('agent', agent.userId) }),
  },
  revokeToken: {
    who: 'client',
    params: async ({ api }) => ({ id: await created(api.client, '/v2/tokens', { name: 'x' }) }),
  },
  changeMe: { who: 'client', fit: withoutPassword },
  listUsers: { who: 'admin', fitQuery: withoutCursor },
  createUser: { who: 'admin' },
  changeUser: { who: 'admin', params: aPerson },
  register: { who: 'stranger', headers: ({ deskUrl }) => fromOurPage(deskUrl), most: 2 },
  getOpenapi: { who: 'stranger' },
  isAlive: { who: 'stranger' },
  isReady: { who: 'stranger' },
};

/** The caller that a plan names. */
export function callerOf({ who, as }: Plan, world: World): Promise<Api> {
  return as ? as(world) : Promise.resolve(world.api[who]);
}

/** A request that the operation must take: a body and a query as the schema allows them, made to fit the desk. */
export async function fill(plan: Plan, world: World, made: { body?: Body; query?: Body }): Promise<Filled> {
  return {
    params: await plan.params?.(world),
    headers: plan.headers?.(world),
    ...(plan.bytes && { body: plan.bytes(world) }),
    ...(made.body && { body: plan.fit ? await plan.fit(made.body, world) : made.body }),
    ...(made.query && { query: plan.fitQuery ? plan.fitQuery(made.query) : made.query }),
  };
}
