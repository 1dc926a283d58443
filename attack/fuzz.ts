// Longer than most: how the fuzz goes on and what it notes are one thing.
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { misfits, type Operation, readDocument } from '@/e2e/support/document';
import { sessionCookie } from '@/e2e/support/people';
import type { World } from '@/e2e/support/plan';
import type { Arena, Attack, Outcome } from './attack';
import { type Judge, judgeOf } from './fuzz-judge';
import { randomOf } from './fuzz-random';
import { rawShot, shootRaw } from './fuzz-raw';
import { curlOf, type Echo, type Shot, senderTo } from './fuzz-send';
import { type Callers, Shooter, targetsOf } from './fuzz-shots';

const LANES = 8;
/** How many of a hundred answers with 2xx are held against their schema. */
const CHECKED = 30;
/** Of one kind, so many findings are told in full. */
const TOLD = 5;

/** Turns off all webhooks but the newest. */
const calm = `UPDATE webhooks SET is_enabled = false
  WHERE is_enabled AND id NOT IN (SELECT id FROM webhooks ORDER BY created_at DESC LIMIT 3)`;

/** Codes that say why an answer is a 503 or 507, and that come with when to try again. */
const busy = new Set(['SERVICE_UNAVAILABLE', 'STORAGE_UNAVAILABLE', 'STORAGE_FULL']);

