import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';
import { config, contentSecurityPolicy, proxy, sonnerStyleHash } from '@/proxy';

function directive(policy: string, name: string): string {
  return policy.split('; ').find((each) => each.startsWith(`${name} `)) ?? '';
}

describe('the headers of a page', () => {
  it('allow scripts by nonce only, never inline and in production never eval', () => {
    const scripts = directive(contentSecurityPolicy('abc', false, '/tickets'), 'script-src');
    expect(scripts).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'");
  });

  it('let only the reference of the API put in styles, and scripts there no more than elsewhere', () => {
    for (const pathname of ['/', '/tickets', '/docs/x', '/docs2', '/settings/tokens']) {
      expect(directive(contentSecurityPolicy('abc', false, pathname), 'style-src')).not.toContain('unsafe-inline');
    }
    const [docs, page] = ['/docs', '/tickets'].map((pathname) => contentSecurityPolicy('abc', false, pathname));
    expect(directive(docs ?? '', 'style-src')).toBe("style-src 'self' 'unsafe-inline'");
    const others = (policy = '') => policy.split('; ').filter((each) => !each.startsWith('style-src '));
    expect(others(docs)).toEqual(others(page));
  });

  it('give each request another nonce, the same in the policy and for the layout', () => {
    const nonces = [1, 2].map(() => {
      const response = proxy(new NextRequest('http://localhost/tickets'));
      const policy = response.headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
      expect(response.headers.get('x-middleware-request-x-nonce')).toBe(nonce);
      return nonce;
    });
    expect(nonces[0]).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('do not take a nonce that the request brought', () => {
    const request = new NextRequest('http://localhost/', { headers: { 'x-nonce': 'mine' } });
    expect(proxy(request).headers.get('x-middleware-request-x-nonce')).not.toBe('mine');
  });

  it('let pictures, sounds and films come from here alone, and nothing be framed', () => {
    const policy = contentSecurityPolicy('abc', false, '/tickets');
    expect(directive(policy, 'img-src')).toBe("img-src 'self' data: blob:");
    expect(directive(policy, 'media-src')).toBe("media-src 'self'");
    expect(directive(policy, 'worker-src')).toBe("worker-src 'self'");
    for (const name of ['frame-src', 'object-src', 'default-src']) {
      expect(directive(policy, name)).toBe(`${name} 'none'`);
    }
  });

  it('forbid framing and sniffing', () => {
    const { headers } = proxy(new NextRequest('http://localhost/'));
    expect(directive(headers.get('content-security-policy') ?? '', 'frame-ancestors')).toBe("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('know the style sheet that the installed sonner puts in', () => {
    const source = readFileSync(
      createRequire(import.meta.url)
        .resolve('sonner')
        .replace(/\.js$/, '.mjs'),
      'utf8',
    );
    const literal = /^__insertCSS\((".*")\);$/m.exec(source)?.[1];
    const css = JSON.parse(literal ?? '""') as string;
    expect(`sha256-${createHash('sha256').update(css).digest('base64')}`).toBe(sonnerStyleHash);
  });

  it.each([
    ['/', true],
    ['/sign-in', true],
    ['/tickets/1042', true],
    ['/v2extra', true],
    ['/v2/support-tickets', false],
    ['/api/auth/session', false],
    ['/_next/static/chunks/a.js', false],
    ['/mcp', false],
    ['/mcps', true],
    ['/healthz', false],
    ['/readyz', false],
  ])('are put on %s: %s', (path, isCovered) => {
    const [matcher] = config.matcher;
    expect(new RegExp(`^${matcher}$`).test(path)).toBe(isCovered);
  });
});
