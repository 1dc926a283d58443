import { toPublicId } from '@/lib/platform/ids';
import type { Answer, Api } from './api';
import { call, type Filled, type Operation } from './document';
import { holdKey } from './hold-key';
import { aDelivery, deafReceiver, fill, type Plan, type World } from './plans';
import { change, fileTicket } from './tickets';

type Body = Record<string, unknown>;

/** An operation about to be called wrongly. */
export interface Attempt {
  world: World;
  operation: Operation;
  plan: Plan;
  /** Who calls it, when it is called rightly. */
  as: Api;
  /** A right request, changed by `wrong`; properties of a body or query that is an object are put over the right ones. */
  send(wrong?: Filled & { by?: Api }): Promise<Answer<unknown>>;
}

export type Provocation = (attempt: Attempt) => Promise<Answer<unknown>>;

/** Makes ready to call an operation; `right` is a body that its schema allows. */
export async function attemptOf(
  world: World,
  operation: Operation,
  plan: Plan,
  as: Api,
  right: { body?: Body; query?: Body },
): Promise<Attempt> {
  const filled = await fill(plan, world, right);
  return {
    world,
    operation,
    plan,
    as,
    send({ by = as, ...wrong } = {}) {
      const isMerged = wrong.body !== undefined && typeof wrong.body === 'object';
      const body = isMerged ? { ...(filled.body as Body), ...(wrong.body as Body) } : (wrong.body ?? filled.body);
      return call(by, operation, {
        body,
        params: { ...filled.params, ...wrong.params },
        query: { ...filled.query, ...wrong.query },
        headers: { ...filled.headers, ...wrong.headers },
      });
    },
  };
}

const madeUp = '01h455vb4pex5vsknk084sn02q';
const body =
  (wrong: Body): Provocation =>
  ({ send }) =>
    send({ body: wrong });
const query =
  (wrong: Body): Provocation =>
  ({ send }) =>
    send({ query: wrong });
const params =
  (wrong: Record<string, string>): Provocation =>
  ({ send }) =>
    send({ params: wrong });
const headers =
  (wrong: Record<string, string>): Provocation =>
  ({ send }) =>
    send({ headers: wrong });

/** A token of the same person for something else than the operation needs. */
const withoutScope: Provocation = async ({ world, operation, as, send }) => {
  const needed = operation.security.find((each) => 'token' in each)?.token ?? [];
  const scopes = [needed.includes('export') && needed.length === 1 ? 'webhooks' : 'export'];
  const made = await as.post<{ data: { token: string } }>('/v2/tokens', { name: 'x', scopes });
  return send({ by: world.api.as(made.body.data.token) });
};

const closedTicket: Provocation = async ({ world, send }) => {
  const ticket = await fileTicket(world.api.client);
  await change(world.api.agent, ticket, { status: 'closed' });
  return send({ params: { id: ticket._id }, body: { status: 'pending' } });
};

const disabledWebhook: Provocation = async ({ world, send }) => {
  const made = await aDelivery(world);
  await world.api.admin.patch(`/v2/webhooks/${made.id}`, { enabled: false });
  return send({ params: made });
};

/** The same for every operation that names the code. */
const everywhere: Record<string, Provocation> = {
  UNAUTHORIZED: ({ world, send }) => send({ by: world.api.stranger }),
  FORBIDDEN: withoutScope,
  INVALID_JSON: ({ send }) => send({ body: '{' }),
  BODY_TOO_LARGE: ({ send }) => send({ body: JSON.stringify({ title: 'x'.repeat(256 * 1024) }) }),
  UNSUPPORTED_MEDIA_TYPE: headers({ 'content-type': 'text/plain' }),
  INVALID_IDEMPOTENCY_KEY: headers({ 'idempotency-key': 'x'.repeat(256) }),
  PRECONDITION_FAILED: headers({ 'if-match': '"0"' }),
  async IDEMPOTENCY_KEY_MISMATCH({ send }) {
    const key = { 'idempotency-key': crypto.randomUUID() };
    await send({ headers: key });
    return send({ headers: key, body: { title: 'Otro', message: 'Otro.' } });
  },
  async IDEMPOTENCY_KEY_IN_USE({ world, plan, send }) {
    const key = crypto.randomUUID();
    const ticket = await fileTicket(world.api.client);
    const held = await holdKey(plan.who === 'admin' ? world.admin : world.agent, ticket._id, key);
    const answer = await send({ headers: { 'idempotency-key': key } });
    await held.release();
    return answer;
  },
  TICKET_NOT_FOUND: params({ id: `support_ticket_${madeUp}` }),
  USER_NOT_FOUND: params({ id: `client_${madeUp}` }),
  TOKEN_NOT_FOUND: params({ id: `token_${madeUp}` }),
  WEBHOOK_NOT_FOUND: params({ id: `webhook_${madeUp}` }),
  DELIVERY_NOT_FOUND: params({ delivery: `msg_${madeUp}` }),
  TICKET_CLOSED: closedTicket,
  WEBHOOK_DISABLED: disabledWebhook,
  EMAIL_TAKEN: ({ world, send }) => send({ body: { email: world.client.email } }),
  INVALID_CURRENT_PASSWORD: body({ password: 'una clave bastante larga', currentPassword: 'otra' }),
};

