import { type NextRequest, NextResponse } from 'next/server';

/** Hash of the style sheet that sonner puts in by script; app/proxy.test.ts says so when an update of sonner changes it. */
export const sonnerStyleHash = 'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=';

/** Sonner puts its sheet in empty and fills it then: both states are checked. */
const emptyStyleHash = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

// Not a setting: Next writes the word in when it builds.
const isDev = process.env.NODE_ENV === 'development';

/**
 * Pages whose styles may be put in by script. The reference of the API is Scalar's, whose editors write their own style
 * sheets; it shows our document and nothing that anybody typed, and its scripts are held as everywhere.
 */
const pagesWithOwnStyles = new Set(['/docs']);

/** What a page may load and do. Scripts only with this request's nonce, or put in by one that has it. */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean, pathname: string): string {
  const directives = [
    `default-src 'none'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    isDevelopment || pagesWithOwnStyles.has(pathname)
      ? `style-src 'self' 'unsafe-inline'`
      : `style-src 'self' 'nonce-${nonce}' '${sonnerStyleHash}' '${emptyStyleHash}'`,
    // Attributes only: positions of menus and the like. A style attribute cannot load or run anything under the rest of this.
    `style-src-attr 'unsafe-inline'`,
    // blob: pictures that are still on their way up.
    `img-src 'self' data: blob:`,
    `media-src 'self'`,
    `font-src 'self'`,
    `connect-src 'self'`,
    // The reader of PDFs, which has a policy of its own: bin/server/viewer-files.ts.
    `worker-src 'self'`,
    `frame-src 'none'`,
    `manifest-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    `object-src 'none'`,
  ];
  return directives.join('; ');
}

const otherHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/** Headers of every page. Never the gate: each page checks for itself who may see it. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy(nonce, isDev, request.nextUrl.pathname);
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from here; the layout's inline script reads x-nonce.
  headers.set('content-security-policy', policy);
  headers.set('x-nonce', nonce);
  // Layouts are not told where they are; one that sends a stranger to sign in must know where to come back to.
  headers.set('x-hilo-path', request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  for (const [name, value] of Object.entries(otherHeaders)) response.headers.set(name, value);
  return response;
}

export const config = {
  // Pages only: the API has headers of its own, and bodies must not pass through here.
  matcher: ['/((?!v2(?:/|$)|api/auth(?:/|$)|_next/static/|mcp$|healthz$|readyz$|icon\\.svg$).*)'],
};
