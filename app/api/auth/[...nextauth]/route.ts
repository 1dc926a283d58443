import { cookies } from 'next/headers';
import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions, ownAddress } from '@/lib/auth/options';
import { readForm } from '@/lib/http/body';
import { newRequestId, replyError } from '@/lib/http/reply';
import { AppError } from '@/lib/platform/errors';

type Context = { params: Promise<{ nextauth: string[] }> };

// next-auth answers with pages of its own too, and sends these with few of its answers.
const safeHeaders = {
  'cache-control': 'private, no-store',
  'content-security-policy': `frame-ancestors 'none'`,
  'x-frame-options': 'DENY',
};

/** What of next-auth there is here: to the rest, which is for other ways of signing in, it would answer with a 500. */
const actions: Record<string, readonly string[]> = {
  GET: ['csrf', 'error', 'providers', 'session', 'signin', 'signout'],
  POST: ['callback', 'session', 'signin', 'signout'],
};

/**
 * The request as next-auth can answer it. An address to go to, in the query or remembered in a cookie, that is none or not ours
 * would be a 500, and so would signs in the name of an error that no header can hold.
 */
async function answerable(request: NextRequest, body?: string): Promise<NextRequest> {
  const url = new URL(request.url);
  const { searchParams: query } = url;
  const wanted = ownAddress(query.get('callbackUrl') ?? '');
  query.delete('callbackUrl');
  if (wanted) query.set('callbackUrl', wanted);
  if (!/^\w+$/.test(query.get('error') ?? '')) query.delete('error');
  const jar = await cookies();
  for (const { name, value } of jar.getAll()) {
    // Of a word without a slash next-auth makes no address, though one can be made of it.
    const isAddress = URL.canParse(value) && ownAddress(value) !== null;
    if (name.endsWith('next-auth.callback-url') && !isAddress) jar.delete(name);
  }
  const { method, headers } = request;
  return new NextRequest(url, { method, headers, body });
}

/** next-auth would read a body of any size before it looks at who sends it, and take a list for a password. */
async function answer(request: NextRequest, context: Context): Promise<Response> {
  try {
    const { nextauth } = await context.params;
    const isKnown =
      actions[request.method]?.includes(nextauth[0] ?? '') && nextauth.every((part) => /^\w+$/.test(part));
    if (!isKnown) throw new AppError('NOT_FOUND');
    const body = request.method === 'POST' ? await readForm(request) : undefined;
    // The options read the environment, which a build does not have: so they are made at the request.
    const response: Response = await NextAuth(authOptions())(await answerable(request, body), context);
    for (const [name, value] of Object.entries(safeHeaders)) response.headers.set(name, value);
    return response;
  } catch (error) {
    const requestId = newRequestId();
    return replyError(request, error, requestId, { 'x-request-id': requestId });
  }
}

export { answer as GET, answer as POST };
