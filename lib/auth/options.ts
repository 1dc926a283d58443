import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { endSession, openCookie, sessionSeconds } from './session';
import { type DemoRole, demoEmails, enterDemo, signIn } from './sign-in';

declare module 'next-auth/jwt' {
  interface JWT {
    /** The row in `sessions` that this cookie stands for. */
    sid?: string;
  }
}

function headersOf(request: { headers?: Record<string, string> }): Headers {
  return new Headers(request.headers);
}

function isDemoRole(role: string | undefined): role is DemoRole {
  return role !== undefined && Object.hasOwn(demoEmails, role);
}

/**
 * next-auth passes on an error's message, whatever it tells, and nothing else of it. So the seconds to wait travel in it
 * (`RATE_LIMITED:840`), and what is not an `AppError` stays here, in the log.
 */
function tellCode(error: unknown): never {
  if (error instanceof AppError) {
    const { retryAfter } = error.options;
    throw new Error(retryAfter === undefined ? error.code : `${error.code}:${retryAfter}`);
  }
  log().error({ err: error }, 'signing in failed');
  throw new Error('INTERNAL_ERROR');
}

/** Where somebody may be sent after signing in or out, in full: of this desk alone. Null for anywhere else, and for what is no address. */
export function ownAddress(text: string): string | null {
  const home = new URL(env().HILO_URL);
  const at = text !== '' && URL.canParse(text, home) ? new URL(text, home) : null;
  return at?.origin === home.origin ? at.href : null;
}

/**
 * next-auth, with the session's row behind its cookie: Credentials only comes with JWT sessions, so the JWT holds nothing but
 * the row's id, and every request looks that up (`actorFromCookies`).
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().HILO_SECRET,
    session: { strategy: 'jwt', maxAge: sessionSeconds, updateAge: sessionSeconds },
    jwt: { decode: ({ token, secret }) => openCookie(token, String(secret)) },
    // Of a cookie that is not ours it would write a page of errors, for anybody and as often as they like.
    logger: {
      error: (code, error) => code !== 'JWT_SESSION_ERROR' && log().error({ err: error, code }, 'signing in failed'),
      warn: (code) => log().debug({ code }, 'next-auth'),
      debug: () => undefined,
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        id: 'credentials',
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        async authorize(credentials, request) {
          const address = headersOf(request).get('x-hilo-address') ?? 'unknown';
          const sessionId = await signIn(credentials?.email ?? '', credentials?.password ?? '', address).catch(
            tellCode,
          );
          return sessionId ? { id: sessionId } : null;
        },
      }),
      Credentials({
        id: 'demo',
        credentials: { role: {} },
        async authorize(credentials, request) {
          if (!isDemoRole(credentials?.role)) return null;
          const sessionId = await enterDemo(credentials.role, headersOf(request)).catch(tellCode);
          return sessionId ? { id: sessionId } : null;
        },
      }),
    ],
    callbacks: {
      // Its own takes any text that begins with a slash, and throws at one that is no address.
      redirect: ({ url, baseUrl }) => ownAddress(url) ?? baseUrl,
      jwt: ({ token, user }) => (user ? { sid: user.id } : token),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        if (token?.sid) await endSession(token.sid);
      },
    },
  };
}
