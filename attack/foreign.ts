// Longer than most: one place says which things of others there are, and who may know of each.
import type { Filled, Operation } from '@/e2e/support/document';
import { samplesOf } from '@/e2e/support/from-schema';
import { hold } from '@/e2e/support/hold';
import type { Body, World } from '@/e2e/support/plan';
import { fill, plans } from '@/e2e/support/plans';
import { anOutgoing } from '@/e2e/support/plans/composer';
import { change, fileTicket, leastTicket, reply } from '@/e2e/support/tickets';
import { type IdPrefix, newId, toPublicId } from '@/lib/platform/ids';

export type Ids = Record<string, string>;
export type SeenBy = 'nobody' | 'staff' | 'admin';

/** A request that names something of somebody else. */
export interface Foreign {
  name: string;
  operation: Operation;
  /** Ids that there are, by parameter. */
  real: Ids;
  /** Who may know of these: for all others they must be as if made up. */
  seenBy: SeenBy;
  /** The request that names `ids`. */
  fill(ids: Ids): Filled;
}

const staffs =
  'getTicket changeTicket replyToTicket mergeTicket unmergeTicket splitTicket listLinks linkTicket unlinkTicket listHistory ' +
  'readDraft saveDraft deleteDraft putIntoOutbox getPresence setPresence getRating rateTicket applyMacro readDeskTicket ' +
  'getClient listClientNotes writeClientNote changeClientNote deleteClientNote changeMacro deleteMacro changeView deleteView ' +
  'changeTeam deleteTeam';
const admins =
  'changeUser changeField deleteField revokeToken readWebhook changeWebhook deleteWebhook rotateWebhookSecret testWebhook ' +
  'listDeliveries resendDeliveries readDelivery resendDelivery readBulk undoBulk';

/** Who may know of the things that the plans make, as docs/contract.md has it. What is not named here is its owner's alone. */
const seenBy = new Map<string, SeenBy>([
  ...staffs.split(' ').map((name) => [name, 'staff'] as const),
  ...admins.split(' ').map((name) => [name, 'admin'] as const),
]);

/** Ids of the same kinds that nobody has; what is no id stays. */
export function madeUp(ids: Ids): Ids {
  const fake = (id: string) => {
    const prefix = /^([a-z_]+)_[0-9a-z]{26}$/.exec(id)?.[1];
    if (prefix) return toPublicId(prefix as IdPrefix, newId());
    return /^\d+$/.test(id) ? String(500_000_000 + Math.floor(Math.random() * 400_000_000)) : id;
  };
  return Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, fake(id)]));
}

/** A body that an operation's schema allows. */
export function rightBody({ requestBody }: Operation): Body | undefined {
  const media = requestBody?.content['application/json'];
  return media && (samplesOf(media.schema, 1)[0] as Body);
}

const isId = (value: string) => /^[a-z_]+_[0-9a-z]{26}$/.test(value) || /^\d+$/.test(value);

async function ofPlans(victims: World, operations: Operation[]): Promise<Foreign[]> {
  const all: Foreign[] = [];
  for (const operation of operations) {
    const plan = plans[operation.operationId];
    if (!plan) throw new Error(`Nothing calls ${operation.operationId}: e2e/support/plans.ts.`);
    if (!operation.path.includes('{')) continue;
    const body = rightBody(operation);
    const filled = await fill(plan, victims, { ...(body && { body }), query: {} });
    const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const real = Object.fromEntries(names.map((name) => [name, filled.params?.[name] ?? '']));
    const seen = seenBy.get(operation.operationId) ?? 'nobody';
    const { operationId: name } = operation;
    all.push({ name, operation, real, seenBy: seen, fill: (ids) => ({ ...filled, params: ids }) });
    const ids = names.filter((each) => isId(real[each] ?? ''));
    const last = ids.at(-1);
    // The thing is there, and what it is in is not.
    if (ids.length > 1 && last)
      all.push({
        name: `${name}, of something made up`,
        operation,
        real: { [last]: real[last] ?? '' },
        // The macro that the plans make is shared.
        seenBy: name === 'applyMacro' ? 'staff' : 'nobody',
        fill: (one) => ({ ...filled, params: { ...madeUp(real), ...one } }),
      });
  }
  return all;
}

