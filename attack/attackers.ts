import { encode } from 'next-auth/jwt';
import type { Api } from '@/e2e/support/api';
import { makePerson, type Person, sessionCookie } from '@/e2e/support/people';
import type { World } from '@/e2e/support/plan';
import { prisma } from '@/lib/platform/db';
import { fromPublicId } from '@/lib/platform/ids';
import { type Scope, scopes } from '@/lib/tokens/schema';

export interface Attacker {
  name: string;
  /** What of a desk they may see: `nobody` is answered 401 whatever they ask. */
  sees: 'nobody' | 'client' | 'agent' | 'admin';
  /** The one scope of their token, where it has but one. */
  scope?: Scope;
  api: Api;
  /** Stands for its kind where there is little time. */
  isCommon?: boolean;
}

/** Of nobodies one by token and one by session, of all others one, and those who bring nothing. */
const common = new Set([
  'nobody',
  'an expired token',
  'a disabled agent’s session',
  'another client',
  'another client’s session',
  'another agent',
  'another admin',
  'an integration',
  'an agent’s token for tickets:read alone',
]);

type Made = { data: { _id: string; token: string } };

async function tokenOf(api: Api, fields: object): Promise<Made['data']> {
  const made = await api.post<Made>('/v2/tokens', { name: 'x', ...fields });
  if (made.status !== 201) throw new Error(made.text);
  return made.body.data;
}

/** The headers of a person's browser on a page of ours. */
export async function browserOf(person: Person, deskUrl: string): Promise<Record<string, string>> {
  const { name, value } = await sessionCookie(person);
  return { cookie: `${name}=${value}`, origin: deskUrl, 'sec-fetch-site': 'same-origin' };
}

/** Who is nobody: by every way of being it. */
export async function nobodies({ api, admin, deskUrl }: World): Promise<Attacker[]> {
  const [disabled, expired, revoked] = [
    await makePerson('agent'),
    await makePerson('admin'),
    await makePerson('admin'),
  ];
  const ended = await browserOf(disabled, deskUrl);
  await prisma.user.update({ where: { id: disabled.userId }, data: { disabledAt: new Date() } });
  const ofOne = await tokenOf(api.as(expired), {});
  const ofTwo = await tokenOf(api.as(revoked), {});
  const key = fromPublicId(ofOne._id, 'token') ?? '';
  await prisma.accessToken.update({ where: { id: key }, data: { expiresAt: new Date(Date.now() - 1000) } });
  await api.as(revoked).send('DELETE', `/v2/tokens/${ofTwo._id}`);
  const sealed = await encode({ token: { sid: crypto.randomUUID(), sub: admin.userId }, secret: 'a guess' });
  const guessed = { cookie: `next-auth.session-token=${sealed}`, origin: deskUrl, 'sec-fetch-site': 'same-origin' };
  const all: [string, Api][] = [
    ['nobody', api.stranger],
    ['a disabled agent’s token', api.as(disabled)],
    ['a disabled agent’s session', api.as(ended)],
    ['an expired token', api.as(ofOne.token)],
    ['a revoked token', api.as(ofTwo.token)],
    ['a made-up token', api.as(`hilo_${'a'.repeat(32)}`)],
    ['a session sealed by a guess', api.as(guessed)],
  ];
  return all.map(([name, each]) => ({ name, sees: 'nobody', api: each }));
}

/** Everybody who may try: nobody in all ways, another of each role, by token and by session, and tokens of few scopes. */
export async function attackersOf(world: World): Promise<Attacker[]> {
  const { api, client, agent, admin, deskUrl } = world;
  const ofScope = async (by: Api, sees: 'client' | 'agent', scope: Scope): Promise<Attacker> => ({
    name: `${sees === 'client' ? 'a client' : 'an agent'}’s token for ${scope} alone`,
    sees,
    scope,
    api: api.as((await tokenOf(by, { scopes: [scope] })).token),
  });
  const narrow: Attacker[] = [];
  for (const scope of scopes)
    narrow.push(await ofScope(api.client, 'client', scope), await ofScope(api.agent, 'agent', scope));
  const session = async (person: Person) => api.as(await browserOf(person, deskUrl));
  const all: Attacker[] = [
    ...(await nobodies(world)),
    { name: 'another client', sees: 'client', api: api.client },
    { name: 'another client’s session', sees: 'client', api: await session(client) },
    { name: 'another agent', sees: 'agent', api: api.agent },
    { name: 'another agent’s session', sees: 'agent', api: await session(agent) },
    { name: 'another admin', sees: 'admin', api: api.admin },
    { name: 'another admin’s session', sees: 'admin', api: await session(admin) },
    { name: 'an integration', sees: 'admin', api: api.as((await tokenOf(api.admin, { integration: true })).token) },
    ...narrow,
  ];
  return all.map((attacker) => ({ ...attacker, isCommon: common.has(attacker.name) }));
}
