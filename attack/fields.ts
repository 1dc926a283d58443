import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Api } from '@/e2e/support/api';
import { call, type Filled, type Operation, operationsOf, readDocument } from '@/e2e/support/document';
import type { Body, Plan } from '@/e2e/support/plan';
import { callerOf, fill, plans } from '@/e2e/support/plans';
import { leastTicket } from '@/e2e/support/tickets';
import { toPublicId } from '@/lib/platform/ids';
import { makeWorld } from './arena';
import type { Arena, Attack } from './attack';
import { rightBody } from './foreign';
import { endWhatWaits, marker, rowsSince, rowsWith, untilDone } from './rows';
import { type Extras, extrasOf, namesOf, type Secrets } from './stowaways';

/** What a client may call where the plans call as staff: upon what is theirs, with so much. */
const clientsToo: Record<string, { params?: Plan['params']; body: Body }> = {
  createTicket: { body: leastTicket },
  changeTicket: { params: plans.getTicket?.params, body: { status: 'closed' } },
  replyToTicket: { params: plans.getTicket?.params, body: { message: 'Hola' } },
  createToken: { body: { name: 'x' } },
};

interface Case {
  name: string;
  operation: Operation;
  /** What the body stands in. */
  around?(body: string): string;
  /** A right request, a new one each time: what it names is used up by it. */
  make(): Promise<{ by: Api; filled: Filled }>;
}

