import type { Answer } from '@/e2e/support/api';
import { call, type Operation, operationsOf, readDocument } from '@/e2e/support/document';
import { fileTicket } from '@/e2e/support/tickets';
import { toPublicId } from '@/lib/platform/ids';
import { makeWorld } from './arena';
import type { Arena, Attack } from './attack';
import { type Attacker, attackersOf } from './attackers';
import { firstDifference, plainOf } from './compare';
import { type Foreign, foreignThings, type Ids, madeUp, type SeenBy } from './foreign';
import { askings, builtPaths, getPage, unknownRoutes } from './pages';
import { compareTimes, isTelling, timeInTurn } from './ranks';
import { changedTables, holdStill, settledRows } from './rows';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Whether whoever attacks may know of a thing. */
function maySee({ sees, scope }: Attacker, { seenBy, operation }: Foreign): boolean {
  if (sees === 'nobody' || sees === 'client' || seenBy === 'nobody') return false;
  const needed = operation.security.flatMap((each) => each.token ?? []);
  if (scope && !needed.every((each) => each === scope)) return false;
  return seenBy === 'staff' || sees === 'admin';
}

interface Tally {
  tried: number;
  findings: Set<string>;
  statuses: Map<number, number>;
}

const refusals = new Set([200, 201, 204, 400, 401, 403, 404, 405, 409, 412]);

/** Sends what names the thing and what names a made-up one, and holds the answers to be the same. */
async function compare(
  tally: Tally,
  what: string,
  attacker: Attacker,
  send: (ids: Ids) => Promise<Answer<unknown>>,
  real: Ids,
): Promise<number> {
  const fake = madeUp(real);
  const [foreign, absent] = [await send(real), await send(fake)];
  tally.tried += 2;
  tally.statuses.set(foreign.status, (tally.statuses.get(foreign.status) ?? 0) + 1);
  const [one, other] = [plainOf(foreign, Object.values(real)), plainOf(absent, Object.values(fake))];
  const by = `${what} by ${attacker.name}`;
  if (one !== other)
    tally.findings.add(`${by} tells: ${foreign.status}, made up ${absent.status}: ${firstDifference(one, other)}`);
  if (!refusals.has(foreign.status)) tally.findings.add(`${by} is answered ${foreign.status}`);
  // Which methods a path takes is nobody's secret.
  if (attacker.sees === 'nobody' && ![401, 405].includes(foreign.status) && !what.startsWith('OPTIONS '))
    tally.findings.add(`${by} is answered ${foreign.status}, not 401`);
  return foreign.status;
}

/** By the method that it takes, and by each that it does not. */
async function tryForeign(tally: Tally, foreign: Foreign, attacker: Attacker): Promise<void> {
  const { operation, real, name } = foreign;
  const send = (method: string) => (ids: Ids) => {
    return call(attacker.api, { ...operation, method }, foreign.fill(ids));
  };
  if (!maySee(attacker, foreign)) {
    await compare(tally, name, attacker, send(operation.method), real);
    if (operation.method === 'GET') await compare(tally, `HEAD of ${name}`, attacker, send('HEAD'), real);
  } else if (operation.method === 'GET') {
    tally.tried += 2;
    const [there, absent] = [await send('GET')(real), await send('GET')(madeUp(real))];
    if (plainOf(there, Object.values(real)) === plainOf(absent, Object.values(madeUp(real))))
      tally.findings.add(`${name} by ${attacker.name}, who may see it, proves nothing: ${there.status}`);
  }
}

/** Every other method of every path, those that name nothing too: refused as such, whoever asks and whatever is named. */
async function tryMethods(
  tally: Tally,
  operations: Operation[],
  foreign: Foreign[],
  attacker: Attacker,
): Promise<void> {
  for (const [path, operation] of new Map(operations.map((one) => [one.path, one]))) {
    const named = foreign.find((each) => each.name === each.operation.operationId && each.operation.path === path);
    const taken = new Set(operations.filter((each) => each.path === path).map(({ method }) => method));
    for (const method of methods.filter((one) => !taken.has(one) && !(one === 'HEAD' && taken.has('GET')))) {
      const send = (ids: Ids) => call(attacker.api, { ...operation, method }, { params: named?.fill(ids).params });
      const status = await compare(tally, `${method} ${path}`, attacker, send, named?.real ?? {});
      const right = method === 'OPTIONS' ? 204 : 405;
      if (status !== right)
        tally.findings.add(`${method} ${path} by ${attacker.name} is answered ${status}, not ${right}`);
    }
  }
}

interface Place {
  pathname: string;
  real: string;
  seenBy: SeenBy;
}

/** Pages whose address names something, as a document and as Next's own router asks for them. A page knows sessions alone. */
async function tryPages(tally: Tally, places: Place[], attackers: Attacker[]): Promise<void> {
  for (const { pathname, real, seenBy } of places) {
    const blind = attackers.filter(({ sees }) => sees !== 'admin' && (sees !== 'agent' || seenBy === 'admin'));
    for (const attacker of blind.filter(({ name }) => name === 'nobody' || name.includes('session'))) {
      for (const [how, headers] of Object.entries(askings)) {
        const fake = /^\d+$/.test(real)
          ? String(9 * 10 ** (real.length - 1) + Math.floor(Math.random() * 9))
          : Object.values(madeUp({ id: real }))[0];
        const at = (id = '') => getPage(attacker.api, pathname.replace(/\[\w+\]/, id), headers);
        const [foreign, absent] = [await at(real), await at(fake)];
        tally.tried += 2;
        tally.statuses.set(foreign.status, (tally.statuses.get(foreign.status) ?? 0) + 1);
        const [one, other] = [plainOf(foreign, [real]), plainOf(absent, [fake ?? ''])];
        const by = `page ${pathname} as ${how} by ${attacker.name}`;
        if (one !== other)
          tally.findings.add(`${by} tells: ${foreign.status}, ${absent.status}: ${firstDifference(one, other)}`);
        if (foreign.status >= 500) tally.findings.add(`${by} is answered ${foreign.status}`);
      }
    }
  }
}

