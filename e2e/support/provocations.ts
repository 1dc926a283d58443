// Longer than most: one place says how each code of the API is brought about.
import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { toPublicId } from '@/lib/platform/ids';
import { ageRating } from './age-rating';
import type { Api } from './api';
import { call, type Operation } from './document';
import { holdKey } from './hold-key';
import type { Plan, World } from './plan';
import { aDelivery, deafReceiver, fill } from './plans';
import { aMerged } from './plans/family';
import { aField } from './plans/fields';
import type { Attempt, Provocation } from './provocation';
import { composerProvocations } from './provocations/composer';
import { familyProvocations } from './provocations/family';
import { heldFileProvocations } from './provocations/held-files';
import { macroProvocations } from './provocations/macros';
import { bulkProvocations, orderProvocations } from './provocations/order';
import { tusProvocations } from './provocations/tus';
import { tooLarge, uploadProvocations } from './provocations/uploads';
import { change, fileTicket } from './tickets';

type Body = Record<string, unknown>;

/** As many views as one person may have. */
const fillViews = (userId: string) =>
  db.query(
    sql`INSERT INTO saved_views (id, owner_id, name, query)
        SELECT gen_random_uuid(), ${userId}::uuid, 'x', '' FROM generate_series(1, 100)`,
  );

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
      const isMerged = typeof wrong.body === 'object' && !(wrong.body instanceof Uint8Array);
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

/** Rated 15 days ago. */
const finalRating: Provocation = async ({ world, send }) => {
  const ticket = await fileTicket(world.api.client);
  await change(world.api.agent, ticket, { status: 'resolved', resolution: 'Ya funciona.' });
  await world.api.client.send('PUT', `/v2/support-tickets/${ticket._id}/rating`, { body: { good: true } });
  await ageRating(ticket._id);
  return send({ params: { id: ticket._id }, body: { good: false } });
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
  FIELD_NOT_FOUND: params({ id: `field_${madeUp}` }),
  NOTE_NOT_FOUND: params({ note: `note_${madeUp}` }),
  TOKEN_NOT_FOUND: params({ id: `token_${madeUp}` }),
  VIEW_NOT_FOUND: params({ id: `view_${madeUp}` }),
  WEBHOOK_NOT_FOUND: params({ id: `webhook_${madeUp}` }),
  DELIVERY_NOT_FOUND: params({ delivery: `msg_${madeUp}` }),
  OUTGOING_NOT_FOUND: params({ id: `outgoing_${madeUp}` }),
  TICKET_CLOSED: closedTicket,
  TICKET_MERGED: async ({ world, send }) => send({ params: { id: (await aMerged(world)).id } }),
  async TICKET_NOT_ACTIVE({ world, send }) {
    const ticket = await fileTicket(world.api.client);
    await change(world.api.agent, ticket, { status: 'closed' });
    return send({ params: { id: ticket._id }, body: { status: null, snoozedUntil: '2090-01-18T14:00:00Z' } });
  },
  TEAM_NOT_FOUND: params({ id: `team_${madeUp}` }),
  ATTACHMENTS_TOO_LARGE: tooLarge,
  BULK_NOT_FOUND: params({ id: `bulk_${madeUp}` }),
  ...orderProvocations,
  NOT_RESOLVED: async ({ world, send }) => send({ params: { id: (await fileTicket(world.api.client))._id } }),
  RATING_FINAL: finalRating,
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
  INVALID_REVISION: { revision: -1 },
  INVALID_DELAY: { delay: 61 },
  INVALID_SEEN: { seen: 'x' },
  INVALID_DRAFT: { draft: -1 },
  INVALID_AFTER: { after: 'later' },
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
  INVALID_DELETED: { deleted: true },
  INVALID_QUERY: { query: 'nope:1' },
  INVALID_SORT: { sort: 'lost' },
  INVALID_SHARED: { shared: 'yes' },
  INVALID_VIEWS: { views: ['x'] },
  INVALID_SINCE: { since: 'yesterday' },
  INVALID_TEAM: { team: 'x' },
  INVALID_SNOOZED_UNTIL: { snoozedUntil: '2020-01-01T00:00:00Z' },
  INVALID_MEMBERS: { members: ['x'] },
  INVALID_ROTATING: { rotating: 'yes' },
  INVALID_CATEGORIES: { categories: ['lost'] },
  INVALID_AWAY: { away: 'yes' },
  INVALID_CAPACITY: { capacity: -1 },
  INVALID_TICKETS: { tickets: [] },
  INVALID_VIEW: { tickets: null, view: 5 },
  INVALID_CHANGE: { change: 5 },
  CHANGE_REQUIRED: { change: {} },
  INVALID_FIELDS: { fields: { nothing_is_called_this: 'x' } },
  KEY_REQUIRED: { key: '' },
  INVALID_KEY: { key: 'Región' },
  LABEL_REQUIRED: { label: ' ' },
  INVALID_LABEL: { label: 'x'.repeat(81) },
  KIND_REQUIRED: { kind: '' },
  INVALID_KIND: { kind: 'picture' },
  CHOICES_REQUIRED: { choices: [''] },
  INVALID_CHOICES: { choices: 'Norte' },
  INVALID_FOR_CLIENTS: { forClients: 'yes' },
  INVALID_REQUIRED: { required: 'yes' },
  INVALID_PLACE: { place: -1 },
  INVALID_ARCHIVED: { archived: 'yes' },
  TEXT_REQUIRED: { text: ' ' },
  INVALID_TEXT: { text: 5 },
  INVALID_IDS: { ids: 'x' },
  INVALID_TICKET: { ticket: 5 },
  INVALID_ALL: { all: 'yes' },
  INVALID_SETTINGS: { rated: 'yes' },
  INVALID_TAB: { tab: 'x' },
  INVALID_ACTIVITY: { activity: 'sleeping' },
  GOOD_REQUIRED: { good: null },
  INVALID_GOOD: { good: 'yes' },
  INVALID_COMMENT: { comment: 'x'.repeat(5001) },
};