/** What an answer says that it made. */
async function made(answer: { status: number; text: string; body: unknown }): Promise<string> {
  if (answer.status > 202) throw new Error(answer.text);
  return (answer.body as { data: { _id: string } }).data._id;
}

/** Things that are their owner's alone, and of which the plans have others: of agents, and files that were sent. */
async function ofAgents({ api }: World, by: (id: string) => Operation): Promise<Foreign[]> {
  const macro = await made(
    await api.agent.post('/v2/macros', { name: 'Mío', body: 'x', actions: { priority: 'low' } }),
  );
  const view = await made(await api.agent.post('/v2/views', { name: 'Mía' }));
  const ticket = await fileTicket(api.client);
  const bulk = await made(await api.agent.post('/v2/bulk', { tickets: [ticket._id], change: { priority: 'low' } }));
  const webhook = await made(await api.agent.post('/v2/webhooks', { url: 'http://127.0.0.1:9/x' }));
  const token = await made(await api.agent.post('/v2/tokens', { name: 'mío' }));
  const inPath = (operationId: string, real: Ids, seen: SeenBy, body?: Body, params: Ids = {}): Foreign => ({
    name: `${operationId}, of an agent alone`,
    operation: by(operationId),
    real,
    seenBy: seen,
    fill: (ids) => ({ params: { ...params, ...ids }, ...(body && { body }) }),
  });
  return [
    inPath('changeMacro', { id: macro }, 'nobody', { name: 'Tuyo' }),
    inPath('deleteMacro', { id: macro }, 'nobody'),
    inPath('applyMacro', { macro }, 'nobody', undefined, { id: (await fileTicket(api.client))._id }),
    inPath('changeView', { id: view }, 'nobody', { name: 'Tuya' }),
    inPath('deleteView', { id: view }, 'nobody'),
    inPath('readBulk', { id: bulk }, 'admin'),
    inPath('undoBulk', { id: bulk }, 'admin'),
    inPath('readWebhook', { id: webhook }, 'admin'),
    inPath('deleteWebhook', { id: webhook }, 'admin'),
    inPath('revokeToken', { id: token }, 'admin'),
  ];
}

async function ofFiles({ api }: World, by: (id: string) => Operation): Promise<Foreign[]> {
  const [inTicket, inNote] = [await hold(api.client, 'a.txt', 'Uno.'), await hold(api.agent, 'b.txt', 'Dos.')];
  const ticket = await fileTicket(api.client, { attachments: [inTicket.link] });
  await reply(api.agent, ticket, 'Una nota.', { internal: true, attachments: [inNote.link] });
  return [inTicket, inNote].flatMap((file) =>
    ['readAttachment', 'deleteAttachment', 'downloadAttachment'].map((operationId) => ({
      name: `${operationId}, of ${file === inNote ? 'a note' : 'a ticket'}`,
      operation: by(operationId),
      real: { id: file.id },
      seenBy: 'staff' as const,
      fill: (ids: Ids) => ({ params: { filename: file.filename, ...ids } }),
    })),
  );
}

