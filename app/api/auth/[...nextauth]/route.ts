import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/lib/auth/options';
import { readForm } from '@/lib/http/body';
import { newRequestId, replyError } from '@/lib/http/reply';

type Context = { params: Promise<{ nextauth: string[] }> };

// next-auth answers with pages of its own too, and sends these with few of its answers.
const safeHeaders = {
  'cache-control': 'private, no-store',
  'content-security-policy': `frame-ancestors 'none'`,
  'x-frame-options': 'DENY',
};

// The options read the environment, which a build does not have: so they are made at the request.
async function GET(request: NextRequest, context: Context): Promise<Response> {
  const response: Response = await NextAuth(authOptions())(request, context);
  for (const [name, value] of Object.entries(safeHeaders)) response.headers.set(name, value);
  return response;
}

/** next-auth would read a body of any size before it looks at who sends it, and take a list for a password. */
async function POST(request: NextRequest, context: Context): Promise<Response> {
  try {
    const { url, method, headers } = request;
    return await GET(new NextRequest(url, { method, headers, body: await readForm(request) }), context);
  } catch (error) {
    const requestId = newRequestId();
    return replyError(request, error, requestId, { 'x-request-id': requestId });
  }
}

export { GET, POST };
