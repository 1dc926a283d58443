import type { UserActor } from '@/lib/auth/actor';
import { AppError } from '@/lib/platform/errors';
import { isSigned } from '@/lib/platform/signed-link';
import type { Scope } from '@/lib/tokens/schema';
import { payAnyway, requireCaller, type Visit } from './caller';

/**
 * Who may call what is open to callers and to whoever shows a signed link to it, `?expires=…&signature=…`. `link` gives the
 * path that such a link is for, of the parameters of the request's own.
 */
export interface CallerOrLink {
  link(params: Record<string, string>): string;
}

/**
 * The caller; undefined where a signed link stands in for one. It is counted like any request: to whose token or session comes
 * with it, else to the address. Errors: `LINK_EXPIRED`, the same for expired and made-up ones; those of `requireCaller`.
 */
export async function callerOrLink(
  visit: Visit,
  { link }: CallerOrLink,
  { params, scope }: { params: Record<string, string>; scope: Scope | undefined },
): Promise<UserActor | undefined> {
  const { searchParams } = new URL(visit.request.url);
  const [expires, signature] = [searchParams.get('expires') ?? undefined, searchParams.get('signature') ?? undefined];
  if (expires === undefined && signature === undefined) return requireCaller(visit, scope);
  await payAnyway(visit);
  if (!isSigned(link(params), { expires, signature })) throw new AppError('LINK_EXPIRED');
  return undefined;
}

/**
 * Where a browser goes that was sent to such an address by itself, by a link in a mail or a bookmark, and is let in no longer:
 * to sign in and back, without the link that has expired. Undefined for programs, and for whatever a page loads.
 */
export function wayIn({ request, shown }: Visit, error: unknown): Response | undefined {
  const isRefused = error instanceof AppError && ['UNAUTHORIZED', 'LINK_EXPIRED'].includes(error.code);
  const goesThere = ['document', null].includes(request.headers.get('sec-fetch-dest'));
  const takesPages = /\btext\/html\b/i.test(request.headers.get('accept') ?? '');
  if (!isRefused || !goesThere || !takesPages || shown.kind === 'token') return undefined;
  const { pathname, searchParams } = new URL(request.url);
  for (const name of ['expires', 'signature']) searchParams.delete(name);
  const bare = searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname;
  // Whoever is signed in need not be asked again.
  const location = error.code === 'LINK_EXPIRED' ? bare : `/sign-in?callbackUrl=${encodeURIComponent(bare)}`;
  return new Response(null, { status: 302, headers: { location, 'cache-control': 'private, no-store' } });
}
