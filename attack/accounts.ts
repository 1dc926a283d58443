import { type Answer, apiAt } from '@/e2e/support/api';
import { prisma } from '@/lib/platform/db';
import type { Arena } from './attack';

/** The password of those who have one. */
export const password = 'una clave bastante larga';

/** Ways in which an account is none to sign in to with what is tried, several of each: one alone may be tried so often. */
export interface Kind {
  name: string;
  emails: string[];
  password: string;
}

/** Of each kind. */
export const count = 8;

async function several<Each>(make: () => Promise<Each>): Promise<Each[]> {
  const made: Each[] = [];
  while (made.length < count) made.push(await make());
  return made;
}

/** Six kinds of no: the first are addresses that nobody has. */
export async function kindsOf({ world }: Arena): Promise<Kind[]> {
  const present = await several(() => world.makePerson('client', { password }));
  const without = await several(() => world.makePerson('agent'));
  const disabled = await several(() => world.makePerson('client', { password }));
  await prisma.user.updateMany({
    where: { id: { in: disabled.map(({ userId }) => userId) } },
    data: { disabledAt: new Date() },
  });
  const emailsOf = (people: { email: string }[]) => people.map(({ email }) => email);
  const nobody = Array.from(
    { length: count },
    (_, index) => `persona-${90 + index}-${crypto.randomUUID().slice(0, 8)}@test.example`,
  );
  return [
    { name: 'there is none', emails: nobody, password },
    { name: 'a wrong password', emails: emailsOf(present), password: 'otra clave bastante larga' },
    { name: 'a wrong password, long', emails: emailsOf(present), password: 'x'.repeat(5_000) },
    { name: 'without a password', emails: emailsOf(without), password },
    { name: 'disabled, the right password', emails: emailsOf(disabled), password },
    { name: 'disabled, a wrong password', emails: emailsOf(disabled), password: 'otra clave bastante larga' },
  ];
}

/** Signing in as the page does it, from an address. */
export async function signerAt(
  deskUrl: string,
): Promise<(email: string, secret: string, from: string) => Promise<Answer<unknown>>> {
  const api = apiAt(deskUrl);
  const csrf = await api.get<{ csrfToken: string }>('/api/auth/csrf');
  const cookie = csrf.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  return (email, secret, from) =>
    api.send('POST', '/api/auth/callback/credentials', {
      body: new URLSearchParams({ email, password: secret, csrfToken: csrf.body.csrfToken, json: 'true' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie, 'x-forwarded-for': from },
    });
}
