import type { Api } from '@/e2e/support/api';
import { call, type Filled, type Operation, operationsOf, readDocument } from '@/e2e/support/document';
import type { Body, World } from '@/e2e/support/plan';
import { callerOf, fill, plans } from '@/e2e/support/plans';
import { toPublicId } from '@/lib/platform/ids';
import { makeWorld } from './arena';
import type { Arena, Attack } from './attack';
import { browserOf, nobodies } from './attackers';
import { rightBody } from './foreign';
import { tryReserved } from './reserved';
import { type Caller, type Role, refusalOf, type Tally } from './rights';
import { endWhatWaits, marker, untilDone, writtenSince } from './rows';

/** What is asked of an operation: its right request and, where there is one, another that fewer may send. */
interface Case {
  name: string;
  operation: Operation;
  query: Body;
  refusal(role: Role): number | undefined;
}

/** A token of an agent's that files for any client, which makes them no admin. Its last use is passed over: attack/rows.ts. */
async function integrationOf({ api, agent }: World): Promise<Api> {
  const user = toPublicId('agent', agent.userId);
  const made = await api.admin.post<{ data: { token: string } }>('/v2/tokens', {
    name: 'prueba',
    user,
    integration: true,
  });
  if (made.status !== 201) throw new Error(made.text);
  return api.as(made.body.data.token);
}

/**
 * One of each role, by token and, with `all`, by session, and nobody in every way. The client is the one whose tickets the plans file, who sees them;
 * agents and admins have made nothing of what there is.
 */
async function callersOf(world: World, others: World, all: boolean): Promise<Caller[]> {
  const { api } = world;
  const some: Caller[] = [
    { name: 'the client', role: 'client', api: api.client },
    { name: 'another agent', role: 'agent', api: others.api.agent },
    { name: 'another admin', role: 'admin', api: others.api.admin },
  ];
  if (!all) return [{ name: 'nobody', role: 'stranger', api: api.stranger }, ...some];
  const strangers = await nobodies(world);
  const session = async (person: World['agent']) => api.as(await browserOf(person, world.deskUrl));
  return [
    ...some,
    ...strangers.map(({ name, api: by }) => ({ name, role: 'stranger' as const, api: by })),
    { name: 'the client’s session', role: 'client', api: await session(world.client) },
    { name: 'another agent’s session', role: 'agent', api: await session(others.agent) },
    { name: 'another admin’s session', role: 'admin', api: await session(others.admin) },
    { name: 'an agent’s integration', role: 'agent', api: await integrationOf(others), isIntegration: true },
  ];
}

function casesOf(operations: Operation[]): Case[] {
  return operations.flatMap((operation) => {
    const { operationId: name } = operation;
    // A stream that is let in never ends; its HEAD is refused and taken likewise, and does.
    const asked = name === 'streamEvents' ? { ...operation, method: 'HEAD' } : operation;
    const plain = { name, operation: asked, query: {}, refusal: (role: Role) => refusalOf(name, role) };
    if (name !== 'streamEvents') return [plain];
    const refusal = (role: Role) => (role === 'client' ? 403 : plain.refusal(role));
    return [plain, { ...plain, name: 'streamEvents with presence', query: { presence: true }, refusal }];
  });
}

/** Whether an answer is the refusal that the contract has for its status. */
function isRefusal({ status, body }: { status: number; body: unknown }, expected: number, method: string): boolean {
  const code = (body as { message?: string } | undefined)?.message ?? '';
  const codes: Record<number, RegExp> = { 401: /^UNAUTHORIZED$/, 403: /^FORBIDDEN$/, 404: /_NOT_FOUND$/ };
  return status === expected && (method === 'HEAD' || (codes[expected]?.test(code) ?? false));
}

/**
 * One right request by everybody who may not send it: refused as the contract says, and nothing written. Then the same by who
 * may: taken, or its being refused before would prove nothing; and what a refused one deleted would not be there.
 */
async function tryCase(tally: Tally, arena: Arena, callers: Caller[], { name, operation, query, refusal }: Case) {
  const { world, database } = arena;
  const plan = plans[operation.operationId];
  if (!plan) throw new Error(`Nothing calls ${operation.operationId}: e2e/support/plans.ts.`);
  const refused = callers.flatMap((caller) => ({ caller, expected: refusal(caller.role) ?? 0 }));
  if (refused.every(({ expected }) => expected === 0)) return;
  await endWhatWaits(database);
  const body = rightBody(operation);
  const filled: Filled = await fill(plan, world, { ...(body && { body }), query: {} });
  const request = { ...filled, query: { ...filled.query, ...query } };
  for (const { caller, expected } of refused.filter((each) => each.expected !== 0)) {
    const mark = await marker(database);
    const answer = await call(caller.api, operation, request);
    tally.tried += 1;
    tally.statuses.set(answer.status, (tally.statuses.get(answer.status) ?? 0) + 1);
    const by = `${name} by ${caller.name}`;
    if (!isRefusal(answer, expected, operation.method))
      tally.findings.add(`${by} is answered ${answer.status}, not ${expected}: ${answer.text.slice(0, 200)}`);
    for (const row of await writtenSince(database, mark, operation.operationId))
      tally.findings.add(`${by} wrote ${row.slice(0, 300)}`);
  }
  const taken = await call(await callerOf(plan, world), operation, request);
  if (taken.status >= 300)
    tally.findings.add(`${name} proves nothing: who may is answered ${taken.status} ${taken.text.slice(0, 200)}`);
  if (taken.status === 202) await untilDone(database);
}

/** Every operation by every role that may not, and every declared field by every role that may not write it. */
export async function attackRoles(arena: Arena) {
  const { world, desk, isQuick, say } = arena;
  const tally: Tally = { tried: 0, findings: new Set(), statuses: new Map() };
  const operations = operationsOf(await readDocument(world.api.stranger));
  const callers = await callersOf(world, await makeWorld(desk.url), !isQuick);
  const cases = casesOf(operations);
  say(`${cases.length} operations by ${callers.length} callers`);
  for (const each of cases) await tryCase(tally, arena, callers, each);
  const ofOperations = tally.tried;
  const fields = await tryReserved(tally, arena, callers, operations);
  const said = [...tally.statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`);
  return {
    tried: tally.tried,
    findings: [...tally.findings],
    saw: `${ofOperations} requests of ${cases.length} operations by who may not; ${fields} fields by who may not write them; ${said.join(', ')}`,
    figures: { statuses: Object.fromEntries(tally.statuses) },
  };
}

export const rolesAttack: Attack = {
  name: 'roles',
  what: 'operations and fields × roles that may not',
  run: attackRoles,
};