/** Parameters of queries, by the code that they are refused with. */
const inQueries: Record<string, Body> = {
  INVALID_LIMIT: { limit: 101 },
  INVALID_CURSOR: { cursor: 'x' },
  INVALID_STATUS: { status: 'lost' },
  INVALID_ROLE: { role: 'owner' },
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
  INVALID_UNREAD: { unread: 'yes' },
  INVALID_PRESENCE: { presence: 'yes' },
  INVALID_QUEUE: { queue: 'lost' },
  INVALID_SORT: { sort: 'lost' },
  INVALID_UNTIL: { until: 'x' },
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
  ...composerProvocations,
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
  createField: { KEY_TAKEN: async ({ world, send }) => send({ body: { key: (await aField(world)).key } }) },
  writeClientNote: {
    async TOO_MANY_NOTES({ world, send }) {
      const client = await world.makePerson('client');
      await db.query(
        sql`INSERT INTO client_notes (id, client_id, text)
            SELECT gen_random_uuid(), ${client.userId}::uuid, 'Una nota.' FROM generate_series(1, 200)`,
      );
      return send({ params: { id: toPublicId('client', client.userId) } });
    },
  },
  changeView: {
    async TOO_MANY_VIEWS({ world, send }) {
      const person = await world.makePerson('agent');
      const by = world.api.as(person);
      const made = await by.post<{ data: { _id: string } }>('/v2/views', { name: 'x' });
      const { _id: id } = made.body.data;
      await by.send('DELETE', `/v2/views/${id}`);
      await fillViews(person.userId);
      return send({ by, params: { id }, body: { deleted: false } });
    },
  },
  createView: {
    async TOO_MANY_VIEWS({ world, send }) {
      const person = await world.makePerson('agent');
      await fillViews(person.userId);
      return send({ by: world.api.as(person) });
    },
  },
  createWebhook: {
    async TOO_MANY_WEBHOOKS({ world, send }) {
      const by = world.api.as(await world.makePerson('agent'));
      for (let made = 0; made < 20; made++) await by.post('/v2/webhooks', { url: deafReceiver });
      return send({ by });
    },
  },
  listDeskTickets: { VIEW_NOT_FOUND: query({ queue: `view_${madeUp}` }) },
  readDeskTicket: { TICKET_NOT_FOUND: params({ number: '999999999' }) },
  createBulk: bulkProvocations(inBodies),
  ...macroProvocations,
  ...uploadProvocations,
  ...tusProvocations,
  ...heldFileProvocations,
  ...familyProvocations,
  callMcp: { FORBIDDEN: headers({ origin: 'https://evil.example' }) },
  register: { FORBIDDEN: headers({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }) },
  createToken: {
    USER_NOT_FOUND: body({ user: `agent_${madeUp}` }),
    async TOO_MANY_TOKENS({ world, send }) {
      const by = world.api.as(await world.makePerson('client'));
      // The one that it is asked with is the first.
      for (let made = 1; made < 50; made++) await by.post('/v2/tokens', { name: `Uno de muchos ${made}` });
      return send({ by, body: { user: null, integration: null, rateLimit: null } });
    },
  },
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
