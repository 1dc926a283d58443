import { randomInt } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import type { Role } from '@/lib/auth/actor';
import { sessionCookieName, startSession } from '@/lib/auth/session';
import { prisma } from '@/lib/platform/db';
import { env, putEnv } from '@/lib/platform/env';
import { refuseRemote } from '@/lib/platform/testing';
import { makeCaller } from '@/prisma/factories';

/** Somebody made for one test. */
export interface Person {
  role: Role;
  name: string;
  email: string;
  /** What they sign in with, where the test asked for one: hashing costs 50 ms. */
  password: string | undefined;
  /** A bearer token of theirs. */
  token: string;
  /** The key of their row. */
  userId: string;
}

const ofThisTest: string[] = [];

/**
 * Deletes what everybody made since it was last called would leave to all the tests after: webhooks, which hear every event
 * at receivers that are gone, and views and macros, which others see once they are shared.
 */
export async function deleteLeftovers(): Promise<void> {
  const owners = ofThisTest.splice(0);
  await prisma.webhook.deleteMany({ where: { userId: { in: owners } } });
  await prisma.savedView.deleteMany({ where: { ownerId: { in: owners } } });
  await prisma.macro.deleteMany({ where: { ownerId: { in: owners } } });
}

/** A new user of the desk under test, with a token, made through the same commands as the operator's. */
export async function makePerson(
  role: Role,
  fields: { name?: string; email?: string; password?: string } = {},
): Promise<Person> {
  const names = { client: 'Clara Cliente', agent: 'Andrés Agente', admin: 'Ada Admin' };
  const name = fields.name ?? `${names[role]} ${randomInt(10 ** 8, 10 ** 9)}`;
  const { actor, token } = await makeCaller(role, { ...fields, name });
  ofThisTest.push(actor.userId);
  return { role, name: actor.name, email: actor.email, password: fields.password, token, userId: actor.userId };
}

/** A cookie that signs a browser in as a person: a session's row and the sealed name of it. */
export async function sessionCookie(person: Pick<Person, 'userId'>): Promise<{ name: string; value: string }> {
  const sid = await startSession(await prisma.user.findUniqueOrThrow({ where: { id: person.userId } }));
  if (!sid) throw new Error('Who is disabled cannot be signed in.');
  const value = await encode({ token: { sid }, secret: env().HILO_SECRET });
  return { name: sessionCookieName(), value };
}

/** Points this process at the desk that e2e/support/global-setup.ts started. */
export function useDesk(): string {
  const { HILO_E2E_URL: url, DATABASE_URL, HILO_SECRET } = process.env;
  if (!url || !DATABASE_URL || !HILO_SECRET) throw new Error('No desk to test: run through playwright.config.ts.');
  refuseRemote(DATABASE_URL);
  putEnv({ HILO_URL: url, LOG_LEVEL: 'silent' });
  return url;
}