async function callersOf({ api, client, agent, admin, makePerson, deskUrl }: World) {
  const cookies = await Promise.all([client, agent, admin].map(sessionCookie));
  const page = { origin: deskUrl, 'sec-fetch-site': 'same-origin' };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const cookieOf = (at: number) => ({ cookie: `${cookies[at]?.name}=${cookies[at]?.value}` });
  const token = async (body: object) =>
    (await api.admin.post<{ data: { _id: string; token: string } }>('/v2/tokens', { name: 'fuzz', ...body })).body.data;
  const revoked = await token({});
  await api.admin.send('DELETE', `/v2/tokens/${revoked._id}`);
  const callers: Callers = {
    client: bearer(client.token),
    agent: bearer(agent.token),
    admin: bearer(admin.token),
    stranger: {},
    otherClient: bearer((await makePerson('client')).token),
    clientCookie: { ...cookieOf(0), ...page },
    agentCookie: { ...cookieOf(1), ...page },
    adminCookie: { ...cookieOf(2), ...page },
    foreignPage: { ...cookieOf(1), origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    integration: bearer((await token({ integration: true })).token),
    reader: bearer((await token({ scopes: ['tickets:read'] })).token),
    revoked: bearer(revoked.token),
    malformed: bearer('hilo_x'),
  };
  return { callers, cookies: cookies.map(({ value }) => value) };
}

/** Undefined, which no schema allows, for what is no JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is wrong with an answer, in words. */
function faultsOf(
  shot: Shot,
  echo: Echo,
  judge: Judge,
  operation: Operation | undefined,
  isChecked: boolean,
): string[] {
  // A redirect to an address that is itself at the edge of what a header may be: the client's own limit.
  if (echo.trouble?.startsWith('unsendable') || echo.trouble === 'HPE_HEADER_OVERFLOW') return [];
  if (echo.trouble?.startsWith('no answer')) return [echo.trouble];
  // Where the desk refuses a body it may close the line before all of it was written; then it said so, or the body was long.
  if (echo.trouble)
    return (shot.body?.length ?? 0) > 60_000 || shot.method === 'CONNECT' ? [] : [`no answer: ${echo.trouble}`];
  const { status, headers, text } = echo;
  const faults = judge.answer(`${JSON.stringify(headers)}\n${text}`).map((what) => `${what} in an answer of ${status}`);
  const type = headers['content-type'] ?? '';
  const isApi = /^\/v2\/(?!\.|%2[eE])/.test(shot.path);
  if (status >= 500) {
    const code = /"message":"([A-Z_]+)"/.exec(text)?.[1] ?? '';
    const isSaid = busy.has(code) && headers['retry-after'] !== undefined;
    if (!isSaid) faults.push(`answered ${status}`);
  } else if (isApi && status >= 400 && text !== '' && shot.method !== 'HEAD') {
    if (!/"message":"[A-Z_]+","requestId":"req_/.test(text)) faults.push(`a ${status} that is not in the envelope`);
    const isNamed = !operation || !shot.isInDocument || operation.responses[status] !== undefined;
    if (!isNamed && status !== 404 && status !== 431)
      faults.push(`${status}, which ${operation?.operationId} does not name`);
  }
  if (isApi && type.startsWith('text/html') && !headers['content-disposition']) faults.push('HTML from the API');
  const media = operation?.responses[status]?.content?.['application/json'];
  if (
    isChecked &&
    media &&
    !echo.isCut &&
    status < 300 &&
    type.startsWith('application/json') &&
    shot.method !== 'HEAD'
  ) {
    const wrong = misfits(media.schema, readJson(text));
    if (wrong.length > 0) faults.push(`not as documented: ${wrong[0]}`);
  }
  return faults;
}

/** Resident memory of a process, in MB; 0 of one that is gone. */
function memoryOf(pid: number): number {
  const status = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '';
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** Sends `count` requests that nobody sane would send, the same for the same seed, and notes what should not be. */
export async function fuzz(arena: Arena, { seed, count }: { seed: number; count: number }): Promise<Outcome> {
  const { desk, world } = arena;
  const document = await readDocument(world.api.stranger);
  const targets = await targetsOf(document, world, arena.isQuick ? 2 : 8);
  const { callers, cookies } = await callersOf(world);
  const judge = await judgeOf(arena, [world.client, world.agent, world.admin], cookies);
  const { body: csrf } = await world.api.stranger.get<{ csrfToken: string }>('/api/auth/csrf');
  const form = `csrfToken=${csrf.csrfToken}&email=${world.client.email}&password=no&callbackUrl=x`;
  const operations = new Map(targets.map(({ operation }) => [operation.operationId, operation]));
  const found = new Map<string, string[]>();
  const statuses: Record<string, number> = {};
  const slowest: { ms: number; what: string }[] = [];
  let late = 0;
  let most = memoryOf(desk.pid);
  const least = most;
  const note = (what: string, where: string) => {
    const all = found.get(what) ?? [];
    if (all.length === 0) arena.say(`fuzz: ${what}: ${where.slice(0, 1000)}`);
    if (all.length < TOLD) all.push(where);
    found.set(what, all);
  };
  const sender = senderTo(desk.url, LANES);

  const one = async (index: number, shooter: Shooter) => {
    const random = randomOf(seed, index);
    if (random.chance(arena.isQuick ? 0.01 : 0.004)) {
      const bytes = rawShot(random, `Authorization: Bearer ${world.client.token}\r\n`);
      const text = await shootRaw(desk.url, bytes);
      const faults = judge.answer(text).map((what) => `${what} in an answer to raw bytes`);
      if (/^HTTP\/1\.1 5\d\d/m.test(text)) faults.push(`raw bytes answered ${text.slice(9, 12)}`);
      for (const fault of faults) note(fault, `printf '%b' ${JSON.stringify(bytes.slice(0, 500))} | nc localhost PORT`);
      statuses.raw = (statuses.raw ?? 0) + 1;
      return;
    }
    const shot = shooter.shoot(random);
    underway.push(`#${index} ${curlOf(desk.url, shot).slice(0, 1500)}`);
    if (underway.length > 3 * LANES) underway.shift();
    const echo = await sender.send(shot);
    const operation = operations.get(shot.operationId ?? '');
    const status = echo.trouble ? 'none' : String(echo.status);
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (echo.status === 201) shooter.learn(shot, echo.text);
    for (const fault of faultsOf(shot, echo, judge, operation, random.below(100) < CHECKED))
      note(
        fault,
        `#${index} ${curlOf(desk.url, shot)}\n      → ${judge.excerpt(echo.text) || echo.text.slice(0, 300)}`,
      );
    slowest.push({
      ms: Math.round(echo.ms),
      what: `${shot.method} ${shot.operationId ?? ''} ${shot.path.slice(0, 120)}`,
    });
    if (slowest.length > 200) slowest.sort((a, b) => b.ms - a.ms).splice(5);
  };

  let next = 0;
  const underway: string[] = [];
  const lane = async (at: number) => {
    const shooter = new Shooter(targets, callers, form);
    for (let index = at; index < count && !isGone; index += LANES) {
      await one(index, shooter);
      next += 1;
      if (next % 5000 === 0)
        arena.say(`fuzz: ${next} of ${count}, ${memoryOf(desk.pid)} MB, ${JSON.stringify(statuses)}`);
    }
  };
  // What it said since is looked through: the desk keeps the end of its log.
  const looked = new Set<string>();
  const readLog = (isOver: boolean) => {
    const log = desk.output();
    for (const what of judge.log(log)) note(`${what} in the log`, `before #${next}`);
    // Of a full log the first line has lost its head; the last may be half-come.
    const lines = log.split('\n').slice(log.length < 100_000 ? 0 : 1, isOver ? undefined : -1);
    for (const line of lines) {
      if (looked.has(line)) continue;
      looked.add(line);
      // On a machine that has too much to do a job waits too long for a lock, and is done again; and a 503 is told.
      if (/lock timeout|statement timeout|every connection of the pool is taken|the database says nothing/.test(line))
        continue;
      const isError = /"level":(50|60)|uncaught|unhandled/i.test(line);
      if (isError || judge.isTrace(`\n${line}`))
        note(`an error in the log (${/"message":"([^"]{0,160})/.exec(line)?.[1] ?? ''})`, line.slice(0, 900));
    }
  };
  let isOver = false;
  let isGone = false;
  const watch = async () => {
    while (!isOver) {
      const since = performance.now();
      const probe = await fetch(`${desk.url}/healthz`).catch(() => undefined);
      late = Math.max(late, Math.round(performance.now() - since));
      isGone = !probe && memoryOf(desk.pid) === 0;
      if (isGone) {
        note('the process is gone', `near #${next}, of them ${underway.join('\n')}\n${desk.output().slice(-3000)}`);
        return;
      }
      most = Math.max(most, memoryOf(desk.pid));
      // Each event goes to each webhook, and nobody listens at these: a few are enough.
      await arena.database.query(calm);
      readLog(false);
      await sleep(500);
    }
  };
  const watching = watch();
  await Promise.all(Array.from({ length: LANES }, (_, at) => lane(at)));
  isOver = true;
  await watching;
  sender.close();
  readLog(true);
  for (const role of ['client', 'agent', 'admin'] as const) {
    const { status } = await world.api[role].get('/v2/support-tickets?limit=1');
    if (status !== 200) note(`the ${role} may no longer call`, String(status));
  }
  slowest.sort((a, b) => b.ms - a.ms).splice(5);
  const findings = [...found].flatMap(([what, all]) => all.map((where) => `${what}: ${where}`));
  const figures = {
    seed,
    statuses,
    memory: { before: least, most, after: memoryOf(desk.pid) },
    slowestProbeMs: late,
    slowest,
  };
  return { tried: count, findings, saw: `seed ${seed}: ${JSON.stringify(statuses)}; ${least} → ${most} MB`, figures };
}

export const fuzzAttack: Attack = {
  name: 'fuzz',
  what: 'requests bent from right ones: ids, queries, headers, bodies, lines',
  run(arena, { seed = arena.isQuick ? 1 : Date.now() % 2 ** 31, count = arena.isQuick ? 2500 : 100_000 } = {}) {
    arena.say(`fuzz: seed ${seed}`);
    return fuzz(arena, { seed, count });
  },
};
