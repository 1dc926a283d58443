import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { actorFromToken } from '@/lib/auth/actor';
import { signIn } from '@/lib/auth/sign-in';
import { prisma } from '@/lib/platform/db';
import { findDemo, isEmpty, makeDemo } from './demo';

function newFolder(): { dataDir: string; file: string } {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hilo-demo-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  return { dataDir, file: path.join(dataDir, 'demo.json') };
}

test('a start that is killed while it makes the demo leaves a desk that can be entered, or an empty one', async () => {
  const { dataDir, file } = newFolder();
  expect(await findDemo(dataDir)).toBeNull();
  // Cut off amid the file.
  writeFileSync(file, '');
  expect(await findDemo(dataDir)).toBeNull();
  // Before the accounts were there.
  writeFileSync(file, JSON.stringify({ accounts: [{ role: 'client', email: 'nobody@test.example' }], token: '' }));
  expect([await findDemo(dataDir), await isEmpty()]).toEqual([null, true]);

  const made = await makeDemo(dataDir);
  expect(await findDemo(dataDir)).toEqual(made);
  // After that, and before the token was.
  const kept = JSON.parse(readFileSync(file, 'utf8')) as typeof made;
  writeFileSync(file, JSON.stringify({ ...kept, token: '' }));
  const found = await findDemo(dataDir);
  expect(found?.accounts).toEqual(made.accounts);
  expect(await actorFromToken(found?.token ?? '')).toMatchObject({ role: 'client' });
  expect(await findDemo(dataDir)).toEqual(found);
  for (const { email, password } of found?.accounts ?? [])
    expect(await signIn(email, password, '192.0.2.1')).not.toBeNull();
  expect(await prisma.user.count()).toBeGreaterThan(3);
});
