import { encode } from 'next-auth/jwt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { endSession, type Shown, sessionCookieName, startSession } from '@/lib/auth/session';
import { pool, prisma } from '@/lib/platform/db';
import { env, putEnv } from '@/lib/platform/env';
import { revokeToken } from '@/lib/tokens/commands';
import { makeCaller, makeUser } from '@/prisma/factories';
import { payAnyway, payAsStranger, requireCaller, type Visit, visitOf } from './caller';

const begin = async (user: Omit<Shown, 'passwordHash'>) => (await startSession({ ...user, passwordHash: null })) ?? '';

let asked = 0;
const count = () => {
  asked += 1;
};
let address = 0;
beforeEach(() => {
  asked = 0;
  address += 1;
  putEnv({ HILO_RATE_LIMIT: '6', HILO_RATE_LIMIT_ANONYMOUS: '4' });
  pool.on('acquire', count);
});
afterEach(() => void pool.off('acquire', count));

/** A request from this test's own address. */
function requestWith(headers: Record<string, string>, from = `192.0.2.${address}`): Request {
  return new Request('http://localhost/v2/support-tickets', { headers: { ...headers, 'x-hilo-address': from } });
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const madeUpToken = () => bearer(`hilo_${crypto.randomUUID()}`);

async function cookieOf(sessionId: string): Promise<Record<string, string>> {
  const value = await encode({ token: { sid: sessionId }, secret: env().HILO_SECRET });
  return { cookie: `${sessionCookieName()}=${value}` };
}

/** What becomes of a request: `ok`, or the code of its refusal. */
async function outcome(headers: Record<string, string>, from?: string): Promise<string> {
  const visit = await visitOf(requestWith(headers, from));
  return requireCaller(visit, 'tickets:read').then(
    () => 'ok',
    (error: { code: string }) => error.code,
  );
}

async function outcomes(times: number, headers: () => Record<string, string>, from?: string): Promise<string[]> {
  const all: string[] = [];
  for (let each = 0; each < times; each += 1) all.push(await outcome(headers(), from));
  return all;
}

const some = (times: number, code: string) => Array<string>(times).fill(code);

describe('a flood over the limit costs the database nothing', () => {
  test('of one who shows nobody', async () => {
    expect(await outcomes(6, () => ({}))).toEqual([...some(4, 'UNAUTHORIZED'), ...some(2, 'RATE_LIMITED')]);
    asked = 0;
    expect(await outcomes(100, () => ({}))).toEqual(some(100, 'RATE_LIMITED'));
    expect(asked).toBe(0);
  });

  test('of made-up tokens, each another', async () => {
    expect(await outcomes(6, madeUpToken)).toEqual([...some(4, 'UNAUTHORIZED'), ...some(2, 'RATE_LIMITED')]);
    asked = 0;
    expect(await outcomes(100, madeUpToken)).toEqual(some(100, 'RATE_LIMITED'));
    expect(asked).toBe(0);
  });

  test('of a token, wherever it comes from', async () => {
    const { token } = await makeCaller('client');
    expect(await outcomes(8, () => bearer(token))).toEqual([...some(6, 'ok'), ...some(2, 'RATE_LIMITED')]);
    asked = 0;
    expect(await outcomes(100, () => bearer(token), '198.51.100.7')).toEqual(some(100, 'RATE_LIMITED'));
    expect(asked).toBe(0);
  });

  test('of a token that was true until it was revoked', async () => {
    const { token, actor } = await makeCaller('client');
    expect(await outcome(bearer(token))).toBe('ok');
    await revokeToken(actor, actor.credentialId);
    expect(await outcomes(6, () => bearer(token))).toEqual([...some(4, 'UNAUTHORIZED'), ...some(2, 'RATE_LIMITED')]);
    asked = 0;
    expect(await outcomes(100, () => bearer(token))).toEqual(some(100, 'RATE_LIMITED'));
    expect(asked).toBe(0);
  });

  test('of a session, and of one that has ended, which costs its neighbours nothing either', async () => {
    const user = await makeUser('client');
    const [sessionId, neighbour] = await Promise.all([begin(user), begin(user)]);
    const cookie = await cookieOf(sessionId);
    expect(await outcomes(8, () => cookie)).toEqual([...some(6, 'ok'), ...some(2, 'RATE_LIMITED')]);
    await endSession(sessionId);
    const ended = await begin(user);
    await endSession(ended);
    const stale = await cookieOf(ended);
    expect(await outcomes(6, () => stale)).toEqual([...some(4, 'UNAUTHORIZED'), ...some(2, 'RATE_LIMITED')]);
    asked = 0;
    expect(await outcomes(100, () => stale)).toEqual(some(100, 'RATE_LIMITED'));
    expect(asked).toBe(0);
    expect(await outcome(await cookieOf(neighbour))).toBe('ok');
    expect(await outcome({})).toBe('UNAUTHORIZED');
  });
});

describe('one caller’s flood hurts no other', () => {
  test('a token that was true before goes on at an address that strangers have spent', async () => {
    const { token } = await makeCaller('client');
    expect(await outcome(bearer(token))).toBe('ok');
    await outcomes(6, madeUpToken);
    expect(await outcome(bearer(token))).toBe('ok');
    // One that this process has not seen yet cannot be told from the made-up ones without asking.
    const late = await makeCaller('client');
    expect(await outcome(bearer(late.token))).toBe('RATE_LIMITED');
    expect(await outcome(bearer(late.token), '198.51.100.8')).toBe('ok');
    expect(await outcome(bearer(late.token))).toBe('ok');
  });

  test('also where tokens have no limit at all', async () => {
    putEnv({ HILO_RATE_LIMIT: '0' });
    const { token } = await makeCaller('client');
    expect(await outcomes(20, () => bearer(token))).toEqual(some(20, 'ok'));
    await outcomes(6, madeUpToken);
    expect(await outcome(bearer(token))).toBe('ok');
  });

  test('a network of IPv6 counts as one address, another network as another', async () => {
    const inOne = (host: number) => outcome({}, `2001:db8:1:${address}::${host.toString(16)}`);
    for (const host of [1, 2, 3, 4]) expect(await inOne(host)).toBe('UNAUTHORIZED');
    expect(await inOne(5)).toBe('RATE_LIMITED');
    expect(await outcome({}, `2001:db8:2:${address}::5`)).toBe('UNAUTHORIZED');
  });
});

test('a limit of a token’s own counts instead of the desk’s, and a change of it from the next request on', async () => {
  const { token, actor } = await makeCaller('client', {}, { rateLimit: 2 });
  const set = (rateLimit: number | null) =>
    prisma.accessToken.update({ where: { id: actor.credentialId }, data: { rateLimit } });
  expect(await outcome(bearer(token))).toBe('ok');
  await set(3);
  expect(await outcomes(3, () => bearer(token))).toEqual(['ok', 'ok', 'RATE_LIMITED']);
});

test('scopes that were taken away are gone from the next request on', async () => {
  const { token, actor } = await makeCaller('client');
  expect(await outcome(bearer(token))).toBe('ok');
  await prisma.accessToken.update({ where: { id: actor.credentialId }, data: { scopes: ['tickets:write'] } });
  expect(await outcome(bearer(token))).toBe('FORBIDDEN');
});

test('every visit knows how who paid for it stands', async () => {
  const { token } = await makeCaller('client', {}, { scopes: ['export'] });
  const standingOf = async (headers: Record<string, string>, pay: (visit: Visit) => Promise<unknown> = payAnyway) => {
    const visit = await visitOf(requestWith(headers));
    await pay(visit).catch(() => undefined);
    return visit.standing && [visit.standing.limit, visit.standing.remaining];
  };
  expect(await standingOf(bearer(token))).toEqual([6, 5]);
  expect(await standingOf(madeUpToken())).toEqual([4, 3]);
  expect(await standingOf({ authorization: 'Basic x' })).toEqual([4, 2]);
  // What is open to anybody is paid for by the address, whoever comes.
  expect(await standingOf(bearer(token), payAsStranger)).toEqual([4, 1]);
  expect(await standingOf(bearer(token))).toEqual([6, 4]);
  putEnv({ HILO_RATE_LIMIT: '0', HILO_RATE_LIMIT_ANONYMOUS: '0' });
  expect(await standingOf(bearer(token))).toBeUndefined();
  expect(await standingOf({})).toBeUndefined();
});

test('who is refused is told the seconds to wait', async () => {
  await outcomes(4, () => ({}));
  const visit = await visitOf(requestWith({}));
  const refused = (await requireCaller(visit, undefined).catch((error: unknown) => error)) as {
    options: { retryAfter: number };
  };
  expect(refused.options.retryAfter).toBe(visit.standing?.seconds);
  expect(refused.options.retryAfter).toBeGreaterThan(50);
});
