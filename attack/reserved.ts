import type { Answer } from '@/e2e/support/api';
import { call, type Filled, type Operation } from '@/e2e/support/document';
import { type Schema, samplesOf } from '@/e2e/support/from-schema';
import type { Body, World } from '@/e2e/support/plan';
import { callerOf, deafReceiver, fill, plans } from '@/e2e/support/plans';
import { fileTicket } from '@/e2e/support/tickets';
import { toPublicId } from '@/lib/platform/ids';
import type { Arena } from './attack';
import { rightBody } from './foreign';
import { type Caller, refusalOf, reservedFields, type Tally } from './rights';
import { endWhatWaits, marker, untilDone, writtenSince } from './rows';

/** What no schema can make up, by `operation.field`: what is put into a right body for that field. */
type Values = Record<string, Body>;

/** A value that clients may not write into a field that is theirs, and what it takes beside it to be right for an agent. */
interface Staffs {
  operationId: string;
  body: Body;
  status: number;
  right?: Body;
}

async function made(answer: Answer<{ data: { _id: string } }>): Promise<string> {
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body.data._id;
}

/** Ids that there are, a field that is not for clients, and rules between fields. */
async function valuesOf({ api, agent }: World): Promise<{ values: Values; staffs: Staffs[] }> {
  const word = crypto.randomUUID().slice(0, 8);
  const team = await made(await api.admin.post('/v2/teams', { name: `Reservado ${word}` }));
  const field = { key: `reserved_${word}`, label: 'Reservado', kind: 'choice', choices: ['Norte'], forClients: false };
  await made(await api.admin.post('/v2/fields', field));
  const fields = { [field.key]: 'Norte' };
  const agentId = toPublicId('agent', agent.userId);
  return {
    values: {
      'createTicket.client': { client: { email: `${word}@test.example`, name: 'Nadie' } },
      'changeTicket.assignedTo': { assignedTo: agentId },
      'changeTicket.team': { team },
      'changeTicket.snoozedUntil': { snoozedUntil: '2090-01-18T14:00:00Z' },
      'changeTicket.fields': { fields },
      'createToken.user': { user: agentId },
      'createBulk.view': { tickets: null, view: { queue: 'mine' } },
      // An admin ends no sharing of what is another's.
      'changeView.shared': { shared: true },
      'putIntoOutbox.after': { after: { status: 'pending' } },
      'readNotifications.ids': { ids: [] },
      'readNotifications.ticket': { ticket: (await fileTicket(api.client))._id },
    },
    staffs: [
      { operationId: 'changeTicket', body: { status: 'pending' }, status: 403 },
      { operationId: 'changeTicket', body: { status: 'in_progress' }, status: 403 },
      { operationId: 'changeTicket', body: { status: 'resolved' }, status: 403, right: { resolution: 'Ya funciona.' } },
      { operationId: 'createTicket', body: { fields }, status: 400 },
      { operationId: 'createWebhook', body: { url: deafReceiver, events: ['ticket.noted'] }, status: 400 },
    ],
  };
}

/** Fields whose right value is known only once the thing that it names is made; a made-up one is refused to who may, too. */
const unproved = new Set(['putIntoOutbox.seen', 'sendReplyNow.seen']);

/** Tools of assistants that take the body of a route. */
const tools: Record<string, string> = {
  createTicket: 'file_ticket',
  changeTicket: 'change_ticket',
  replyToTicket: 'reply_to_ticket',
};

const isSaid = (value: unknown) => value != null && value !== '' && !(Array.isArray(value) && value.length === 0);

/** A body with every field that the schema declares, each said. */
function everyField(properties: Record<string, Schema>): Body {
  const values = Object.entries(properties).map(([name, schema]) => {
    const samples = samplesOf(schema, 30);
    return [name, samples.find(isSaid) ?? samples[0]];
  });
  return Object.fromEntries(values);
}

const declaredBy = ({ requestBody }: Operation) => requestBody?.content['application/json']?.schema.properties ?? {};

/** An operation whose fields are tried, with a right request that is never used up: nobody who sends it may. */
interface Case {
  operation: Operation;
  declared: string[];
  right: Filled & { body: Body };
  /** What is put into a body for a field. */
  valueFor(field: string, body?: Body): Body;
}

async function caseOf(operation: Operation, world: World, values: Values): Promise<Case> {
  const plan = plans[operation.operationId];
  if (!plan) throw new Error(`Nothing calls ${operation.operationId}: e2e/support/plans.ts.`);
  const properties = declaredBy(operation);
  const every = everyField(properties);
  const fitted = { ...every, ...((await fill(plan, world, { body: every })).body as Body) };
  const right = await fill(plan, world, { body: rightBody(operation) });
  const body = right.body as Body;
  return {
    operation,
    declared: Object.keys(properties),
    right: { ...right, body },
    // What a right body has already may be an id of what this request names.
    valueFor: (field, present = body) =>
      values[`${operation.operationId}.${field}`] ?? {
        [field]: isSaid(present[field]) ? present[field] : fitted[field],
      },
  };
}

const without = (body: Body, names: string[]): Body =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));

