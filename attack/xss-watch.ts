import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from '@playwright/test';
import { alarm } from './xss-corpus';

/** Who looks at pages. */
export type Reader = 'client' | 'agent' | 'admin' | 'stranger';

/** A page, and who looks at it. */
export interface Look {
  as: Reader;
  path: string;
  /** What is clicked there first, as Playwright selects it. */
  opens?: string;
  /** What comes after the page or that click, and is waited for: a draft, a reply on its way. */
  says?: string;
}

/** A server of the attacker's: any request that it hears is a finding. */
export async function openCanary(): Promise<{ url: string; heard: string[]; close(): void }> {
  const heard: string[] = [];
  const server = http.createServer((request, answer) => {
    heard.push(request.url ?? '');
    answer.setHeader('access-control-allow-origin', '*');
    answer.end(`${alarm}(-9)`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, heard, close };
}

/**
 * Listens to all pages of a context for what a payload would do: a script that ran, a dialog, a refusal of the content security policy, an error.
 */
export async function watch(context: BrowserContext, note: (what: string) => void): Promise<void> {
  await context.exposeBinding(alarm, (_, place: number) => note(`script ${place} ran`));
  context.on('dialog', (dialog) => {
    note(`dialog: ${dialog.message()}`);
    void dialog.dismiss().catch(() => undefined);
  });
  context.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|Refused to|violates the following/i.test(text))
      note(`only the policy stopped: ${text}`);
    else if (message.type() === 'error' && !/Failed to load resource/.test(text))
      note(`console: ${text.slice(0, 300)}`);
  });
  context.on('weberror', (error) => note(`error: ${String(error.error()).slice(0, 300)}`));
}

/**
 * What of the document no page of ours would have: elements, attributes and addresses that a payload may have made. Independent
 * of what the content security policy would stop.
 */
export function strange(page: Page, canary: string): Promise<string[]> {
  return page.evaluate(
    (host) => {
      const found: string[] = [];
      const addresses = new Set([
        'href',
        'src',
        'action',
        'formaction',
        'xlink:href',
        'data',
        'poster',
        'background',
        'ping',
        'srcset',
      ]);
      const clobbered = new Set([
        '__next_f',
        'document',
        'self',
        'top',
        'forms',
        'config',
        'defaultview',
        'getelementbyid',
        'cookie',
      ]);
      const never =
        'iframe,object,embed,base,marquee,frame,frameset,applet,portal,math,foreignobject,animate,set,xss,x,plaintext,listing,noembed';
      const never2 =
        'img[src="x"],svg script,svg image,svg style,template[shadowrootmode],[popover][id="p"],meta[http-equiv="refresh" i],[srcdoc]';
      const roots: (Document | ShadowRoot)[] = [document];
      for (const root of roots) {
        for (const element of root.querySelectorAll(`${never},${never2}`))
          found.push(`an element: ${element.outerHTML.slice(0, 160)}`);
        for (const element of root.querySelectorAll('*')) {
          if (element.shadowRoot) roots.push(element.shadowRoot);
          const tag = element.localName;
          if (
            tag === 'script' &&
            !(element as HTMLScriptElement).nonce &&
            (element as HTMLScriptElement).type !== 'application/json'
          ) {
            // One of a drawing has none.
            const src = (element as Partial<HTMLScriptElement>).src ?? '';
            if (!src.startsWith(location.origin))
              found.push(`a script without our sign: ${element.outerHTML.slice(0, 160)}`);
          }
          // By the prototype: a form's own `attributes` may be a field of it.
          for (const name of Element.prototype.getAttributeNames.call(element)) {
            const value = Element.prototype.getAttribute.call(element, name) ?? '';
            if (/^on/i.test(name)) found.push(`a handler: ${element.outerHTML.slice(0, 160)}`);
            if ((name === 'id' || name === 'name') && clobbered.has(value.toLowerCase()))
              found.push(`a name that hides another: ${element.outerHTML.slice(0, 160)}`);
            if (
              name === 'style' &&
              /url\(|expression|binding|z-index: ?99999/i.test(value) &&
              !/url\("?(blob|data):/.test(value)
            )
              found.push(`a style: ${element.outerHTML.slice(0, 160)}`);
            if (!addresses.has(name.toLowerCase())) continue;
            const isLink = tag === 'a' || tag === 'area';
            const { protocol } = URL.canParse(value, location.href)
              ? new URL(value, location.href)
              : { protocol: 'none:' };
            const right = isLink
              ? ['http:', 'https:', 'mailto:', 'xmpp:', 'irc:', 'ircs:', 'tel:', 'none:']
              : ['http:', 'https:', 'blob:', 'data:'];
            if (!right.includes(protocol)) found.push(`an address: ${element.outerHTML.slice(0, 160)}`);
            if (!isLink && value.includes(host))
              found.push(`an address of the canary: ${element.outerHTML.slice(0, 160)}`);
          }
        }
        for (const sheet of root.querySelectorAll('style'))
          if (sheet.textContent?.includes(host)) found.push(`a sheet: ${sheet.outerHTML.slice(0, 160)}`);
      }
      return found.slice(0, 20);
    },
    canary.replace(/^https?:/, ''),
  );
}
