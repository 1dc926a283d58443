import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { actorFromToken } from '@/lib/auth/actor';
import { isPasswordRight } from '@/lib/auth/password';
import { prisma } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';

/** Runs `hilo` with arguments on this test's database, with `input` as its standard input. */
async function hilo(args: string[], input = ''): Promise<{ status: number | null; out: string; err: string }> {
  const { DATABASE_URL, HILO_SECRET } = env();
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/hilo.ts', ...args], {
    env: { ...process.env, DATABASE_URL, HILO_SECRET },
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, out, err };
}

describe('hilo user', () => {
  const who = ['--email', 'ana@example.com'];

  test('makes, lists, locks out and lets in', async () => {
    const made = await hilo(['user', 'create', ...who, '--name', 'Ana', '--role', 'agent']);
    expect(made).toMatchObject({ status: 0, out: '' });
    expect(await hilo(['user', 'create', ...who, '--name', 'Ana', '--role', 'agent'])).toEqual({
      status: 1,
      out: '',
      err: 'hilo: That email address already has an account\n',
    });
    expect((await hilo(['user', 'disable', ...who])).status).toBe(0);
    const listed = await hilo(['user', 'list', '--json']);
    expect(JSON.parse(listed.out)).toMatchObject([{ email: 'ana@example.com', role: 'agent', disabled: true }]);
    expect((await hilo(['user', 'enable', ...who])).status).toBe(0);
    expect((await hilo(['user', 'list'])).out).toMatch(/^ROLE .*\nagent +Ana +ana@example.com +active/);
  });

  test('takes a password from standard input, and says what is wrong with it', async () => {
    await hilo(['user', 'create', '--email', 'eva@example.com', '--name', 'Eva', '--role', 'client']);
    const short = await hilo(['user', 'password', '--email', 'eva@example.com'], 'short\n');
    expect(short).toMatchObject({ status: 2, err: 'hilo: The password needs at least 10 characters\n' });
    const set = await hilo(['user', 'password', '--email', 'eva@example.com'], 'a much longer one\n');
    expect(set).toMatchObject({ status: 0, out: '' });
    const { passwordHash } = await prisma.user.findUniqueOrThrow({ where: { email: 'eva@example.com' } });
    expect(await isPasswordRight('a much longer one', passwordHash)).toBe(true);
    const unknown = await hilo(['user', 'password', '--email', 'nobody@example.com', '--generate']);
    expect(unknown).toEqual({ status: 1, out: '', err: 'hilo: There is no user nobody@example.com.\n' });
  });
});

describe('hilo token', () => {
  test('prints the token alone, of an owner who is made when a role is given', async () => {
    const nobody = await hilo(['token', 'create', '--email', 'bot@example.com']);
    expect(nobody).toMatchObject({ status: 1, out: '' });
    const args = ['token', 'create', '--email', 'bot@example.com', '--role', 'client', '--name', 'monitor'];
    const made = await hilo([...args, '--expires-in-days', '2']);
    expect(made.status).toBe(0);
    expect(made.out).toMatch(/^hilo_[\w-]{27,}\n$/);
    expect(await actorFromToken(made.out.trim())).toMatchObject({ email: 'bot@example.com', role: 'client' });

    const [listed] = JSON.parse((await hilo(['token', 'list', '--email', 'bot@example.com', '--json'])).out);
    expect(listed).toMatchObject({ name: 'monitor', prefix: made.out.slice(0, listed.prefix.length) });
    expect((await hilo(['token', 'revoke', listed._id])).status).toBe(0);
    expect(await actorFromToken(made.out.trim())).toBeNull();
  });
});

describe('hilo token, of a system', () => {
  const create = (...args: string[]) =>
    hilo(['token', 'create', '--email', 'crm@example.com', '--role', 'agent', ...args]);
  const listed = async (...args: string[]) =>
    (await hilo(['token', 'list', '--email', 'crm@example.com', ...args])).out.trim().split('\n');

  test('is for what was said, files for any client and has a limit of its own', async () => {
    const args = ['--name', 'CRM', '--scopes', 'tickets:write, tickets:read', '--integration', '--rate-limit', '30'];
    const made = await create(...args);
    expect(made).toMatchObject({ status: 0, out: expect.stringMatching(/^hilo_[\w-]{27,}\n$/) });
    expect(made.err).toContain('An integration’s token for crm@example.com (agent)');
    expect(made.err).toContain('for tickets:read, tickets:write.');
    expect(made.err).toContain('30 times a minute');
    const actor = await actorFromToken(made.out.trim(), '192.0.2.44');
    expect(actor).toMatchObject({ scopes: ['tickets:read', 'tickets:write'], isIntegration: true, rateLimit: 30 });

    const plain = await create('--name', 'Todo');
    expect(plain.err).toContain('A token for crm@example.com (agent), good until it is revoked, for everything.');
    const [head, second, first] = await listed();
    expect(head).toMatch(/^ID +TOKEN +NAME +OWNER +KIND +FOR +LIMIT +STATE +LAST USED +FROM$/);
    expect(first).toMatch(
      / CRM +crm@example.com +integration +tickets:read, tickets:write +30\/min +live +\d{4}-\d\d-\d\d \d\d:\d\d +192.0.2.44$/,
    );
    expect(second).toMatch(/ Todo +crm@example.com +personal +everything +usual +live +never$/);
    expect(JSON.parse((await listed('--json')).join('\n'))).toMatchObject([
      { name: 'Todo', integration: false, rateLimit: null, lastUsedFrom: null },
      { name: 'CRM', integration: true, rateLimit: 30, lastUsedFrom: '192.0.2.44' },
    ]);
  });

  test.each([
    [['--scopes', 'tickets:read,everything'], 'The scopes are any of tickets:read, tickets:write, webhooks and export'],
    [['--scopes', ''], 'The scopes are any of'],
    [['--rate-limit', '0'], 'from 1 to 1000000'],
    [['--rate-limit', 'many'], 'from 1 to 1000000'],
  ])('%j is refused, and makes nothing', async (args, message) => {
    const before = await prisma.accessToken.count();
    const { status, out, err } = await create(...args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
    expect(await prisma.accessToken.count()).toBe(before);
  });
});

describe('hilo', () => {
  test.each([
    [['nonsense'], 'unknown command'],
    [['user', 'create', '--email', 'a@example.com'], "required option '--name"],
    [['user', 'create', '--email', 'bad', '--name', 'A', '--role', 'boss'], 'The role is client, agent or admin'],
    [['token', 'create', '--email', 'a@example.com', '--expires-in-days', 'soon'], 'a whole number from 1 to 3650'],
    [['seed'], 'say --demo'],
  ])('%j is called wrongly: status 2', async (args, message) => {
    const { status, out, err } = await hilo(args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^hilo: /);
    expect(err).toContain(message);
  });

  test.each([[[]], [['user']], [['token', 'create']]])('%j --help explains it: status 0', async (args: string[]) => {
    const { status, out } = await hilo([...args, '--help']);
    expect(status).toBe(0);
    expect(out).toContain('Usage: hilo');
  });

  test('migrates', async () => {
    expect(await hilo(['migrate'])).toEqual({ status: 0, out: 'The database has every migration.\n', err: '' });
  });
});