/** Sends bodies that must all be refused, and looks for rows that they wrote all the same. */
async function tryBodies(
  tally: Tally,
  { database, world }: Arena,
  caller: Caller,
  { operation, right }: Case,
  bodies: { what: string; body: Body; status?: number }[],
  mcp?: Operation,
): Promise<void> {
  const { operationId } = operation;
  const mark = await marker(database);
  for (const { what, body, status } of bodies) {
    const answer = await call(caller.api, operation, { ...right, body });
    tally.tried += 1;
    tally.statuses.set(answer.status, (tally.statuses.get(answer.status) ?? 0) + 1);
    if (status ? answer.status !== status : answer.status < 400 || answer.status >= 500)
      tally.findings.add(
        `${operationId} with ${what} by ${caller.name} is answered ${answer.status}, not ${status ?? '4xx'}: ${answer.text.slice(0, 200)}`,
      );
    const name = tools[operationId];
    if (!mcp || !name || caller.api !== world.api.client) continue;
    const params = { name, arguments: { ...body, ...right.params } };
    const told = await call(caller.api, mcp, {
      headers: { accept: 'application/json, text/event-stream' },
      body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params },
    });
    tally.tried += 1;
    if (!told.text.includes('"isError":true'))
      tally.findings.add(`the tool ${name} with ${what} by ${caller.name} is answered: ${told.text.slice(0, 200)}`);
  }
  for (const row of await writtenSince(database, mark, operationId))
    tally.findings.add(`${operationId} with fields that are not theirs by ${caller.name} wrote ${row.slice(0, 300)}`);
}

/** That who may write a field is taken with it: else its being refused to others would prove nothing. */
async function prove(tally: Tally, { world, database }: Arena, { operation, valueFor }: Case, field: string) {
  const plan = plans[operation.operationId];
  if (!plan || unproved.has(`${operation.operationId}.${field}`)) return;
  await endWhatWaits(database);
  const filled = await fill(plan, world, { body: rightBody(operation) });
  const body = { ...(filled.body as Body), ...valueFor(field, filled.body as Body) };
  const answer = await call(await callerOf(plan, world), operation, { ...filled, body });
  if (answer.status >= 300)
    tally.findings.add(
      `${operation.operationId} with ${field} proves nothing: who may is answered ${answer.status} ${answer.text.slice(0, 200)}`,
    );
  if (answer.status === 202) await untilDone(database);
}

/**
 * Every field that a body declares, by every role that may not write it: alone, and in a right body. Refused, and nothing
 * written; what is left of the body without it is taken from those who may call at all. Gives how many fields there were.
 */
export async function tryReserved(
  tally: Tally,
  arena: Arena,
  callers: Caller[],
  operations: Operation[],
): Promise<number> {
  const { world, database } = arena;
  const { values, staffs } = await valuesOf(world);
  const mcp = operations.find(({ operationId }) => operationId === 'callMcp');
  const signedIn = callers.filter(({ role }) => role !== 'stranger');
  let count = 0;
  for (const operation of operations) {
    const { operationId } = operation;
    const declared = Object.keys(declaredBy(operation));
    const tries = signedIn
      .map((caller) => ({ caller, fields: reservedFields(operationId, caller.role, declared) }))
      // For whom an integration files is the one thing that it may say more.
      .filter(({ caller, fields }) => fields.length > 0 && !(caller.isIntegration && operationId === 'createTicket'));
    if (tries.length === 0) continue;
    await endWhatWaits(database);
    const one = await caseOf(operation, world, values);
    for (const { caller, fields } of tries) {
      count += fields.length;
      const refusal = refusalOf(operationId, caller.role);
      const mayCall = refusal === undefined;
      const rest = mayCall ? without(one.right.body, fields) : one.right.body;
      const bodies = fields.flatMap((field) => [
        { what: `${field} alone`, body: one.valueFor(field) },
        { what: field, body: { ...rest, ...one.valueFor(field) }, status: refusal ?? 403 },
      ]);
      const unique = new Map(bodies.map((each) => [JSON.stringify(each.body), each]));
      await tryBodies(tally, arena, caller, one, [...unique.values()], mcp);
      const taken = mayCall ? await call(caller.api, operation, { ...one.right, body: rest }) : undefined;
      if (taken && taken.status >= 300)
        tally.findings.add(
          `${operationId} by ${caller.name} proves nothing: without it, ${taken.status} ${taken.text}`,
        );
    }
    const reserved = new Set(tries.flatMap(({ fields }) => fields));
    for (const field of reserved) await prove(tally, arena, one, field);
  }
  await tryValues(tally, arena, signedIn, operations, staffs);
  return count + staffs.length;
}

/** Values that are not for clients, in fields that are. */
async function tryValues(
  tally: Tally,
  arena: Arena,
  callers: Caller[],
  operations: Operation[],
  staffs: Staffs[],
): Promise<void> {
  const { world, database } = arena;
  const mcp = operations.find(({ operationId }) => operationId === 'callMcp');
  for (const { operationId, body, status, right = {} } of staffs) {
    const operation = operations.find((each) => each.operationId === operationId);
    if (!operation) throw new Error(`There is no ${operationId} any more.`);
    await endWhatWaits(database);
    const one = await caseOf(operation, world, {});
    const rest = without(one.right.body, reservedFields(operationId, 'client', one.declared));
    const what = JSON.stringify(body);
    for (const caller of callers.filter(({ role }) => role === 'client'))
      await tryBodies(tally, arena, caller, one, [{ what, body: { ...rest, ...body }, status }], mcp);
    const taken = await call(world.api.agent, operation, { ...one.right, body: { ...rest, ...body, ...right } });
    if (taken.status >= 300)
      tally.findings.add(
        `${operationId} with ${what} proves nothing: an agent is answered ${taken.status} ${taken.text}`,
      );
  }
}
