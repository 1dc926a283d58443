import { beforeAll, describe, expect, test } from 'vitest';
import { changeUser, setPassword } from '@/lib/people/commands';
import { prisma } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { makeUser } from '@/prisma/factories';
import { actorFromSession, systemActor } from './actor';
import { payForGuess } from './guess-limit';
import { endSession, startSession } from './session';
import { demoEmails, enterDemo, isDemoOpen, signIn } from './sign-in';

const operator = systemActor('test');
const password = 'una contraseña larga';
const here = '192.0.2.1';

describe('signing in', () => {
  test('starts a session that ends with sign-out, a new password, a new role, or disabling', async () => {
    const ends = [
      (_: string, session: string) => endSession(session),
      (id: string) => setPassword(operator, id, 'otra contraseña larga'),
      (id: string) => changeUser(operator, id, { role: 'agent' }),
      (id: string) => changeUser(operator, id, { disabled: true }),
    ];
    for (const end of ends) {
      const user = await makeUser('client', { password });
      const session = await signIn(` ${user.email.toUpperCase()} `, password, here);
      expect(session).not.toBeNull();
      expect(await actorFromSession(session ?? '')).toMatchObject({ userId: user.id, via: 'session' });
      await end(user.id, session ?? '');
      expect(await actorFromSession(session ?? '')).toBeNull();
    }
  });

  test.each([
    ['a new password', (id: string) => setPassword(operator, id, 'otra contraseña larga')],
    ['a new role', (id: string) => changeUser(operator, id, { role: 'agent' })],
    ['disabling', (id: string) => changeUser(operator, id, { disabled: true })],
  ])('begins no session where %s came after the password was looked at', async (_, end) => {
    const shown = await prisma.user.findUniqueOrThrow({
      where: { id: (await makeUser('client', { password })).id },
    });
    await end(shown.id);
    expect(await startSession(shown)).toBeNull();
    expect(await prisma.session.count({ where: { userId: shown.id } })).toBe(0);
  });

  test('of one address that has failed too often writes no row for each account that it names', async () => {
    const from = '192.0.2.77';
    const rows = () => prisma.rateLimit.count({ where: { key: { startsWith: 'sign-in' } } });
    const fail = (count: number) =>
      Promise.allSettled(Array.from({ length: count }, () => payForGuess(`${crypto.randomUUID()}@test.example`, from)));
    await fail(100);
    const before = await rows();
    expect((await fail(50)).every(({ status }) => status === 'rejected')).toBe(true);
    expect(await rows()).toBe(before);
  });

  test('gives one answer for unknown, wrong, without password and disabled', async () => {
    const [withPassword, without, disabled] = await Promise.all([
      makeUser('client', { password }),
      makeUser('client'),
      makeUser('agent', { password }),
    ]);
    await changeUser(operator, disabled.id, { disabled: true });
    expect(await signIn('nobody@test.example', password, here)).toBeNull();
    expect(await signIn(withPassword.email, 'wrong', here)).toBeNull();
    expect(await signIn(without.email, '', here)).toBeNull();
    expect(await signIn(disabled.email, password, here)).toBeNull();
    expect(await signIn('a\0b@test.example', 'x\0', here)).toBeNull();
  });

  test('stops after ten failures for an account from an address, though they come at once, and even for the right password', async () => {
    const user = await makeUser('client', { password });
    const tries = await Promise.allSettled(Array.from({ length: 16 }, () => signIn(user.email, 'wrong', here)));
    expect(tries.filter((each) => each.status === 'rejected')).toHaveLength(6);
    await expect(signIn(user.email, password, here)).rejects.toMatchObject({ code: 'RATE_LIMITED', status: 429 });
    expect(await signIn(user.email, password, '192.0.2.99')).not.toBeNull();
  });

  test('of an account that strangers fail at from everywhere, those who are known stay welcome', async () => {
    const user = await makeUser('client', { password });
    const [home, abroad] = ['192.0.2.50', '192.0.2.51'];
    expect(await signIn(user.email, password, home)).not.toBeNull();
    const places = Array.from({ length: 12 }, (_, index) => `198.51.100.${index}`);
    for (const place of places)
      await Promise.allSettled(Array.from({ length: 9 }, () => signIn(user.email, 'wrong', place)));
    await expect(signIn(user.email, password, abroad)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(await signIn(user.email, password, home)).not.toBeNull();
    // There too ten failures are enough.
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => signIn(user.email, 'wrong', home)));
    expect(tries.filter((each) => each.status === 'rejected')).toHaveLength(2);
  });

  test('counts failures only', async () => {
    const user = await makeUser('client', { password });
    for (let index = 0; index < 12; index += 1) expect(await signIn(user.email, password, '192.0.2.7')).not.toBeNull();
  });
});

describe('the demo’s entry', () => {
  const local = { host: 'localhost:3000', 'x-hilo-address': '127.0.0.1' };

  beforeAll(async () => {
    await makeUser('agent', { email: demoEmails.agent });
  });

  test('is shut unless the demo is on', () => {
    expect(isDemoOpen(new Headers(local))).toBe(false);
  });

  test('opens from this machine alone, and for the demo’s people alone', async () => {
    putEnv({ HILO_DEMO: '1' });
    expect(await enterDemo('agent', new Headers(local))).not.toBeNull();
    expect(await enterDemo('admin', new Headers(local))).toBeNull();
    const away: Record<string, string>[] = [
      { ...local, 'x-hilo-address': '192.0.2.1' },
      { ...local, host: 'help.example.com' },
      { ...local, via: '1.1 proxy' },
      { ...local, 'x-hilo-forwarded': '1' },
      { ...local, origin: 'https://help.example.com' },
      { ...local, host: 'localhost.example.com' },
      { host: 'localhost:3000' },
    ];
    for (const headers of away)
      await expect(enterDemo('agent', new Headers(headers))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