/** Fields of bodies, by the code that they are refused with. */
const inBodies: Record<string, Body> = {
  TITLE_REQUIRED: { title: '' },
  INVALID_TITLE: { title: 'x'.repeat(201) },
  DESCRIPTION_REQUIRED: { description: ' ' },
  INVALID_DESCRIPTION: { description: 5 },
  PRIORITY_REQUIRED: { priority: '' },
  INVALID_PRIORITY: { priority: 'muy alta' },
  CATEGORY_REQUIRED: { category: '' },
  INVALID_CATEGORY: { category: 'otra' },
  INVALID_TAGS: { tags: ['x'.repeat(51)] },
  INVALID_ATTACHMENTS: { attachments: [{ filename: 'a', url: 'http://a.example', size: 1, type: 'a/b' }] },
  MESSAGE_REQUIRED: { message: null },
  INVALID_MESSAGE: { message: 'x'.repeat(65_001) },
  INVALID_INTERNAL: { internal: 'yes' },
  STATUS_REQUIRED: { status: '' },
  INVALID_STATUS: { status: 'lost' },
  INVALID_ASSIGNED_TO: { assignedTo: 'nobody' },
  RESOLUTION_REQUIRED: { resolution: '' },
  INVALID_RESOLUTION: { resolution: 'x'.repeat(65_001) },
  NAME_REQUIRED: { name: '' },
  INVALID_NAME: { name: 'a\nb' },
  EMAIL_REQUIRED: { email: '' },
  INVALID_EMAIL: { email: 'nobody' },
  PASSWORD_REQUIRED: { password: '' },
  PASSWORD_TOO_SHORT: { password: 'corta' },
  INVALID_PASSWORD: { password: 'x'.repeat(201) },
  ROLE_REQUIRED: { role: '' },
  INVALID_ROLE: { role: 'owner' },
  INVALID_DISABLED: { disabled: 'yes' },
  INVALID_USER: { user: 5 },
  INVALID_EXPIRES_IN_DAYS: { expiresInDays: 0 },
  INVALID_SCOPES: { scopes: ['everything'] },
  INVALID_INTEGRATION: { integration: 'yes' },
  INVALID_RATE_LIMIT: { rateLimit: 0 },
  URL_REQUIRED: { url: '' },
  INVALID_URL: { url: 'http://169.254.169.254/latest/meta-data' },
  INVALID_EVENTS: { events: ['ticket.lost'] },
  INVALID_ENABLED: { enabled: 'yes' },
  INVALID_SINCE: { since: 'yesterday' },
};

/** Parameters of queries, by the code that they are refused with. */
const inQueries: Record<string, Body> = {
  INVALID_LIMIT: { limit: 101 },
  INVALID_CURSOR: { cursor: 'x' },
  INVALID_STATUS: { status: 'lost' },
  INVALID_PRIORITY: { priority: 'muy alta' },
  INVALID_CATEGORY: { category: 'otra' },
  INVALID_TAG: { tag: ',' },
  INVALID_CLIENT: { client: 'x' },
  INVALID_ASSIGNED_TO: { assignedTo: 'x' },
  INVALID_Q: { q: 'x'.repeat(1001) },
  INVALID_CREATED_AFTER: { createdAfter: 'yesterday' },
  INVALID_CREATED_BEFORE: { createdBefore: 'yesterday' },
  INVALID_UPDATED_AFTER: { updatedAfter: 'yesterday' },
  INVALID_INCLUDE: { include: 'everything' },
  INVALID_TYPES: { types: 'ticket.lost' },
};

const aClient = { email: `${crypto.randomUUID()}@test.example` };

/** What is another way of one operation. */
const own: Record<string, Record<string, Provocation>> = {
  createTicket: {
    EMAIL_REQUIRED: body({ client: { email: '' } }),
    INVALID_EMAIL: body({ client: { email: 'nobody' } }),
    NAME_REQUIRED: body({ client: { ...aClient, name: '' } }),
    INVALID_NAME: body({ client: { ...aClient, name: 'a\nb' } }),
    INVALID_CLIENT: ({ world, send }) => send({ body: { client: { email: world.agent.email } } }),
  },
  streamEvents: {
    async TOO_MANY_STREAMS({ world, send }) {
      const gone = new AbortController();
      const open = () =>
        fetch(`${world.deskUrl}/v2/events`, {
          headers: { authorization: `Bearer ${world.agent.token}` },
          signal: gone.signal,
        });
      await Promise.all(Array.from({ length: 20 }, open));
      const answer = await send();
      gone.abort();
      return answer;
    },
  },
  createWebhook: {
    async TOO_MANY_WEBHOOKS({ world, send }) {
      const by = world.api.as(await world.makePerson('agent'));
      for (let made = 0; made < 20; made++) await by.post('/v2/webhooks', { url: deafReceiver });
      return send({ by });
    },
  },
  callMcp: { FORBIDDEN: headers({ origin: 'https://evil.example' }) },
  register: { FORBIDDEN: headers({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }) },
  createToken: { USER_NOT_FOUND: body({ user: `agent_${madeUp}` }) },
  changeUser: {
    async USER_HAS_TICKETS({ world, send }) {
      await change(world.api.agent, await fileTicket(world.api.client), { assignedTo: 'me' });
      return send({ params: { id: toPublicId('agent', world.agent.userId) }, body: { role: 'client' } });
    },
  },
};

/** How an operation is made to answer with a code of its document; undefined where nobody has said. */
export function provocationOf(operation: Operation, code: string): Provocation | undefined {
  const mine = own[operation.operationId]?.[code] ?? everywhere[code];
  if (mine) return mine;
  const inQuery = operation.requestBody ? undefined : inQueries[code];
  if (inQuery) return query(inQuery);
  return inBodies[code] && body(inBodies[code]);
}
