import { expect, test } from '@playwright/test';
import { attackAccess } from '@/attack/access';
import { openArena } from '@/attack/arena';
import type { Outcome } from '@/attack/attack';
import { attackSessions } from '@/attack/csrf';
import { attackFields } from '@/attack/fields';
import { attackHeaders } from '@/attack/headers';
import { attackLogins } from '@/attack/logins';
import { attackRoles } from '@/attack/roles';

// The short forms of `npm run attack` (docs/attacks.md): without times, and where there are very many ways, some of each kind.
test.describe.configure({ mode: 'serial', timeout: 180_000 });

let arena: Awaited<ReturnType<typeof openArena>>;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  arena = await openArena({ isQuick: true });
});
test.afterAll(() => arena?.close());

function expectNothing({ findings, tried }: Outcome, atLeast: number): void {
  expect(findings).toEqual([]);
  expect(tried).toBeGreaterThan(atLeast);
}

test('what is somebody else’s cannot be told from what is made up, by any operation and caller', async () => {
  expectNothing(await attackAccess(arena, { withTimes: false }), 1000);
});

test('no operation and no field of one is taken from a role that it is not for', async () => {
  expectNothing(await attackRoles(arena), 450);
});

test('fields that are not a body’s own are never stored, and prototypes stay as they are', async () => {
  expectNothing(await attackFields(arena), 200);
});

test('no header and no way to write an address gets past a check, and no request hides in another', async () => {
  expectNothing(await attackHeaders(arena), 700);
});

test('with a session’s cookie nothing is written from elsewhere, and reading writes nothing', async () => {
  expectNothing(await attackSessions(arena), 800);
});

test('signing in tells nobody’s account apart from none, and is not locked by others', async () => {
  expectNothing(await attackLogins(arena, { withTimes: false }), 150);
});
