import { describe, expect, test } from 'vitest';
import { actorFromToken, systemActor } from '@/lib/auth/actor';
import { setUserDisabled } from '@/lib/people/commands';
import { prisma } from '@/lib/platform/db';
import { makeActor, makeCaller } from '@/prisma/factories';
import { createToken, revokeToken } from './commands';
import { listTokens } from './queries';

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
