import { prisma } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { payForGuess, refundGuess } from './guess-limit';
import { isPasswordRight } from './password';
import { startSession } from './session';

/**
 * Checks an address and password and starts a session: its id, or null when they do not fit. The answer and the time are the
 * same for an unknown address, a wrong password, a user without password and a disabled one.
 * Errors: `RATE_LIMITED` after 10 failures in 15 minutes.
 */
export async function signIn(email: string, password: string, address: string): Promise<string | null> {
  const account = email.toWellFormed().replaceAll('\0', '').trim().toLowerCase().slice(0, 320);
  await payForGuess(account, address);
  const user = await prisma.user.findUnique({ where: { email: account } });
  const isRight = await isPasswordRight(password.slice(0, 1000), user?.passwordHash ?? null);
  if (!user || !isRight || user.disabledAt) return null;
  const session = await startSession(user);
  if (session) await refundGuess(account, address);
  return session;
}

/** The people whom the demo's sign-in page offers to enter as, by role. */
export const demoEmails = {
  client: 'mariana.rios@bancalumen.example',
  agent: 'nuria.campos@cotejo.example',
  admin: 'ines.duarte@cotejo.example',
} as const;

export type DemoRole = keyof typeof demoEmails;

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);
const loopbackAddresses = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

function isLoopback(url: string): boolean {
  return URL.canParse(url) && loopbackHosts.has(new URL(url).hostname);
}

/**
 * Whether a request may enter without password: only in the embedded demo, from this machine, asked for by a name of this
 * machine, and with no sign of a proxy, which could bring strangers who look like this machine.
 */
export function isDemoOpen(headers: { get(name: string): string | null }): boolean {
  if (!env().isDemo || headers.get('via') || headers.get('x-hilo-forwarded')) return false;
  const origin = headers.get('origin');
  return (
    isLoopback(`http://${headers.get('host')}`) &&
    (origin === null || isLoopback(origin)) &&
    loopbackAddresses.has(headers.get('x-hilo-address') ?? '')
  );
}

/** Starts a session for the demo's person with a role, or null when there is none. Errors: `FORBIDDEN` where the demo is not open. */
export async function enterDemo(role: DemoRole, headers: { get(name: string): string | null }): Promise<string | null> {
  if (!isDemoOpen(headers)) throw new AppError('FORBIDDEN');
  const user = await prisma.user.findUnique({ where: { email: demoEmails[role], disabledAt: null } });
  return user && user.role === role ? startSession(user) : null;
}