/** An answer without what differs between any two: ids, times, numbers that count up, tokens. */
function plainOf({ status, text }: Answer<unknown>): string {
  const plain = text
    .replaceAll(/[a-z_]+_[0-9a-z]{26}/g, 'ID')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/(number|revision|place)(\\*":)\d+/g, '$1$20')
    .replaceAll(/#\d+/g, '#0')
    .replaceAll(/persona-[\w-]+@/g, 'persona@')
    .replaceAll(/(Cliente|Agente|Admin) \d+/g, '$1')
    .replaceAll(/(hilo|whsec)_[\w+/=-]+/g, 'SECRET')
    .replaceAll(/(Equipo|plan_\d+_)[ \w]*/g, 'NAME');
  return `${status} ${plain}`;
}

async function casesOf(arena: Arena): Promise<Case[]> {
  const { world } = arena;
  const operations = operationsOf(await readDocument(world.api.stranger));
  const cases: Case[] = [];
  for (const operation of operations) {
    const plan = plans[operation.operationId];
    if (!plan || !rightBody(operation)) continue;
    const { operationId: name } = operation;
    if (name === 'callMcp') {
      cases.push(toolCase(operation, world.api.client));
      continue;
    }
    cases.push({
      name,
      operation,
      // Of its own each time: an address that somebody has is refused, whatever else stands in the body.
      make: async () => ({
        by: await callerOf(plan, world),
        filled: await fill(plan, world, { body: rightBody(operation) }),
      }),
    });
    const byClient = clientsToo[name];
    if (byClient)
      cases.push({
        name: `${name} by a client`,
        operation,
        make: async () => ({
          by: world.api.client,
          filled: { params: await byClient.params?.(world), body: byClient.body },
        }),
      });
  }
  return cases;
}

/** A tool's arguments, in the place that the protocol has for them. */
function toolCase(operation: Operation, by: Api): Case {
  const around = (inner: string) =>
    `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"file_ticket","arguments":${inner}}}`;
  const headers = { accept: 'application/json, text/event-stream' };
  return {
    name: 'file_ticket, a tool',
    operation,
    around,
    make: async () => ({ by, filled: { headers, body: leastTicket } }),
  };
}

function propertiesOf({ requestBody }: Operation): Record<string, unknown> {
  return requestBody?.content['application/json']?.schema.properties ?? {};
}

/** What the server's prototypes hold, which no answer tells. */
async function prototypesOf({ desk, probe }: Arena): Promise<string> {
  const asked = Date.now();
  process.kill(desk.pid, 'SIGUSR2');
  for (let tries = 0; tries < 100; tries += 1) {
    await sleep(50);
    const told = await readFile(probe, 'utf8').catch(() => '{}');
    const { at, names } = JSON.parse(told || '{}') as { at?: number; names?: object };
    if (at && at >= asked) return JSON.stringify(names);
  }
  throw new Error('the probe does not answer');
}

/** Sends a right request and the same with something stowed away in it; the desk must be left as by the right one. */
export async function attackFields(arena: Arena) {
  const { world, database, desk, say } = arena;
  const findings = new Set<string>();
  const statuses = new Map<number, number>();
  const refused: string[] = [];
  let tried = 0;
  const victim = (await makeWorld(desk.url)).client;
  const secrets: Secrets = {
    word: `polizon${crypto.randomUUID().slice(0, 8)}`,
    uuid: victim.userId,
    publicId: toPublicId('client', victim.userId),
  };
  const before = await prototypesOf(arena);
  const names = await namesOf(database, operationsOf(await readDocument(world.api.stranger)));
  const cases = await casesOf(arena);
  say(`${names.length} names in each of ${cases.length} bodies`);

  const send = async ({ operation, make, around = (body) => body }: Case, spoil: (body: Body) => string | Body) => {
    await endWhatWaits(database);
    const { by, filled } = await make();
    // Some may be called so often from an address.
    const from = `203.0.${tried >> 8}.${tried & 255}`;
    tried += 1;
    const mark = await marker(database);
    const spoiled = spoil((filled.body ?? {}) as Body);
    const body = around(typeof spoiled === 'string' ? spoiled : JSON.stringify(spoiled));
    const answer = await call(by, operation, {
      ...filled,
      body,
      headers: { ...filled.headers, 'x-forwarded-for': from },
    });
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    if (answer.status === 202) await untilDone(database);
    return { answer, rows: await rowsSince(database, mark, [secrets.uuid, secrets.word]) };
  };

  for (const one of cases) {
    const right = await send(one, (body) => body);
    if (right.answer.status >= 400)
      findings.add(`${one.name} is refused as it should be sent: ${right.answer.text.slice(0, 200)}`);
    const declared = one.around ? leastTicket : propertiesOf(one.operation);
    const every: Extras[] = extrasOf(
      names.filter(({ name }) => !(name in declared)),
      secrets,
    );
    let taken = 0;
    for (const { what, spoil } of every.filter((_, index) => !arena.isQuick || index % 2 === 0 || index === 5)) {
      const spoiled = await send(one, spoil);
      const { status } = spoiled.answer;
      if (status >= 500) findings.add(`${one.name} with ${what} is answered ${status}`);
      // Refused is well; taken, it must have done what it would have done without.
      if (status >= 400 || spoiled.answer.text.includes('"isError":true')) {
        refused.push(`${one.name} with ${what}: ${spoiled.answer.text.slice(0, 120)}`);
        continue;
      }
      taken += 1;
      if (plainOf(spoiled.answer) !== plainOf(right.answer))
        findings.add(
          `${one.name} with ${what} answers otherwise: ${plainOf(spoiled.answer).slice(0, 300)} / ${plainOf(right.answer).slice(0, 300)}`,
        );
      const own = spoiled.rows.filter(
        (row) => !row.startsWith('public.webhooks') || /^(create|change)Webhook/.test(one.name),
      );
      for (const row of own.filter((each) => !right.rows.includes(each)))
        findings.add(`${one.name} with ${what} wrote ${row.slice(0, 300)}`);
    }
    // What is refused whatever it holds was never read. (A tool refuses what it does not know.)
    if (taken === 0 && !one.around) findings.add(`${one.name} was refused with anything more: ${refused.at(-1)}`);
  }
  for (const row of await rowsWith(database, [secrets.word])) findings.add(`stored: ${row.slice(0, 300)}`);
  if ((await prototypesOf(arena)) !== before) findings.add('a prototype that all objects share was changed');
  const said = [...statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`);
  return {
    tried,
    findings: [...findings],
    saw: `${names.length} names in each of ${cases.length} bodies; ${said.join(', ')}; nothing of it stored`,
    figures: { refused },
  };
}

export const fields: Attack = {
  name: 'fields',
  what: 'bodies × fields that are not theirs, prototypes',
  run: attackFields,
};