/** Whether the time tells what the answer does not: each request for a thing beside one for a made-up one, many times. */
async function tryTimes(
  tally: Tally,
  arena: Arena,
  foreign: Foreign[],
  attackers: Attacker[],
): Promise<Record<string, number[]>> {
  const pairs = arena.isQuick ? 40 : 150;
  const figures: Record<string, number[]> = {};
  for (const attacker of attackers.filter(({ name }) => name === 'another client' || name === 'another agent')) {
    for (const each of foreign.filter((one) => !maySee(attacker, one))) {
      const ask = (ids: Ids) => call(attacker.api, each.operation, each.fill(ids));
      if ((await ask(each.real)).status === 403) continue;
      // The same one each time, as the real one is: what is asked twice may be quicker.
      const fake = madeUp(each.real);
      const measure = async (count: number) => {
        const [one, other] = await timeInTurn(
          count,
          () => ask(each.real),
          () => ask(fake),
        );
        tally.tried += 2 * count;
        return compareTimes(one, other);
      };
      let seen = await measure(pairs);
      // Once more, longer: of so many comparisons some are far off by chance.
      if (isTelling(seen)) seen = await measure(3 * pairs);
      figures[`${each.name} by ${attacker.name}`] = [seen.ratio, seen.above, seen.z].map((value) =>
        Number(value.toFixed(3)),
      );
      if (isTelling(seen))
        tally.findings.add(
          `the time of ${each.name} by ${attacker.name} tells: ${seen.ratio.toFixed(2)} × the made-up one's, ${(seen.above * 100).toFixed(0)} % above`,
        );
    }
  }
  return figures;
}

/**
 * Every request that names something of somebody else, by everybody who may not know of it: as if it were made up, and nothing
 * of theirs changes. With `withTimes` the time is compared too.
 */
export async function attackAccess(arena: Arena, { withTimes }: { withTimes: boolean }) {
  const { desk, world, database, dist, say } = arena;
  const tally: Tally = { tried: 0, findings: new Set(), statuses: new Map() };
  const operations = operationsOf(await readDocument(world.api.stranger));
  const built = builtPaths(dist);
  for (const route of unknownRoutes(built, operations))
    tally.findings.add(`the build serves ${route}, which nobody describes`);

  const victims = await makeWorld(desk.url);
  const attackers = (await attackersOf(world)).filter(({ isCommon }) => isCommon || !arena.isQuick);
  const foreign = await foreignThings(victims, world, operations);
  const ticket = await fileTicket(victims.api.client);
  const webhook = await victims.api.client.post<{ data: { _id: string } }>('/v2/webhooks', {
    url: 'http://127.0.0.1:9/x',
  });
  const places: Place[] = [
    { pathname: '/tickets/[number]', real: String(ticket.number), seenBy: 'staff' },
    { pathname: '/desk/tickets/[number]', real: String(ticket.number), seenBy: 'staff' },
    { pathname: '/desk/clients/[id]', real: toPublicId('client', victims.client.userId), seenBy: 'staff' },
    { pathname: '/settings/webhooks/[id]', real: webhook.body.data._id, seenBy: 'admin' },
  ];
  for (const { pathname, isPage } of built)
    if (isPage && pathname.includes('[') && !places.some((place) => place.pathname === pathname))
      tally.findings.add(`page ${pathname} is not tried: attack/access.ts`);
  await holdStill(database);
  const theirs = [victims.client, victims.agent, victims.admin].flatMap(({ userId }) => userId);
  say(`${foreign.length} requests that name something, ${attackers.length} who try`);

  const before = await settledRows(database, theirs);
  if (before.split('\n').length < 20) tally.findings.add('the victims have next to nothing: nothing is proved');
  for (const attacker of attackers) {
    for (const each of foreign) await tryForeign(tally, each, attacker);
    // That other methods are refused whoever asks is tested by itself: e2e/api/routes.spec.ts.
    if (!arena.isQuick || attacker.name === 'another client') await tryMethods(tally, operations, foreign, attacker);
  }
  await tryPages(tally, places, attackers);
  const times = withTimes ? await tryTimes(tally, arena, foreign, attackers) : {};
  const changed = changedTables(before, await settledRows(database, theirs));
  for (const line of changed) tally.findings.add(`a row of a victim's is not as it was: ${line}`);

  const statuses = [...tally.statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`);
  return {
    tried: tally.tried,
    findings: [...tally.findings],
    saw: `${foreign.length} things, ${attackers.length} callers; ${statuses.join(', ')}; ${before.split('\n').length} rows as they were`,
    figures: { times },
  };
}

export const access: Attack = {
  name: 'access',
  what: 'routes × callers × methods × ids of others',
  run: (arena) => attackAccess(arena, { withTimes: true }),
};