/** Ids of others in bodies and queries, where a caller may put any. `mine` are the attackers'. */
async function inRequests(victims: World, mine: World, by: (id: string) => Operation): Promise<Foreign[]> {
  const { api } = victims;
  const file = await hold(api.client, 'sin-usar.txt', 'Sin usar.');
  const view = await made(await api.agent.post('/v2/views', { name: 'Mía' }));
  const ticket = await fileTicket(api.client, { title: 'Asunto cuarzolimón' });
  const [own, ownOfAgent] = [await fileTicket(mine.api.client), await fileTicket(mine.api.client)];
  await change(api.agent, ticket, { assignedTo: 'me' });
  await reply(api.client, ticket, 'Sigue igual.');
  const outgoing = await anOutgoing(victims);
  const { body } = await api.agent.get<{ data: { _id: string }[] }>('/v2/notifications');
  const client = toPublicId('client', victims.client.userId);
  const agent = toPublicId('agent', victims.agent.userId);
  const link = (id: string) => ({ ...file.link, url: file.link.url.replace(file.id, id) });
  const one = (
    operationId: string,
    what: string,
    id: string,
    seen: SeenBy,
    filled: (id: string) => Filled,
  ): Foreign => ({
    name: `${operationId}, ${what}`,
    operation: by(operationId),
    real: { id },
    seenBy: seen,
    fill: ({ id: named = '' }) => filled(named),
  });
  const tool = (name: string, args: (id: string) => object) =>
    one('callMcp', name, ticket._id, 'staff', (id) => ({
      headers: { accept: 'application/json, text/event-stream' },
      body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args(id) } },
    }));
  return [
    one('createTicket', 'with a file', file.id, 'nobody', (id) => ({
      body: { ...leastTicket, title: 'Ajeno', attachments: [link(id)] },
    })),
    one('replyToTicket', 'with a file', file.id, 'nobody', (id) => ({
      params: { id: own._id },
      body: { message: 'Ajeno', attachments: [link(id)] },
    })),
    one('saveDraft', 'with a file', file.id, 'nobody', (id) => ({
      params: { id: ownOfAgent._id },
      body: { message: 'Ajeno', revision: 0, attachments: [link(id)] },
    })),
    one('mergeTicket', 'into another', ticket._id, 'staff', (id) => ({ params: { id: own._id }, body: { into: id } })),
    one('linkTicket', 'to another', ticket._id, 'staff', (id) => ({
      params: { id: own._id },
      body: { kind: 'blocks', ticket: id },
    })),
    one('changeTicket', 'assigned to an agent', agent, 'staff', (id) => ({
      params: { id: own._id },
      body: { assignedTo: id },
    })),
    one('createToken', 'for somebody', client, 'admin', (id) => ({ body: { name: 'x', user: id } })),
    one('createBulk', 'of a ticket', ticket._id, 'staff', (id) => ({
      body: { tickets: [id], change: { priority: 'low' } },
    })),
    one('createBulk', 'of a view', view, 'nobody', (id) => ({
      body: { view: { queue: id }, change: { priority: 'low' } },
    })),
    one('orderViews', 'with a view', view, 'nobody', (id) => ({ body: { views: [id] } })),
    one('readNotifications', 'by id', body.data[0]?._id ?? '', 'nobody', (id) => ({ body: { ids: [id] } })),
    one('readNotifications', 'of a ticket', ticket._id, 'staff', (id) => ({ body: { ticket: id } })),
    one('takeBackReply', 'of an agent', outgoing.id, 'nobody', (id) => ({ params: { id } })),
    one('sendReplyNow', 'of an agent', outgoing.id, 'nobody', (id) => ({ params: { id }, body: {} })),
    one('listTickets', 'of a client', client, 'staff', (id) => ({ query: { client: id } })),
    one('listTickets', 'of an agent', agent, 'staff', (id) => ({ query: { assignedTo: id } })),
    one('listTickets', 'by number', String(ticket.number), 'staff', (id) => ({ query: { q: id } })),
    one('listDeskTickets', 'of a view', view, 'nobody', (id) => ({ query: { queue: id } })),
    one('listHistory', 'by somebody', agent, 'nobody', (id) => ({ params: { id: own._id }, query: { actor: id } })),
    one('find', 'a number', String(ticket.number), 'staff', (id) => ({ query: { q: id } })),
    one('find', 'an id', ticket._id, 'nobody', (id) => ({ query: { q: id } })),
    tool('read_ticket', (id) => ({ id })),
    tool('change_ticket', (id) => ({ id, priority: 'low' })),
    tool('reply_to_ticket', (id) => ({ id, message: 'Ajeno' })),
  ];
}

/** Every request that names something of the victims. */
export async function foreignThings(victims: World, mine: World, operations: Operation[]): Promise<Foreign[]> {
  const by = (operationId: string) => {
    const operation = operations.find((each) => each.operationId === operationId);
    if (!operation) throw new Error(`There is no ${operationId} any more.`);
    return operation;
  };
  return [
    ...(await ofPlans(victims, operations)),
    ...(await ofAgents(victims, by)),
    ...(await ofFiles(victims, by)),
    ...(await inRequests(victims, mine, by)),
  ];
}
