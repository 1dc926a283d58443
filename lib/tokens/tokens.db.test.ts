import { describe, expect, test } from 'vitest';
import { actorFromToken, hasScope, systemActor, type UserActor } from '@/lib/auth/actor';
import { setUserDisabled } from '@/lib/people/commands';
import { prisma } from '@/lib/platform/db';
import { makeActor, makeCaller, makeUser } from '@/prisma/factories';
import { createToken, type NewToken, revokeToken } from './commands';
import { listExpiring, listTokens } from './queries';
import { scopes } from './schema';

const operator = systemActor('test');

describe('a token', () => {
  test('has at least 160 random bits and is stored as its hash only', async () => {
    const actor = await makeActor('client');
    const { token, row } = await createToken(actor, { userId: actor.userId, name: 'Pasarela' });
    expect(token).toMatch(/^hilo_[\w-]{32}$/);
    const stored = await prisma.accessToken.findUniqueOrThrow({ where: { id: row.id } });
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(stored.tokenHash).toHaveLength(32);
    expect(token.startsWith(row.prefix)).toBe(true);
  });

  test('stops at once when revoked, expired, or its owner disabled', async () => {
    const revoked = await makeCaller('client');
    await revokeToken(revoked.actor, revoked.actor.credentialId);
    expect(await actorFromToken(revoked.token)).toBeNull();

    const expired = await makeCaller('client');
    await prisma.accessToken.update({
      where: { id: expired.actor.credentialId },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    expect(await actorFromToken(expired.token)).toBeNull();

    const disabled = await makeCaller('agent');
    await setUserDisabled(operator, disabled.actor.userId, true);
    expect(await actorFromToken(disabled.token)).toBeNull();
    await setUserDisabled(operator, disabled.actor.userId, false);
    expect(await actorFromToken(disabled.token)).not.toBeNull();
  });

  test('made with another ends no later than that one', async () => {
    const { actor } = await makeCaller('client');
    const soon = new Date(Date.now() + 60_000);
    await prisma.accessToken.update({ where: { id: actor.credentialId }, data: { expiresAt: soon } });
    const forever = await createToken(actor, { userId: actor.userId, name: 'x' });
    const later = await createToken(actor, {
      userId: actor.userId,
      name: 'x',
      expiresAt: new Date(Date.now() + 120_000),
    });
    const sooner = await createToken(actor, {
      userId: actor.userId,
      name: 'x',
      expiresAt: new Date(Date.now() + 30_000),
    });
    expect([forever.row.expiresAt, later.row.expiresAt]).toEqual([soon, soon]);
    expect(sooner.row.expiresAt?.getTime()).toBeLessThan(soon.getTime());
  });

  test('made with one that has a limit of its own has no wider one', async () => {
    const { actor } = await makeCaller('admin', {}, { rateLimit: 10 });
    const limitOf = async (rateLimit?: number) =>
      (await createToken(actor, { userId: actor.userId, name: 'x', rateLimit })).row.rateLimit;
    expect([await limitOf(), await limitOf(11), await limitOf(10), await limitOf(3)]).toEqual([10, 10, 10, 3]);
    const free = await makeActor('admin');
    expect((await createToken(free, { userId: free.userId, name: 'x', rateLimit: 5000 })).row.rateLimit).toBe(5000);
    const client = (await makeCaller('client', {}, { rateLimit: 10 })).actor;
    expect((await createToken(client, { userId: client.userId, name: 'x' })).row.rateLimit).toBe(10);
  });

  test.each(scopes)('of all scopes but %s makes no other, not even for that alone', async (missing) => {
    const few = scopes.filter((scope) => scope !== missing);
    const { actor } = await makeCaller('admin', {}, { scopes: few });
    for (const wished of [undefined, [...scopes], [missing], few.slice(0, 1)]) {
      const made = createToken(actor, { userId: actor.userId, name: 'x', scopes: wished });
      await expect(made).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  test('is for what it was made for, and for everything when nothing was said', async () => {
    const { actor } = await makeCaller('agent', {}, { scopes: ['webhooks', 'tickets:read'] });
    expect(scopes.filter((scope) => hasScope(actor, scope))).toEqual(['tickets:read', 'webhooks']);
    expect(hasScope(actor, undefined)).toBe(false);
    const all = await makeActor('agent');
    expect([all.scopes, hasScope(all, undefined), all.isIntegration, all.rateLimit]).toEqual([
      scopes,
      true,
      false,
      null,
    ]);
  });

  test('cannot be for nothing or for what there is not, whoever writes the row', async () => {
    const { id } = (await createToken(operator, { userId: (await makeUser('client')).id, name: 'x' })).row;
    for (const wrong of [[], ['everything'], ['tickets:read', 'admin']])
      await expect(prisma.accessToken.update({ where: { id }, data: { scopes: wrong } })).rejects.toThrow();
    for (const rateLimit of [0, -1, 1_000_001])
      await expect(prisma.accessToken.update({ where: { id }, data: { rateLimit } })).rejects.toThrow();
  });

  test('notes the address it was last used from, with the time', async () => {
    const { actor, token } = await makeCaller('client');
    const row = () => prisma.accessToken.findUniqueOrThrow({ where: { id: actor.credentialId } });
    const wait = () =>
      prisma.accessToken.update({ where: { id: actor.credentialId }, data: { lastUsedAt: new Date(0) } });
    expect((await row()).lastUsedFrom).toBeNull();
    await wait();
    await actorFromToken(token, '2001:db8::7');
    expect((await row()).lastUsedFrom).toBe('2001:db8::7');
    await actorFromToken(token, '192.0.2.9');
    expect((await row()).lastUsedFrom).toBe('2001:db8::7');
    await wait();
    await actorFromToken(token, '192.0.2.9');
    expect(await row()).toMatchObject({ lastUsedFrom: '192.0.2.9', lastUsedAt: expect.any(Date) });
  });

  test('notes its last use at most once a minute', async () => {
    const { actor, token } = await makeCaller('client');
    const used = async () =>
      (await prisma.accessToken.findUniqueOrThrow({ where: { id: actor.credentialId } })).lastUsedAt?.getTime();
    const first = await used();
    expect(first).toBeDefined();
    await actorFromToken(token);
    expect(await used()).toBe(first);
    await prisma.accessToken.update({
      where: { id: actor.credentialId },
      data: { lastUsedAt: new Date(Date.now() - 61_000) },
    });
    await actorFromToken(token);
    expect(await used()).toBeGreaterThanOrEqual(first ?? 0);
  });

  test.each([
    '',
    'hilo_',
    'hilo_x',
    'Bearer',
    `hilo_${'a'.repeat(32)}`,
    `hilo_${'a'.repeat(5000)}`,
    "hilo_' OR 1=1 --",
  ])('is not %j', async (text) => {
    expect(await actorFromToken(text)).toBeNull();
  });
});

test('others’ tokens can be neither made, seen nor revoked, but by admins', async () => {
  const [one, other, admin] = await Promise.all([makeActor('agent'), makeActor('client'), makeActor('admin')]);
  await expect(createToken(one, { userId: other.userId, name: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect((await listTokens(one)).map((row) => row.user.id)).toEqual([one.userId]);
  await expect(revokeToken(one, other.credentialId)).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' });
  expect((await listTokens(admin)).map((row) => row.user.id)).toEqual(
    expect.arrayContaining([one.userId, other.userId]),
  );
  expect((await revokeToken(admin, other.credentialId)).revokedAt).not.toBeNull();
});

test('an integration’s token and one with a limit of its own are made by admins, for anybody, and by the operator', async () => {
  const [client, agent, admin] = await Promise.all([makeActor('client'), makeActor('agent'), makeActor('admin')]);
  for (const actor of [client, agent]) {
    for (const more of [{ isIntegration: true }, { rateLimit: 1 }]) {
      const made = createToken(actor, { userId: actor.userId, name: 'x', ...more });
      await expect(made).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  }
  for (const actor of [admin, operator]) {
    for (const owner of [client, agent, admin]) {
      const wished = { userId: owner.userId, name: 'x', isIntegration: true, rateLimit: 7 };
      const { token, row } = await createToken(actor, wished);
      expect(row).toMatchObject({ isIntegration: true, rateLimit: 7 });
      expect(await actorFromToken(token)).toMatchObject({ userId: owner.userId, isIntegration: true, rateLimit: 7 });
    }
  }
});

test('who owns a token that ends within a week hears of it; admins of the integrations’ too', async () => {
  const [agent, admin] = [await makeActor('agent'), await makeActor('admin')];
  const now = new Date();
  const ending = async (actor: UserActor, name: string, days: number, more: Partial<NewToken> = {}) => {
    const expiresAt = new Date(now.getTime() + days * 86_400_000);
    return (await createToken(operator, { userId: actor.userId, name, expiresAt, ...more })).row;
  };
  await ending(agent, 'en seis', 6.9);
  await ending(agent, 'en dos', 2);
  await ending(agent, 'del CRM', 3, { isIntegration: true });
  await ending(agent, 'en ocho', 7.1);
  await ending(agent, 'ayer', -1);
  await revokeToken(operator, (await ending(agent, 'revocado', 1)).id);
  const names = async (actor: UserActor) => (await listExpiring(actor, now)).map(({ name }) => name);
  expect(await names(agent)).toEqual(['en dos', 'del CRM', 'en seis']);
  expect(await names(admin)).toEqual(['del CRM']);
  await ending(admin, 'propio', 5);
  expect(await names(admin)).toEqual(['del CRM', 'propio']);
  await setUserDisabled(operator, agent.userId, true);
  expect(await names(admin)).toEqual(['propio']);
});

test('of one’s own at most fifty are good at a time; an admin may make another for them', async () => {
  const [client, admin] = await Promise.all([makeActor('client'), makeActor('admin')]);
  const { userId } = client;
  const make = (more = {}) => createToken(client, { userId, name: 'Otro', ...more });
  // They have one already.
  for (let count = 0; count < 47; count += 1) await make();
  await make({ expiresAt: new Date(Date.now() - 1000) });
  const tried = await Promise.allSettled([make(), make(), make()]);
  expect(tried.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  await expect(make()).rejects.toMatchObject({ code: 'TOO_MANY_TOKENS', status: 409 });
  const { row } = await createToken(admin, { userId, name: 'De un admin' });
  await revokeToken(client, row.id);
  await expect(make()).rejects.toMatchObject({ code: 'TOO_MANY_TOKENS' });
  const [first] = await prisma.accessToken.findMany({ where: { userId, revokedAt: null }, take: 1 });
  await revokeToken(client, first?.id ?? '');
  expect((await make()).token).toMatch(/^hilo_/);
  // The limit of requests is by the minute: each one in the place of another would begin it anew.
  const revoke = (revokedAt: Date, where: object) =>
    prisma.accessToken.updateMany({ where: { userId, ...where }, data: { revokedAt } });
  await revoke(new Date(), { revokedAt: null });
  const spent = await prisma.accessToken.count({ where: { userId } });
  for (let count = spent; count < 100; count += 1) await make();
  await expect(make()).rejects.toMatchObject({ code: 'RATE_LIMITED', options: { retryAfter: 60 } });
  await revoke(new Date(Date.now() - 61_000), { revokedAt: { not: null } });
  expect((await make()).token).toMatch(/^hilo_/);
});
