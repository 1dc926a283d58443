// Longer than most: each file that means harm, opened in every way that a browser has.
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { pdf } from '../support/held-files';
import { type HeldFile, hold } from '../support/hold';
import { fileTicket } from '../support/tickets';

/** A server of the attacker's, and what it heard. */
let canary: { url: string; heard: string[]; server: http.Server };

test.beforeAll(async () => {
  const heard: string[] = [];
  const server = http.createServer((request, answer) => {
    heard.push(request.url ?? '');
    answer.setHeader('access-control-allow-origin', '*');
    answer.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  canary = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, server };
});
test.afterAll(async () => {
  canary.server.closeAllConnections();
  canary.server.close();
});

/** What an attacker's script does: it shows itself, calls home and reaches for the page around it. */
const script = (name: string) =>
  `try{top.ran='${name}'}catch(e){}window.ran='${name}';fetch('${canary.url}/${name}');new Image().src='${canary.url}/${name}-image';alert('${name}')`;

const htmlOf = (name: string) =>
  `<!doctype html><title>${name}</title><script>${script(name)}</script><img src="${canary.url}/${name}-tag"><form action="${canary.url}/${name}-form"><input autofocus onfocus="${script(name)}"></form>`;
const svgOf = (name: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="${script(name)}"><script>${script(name)}</script><image href="${canary.url}/${name}-image"/><foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="${canary.url}/${name}-tag"/></foreignObject></svg>`;
const xmlOf = (name: string) => {
  const sheet = `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><html xmlns="http://www.w3.org/1999/xhtml"><script>${script(name)}</script></html></xsl:template></xsl:stylesheet>`;
  return `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="data:text/xml,${encodeURIComponent(sheet)}"?><!DOCTYPE a [<!ENTITY x SYSTEM "${canary.url}/${name}-entity">]><a><html xmlns="http://www.w3.org/1999/xhtml"><script>${script(name)}</script></html>&x;</a>`;
};
const pdfOf = (name: string) =>
  pdf(1, {
    catalog: '/OpenAction 1000 0 R /AA << /WC 1000 0 R >>',
    page: '/AA << /O 1001 0 R >>',
    objects: [
      `<< /S /JavaScript /JS (app.alert('${name}'); app.launchURL('${canary.url}/${name}');) >>`,
      `<< /S /URI /URI (${canary.url}/${name}-page) >>`,
    ],
  });
/** A picture to whom looks at its beginning, a program to whom loads it as one. */
const polyglotOf = (name: string) => `GIF89a=0;${script(name)};//`;

interface Hostile {
  filename: string;
  bytes: string | Buffer;
  /** How it must be sent. */
  shown: 'inline' | 'attachment';
}

const kinds = [
  'an SVG',
  'an SVG as PNG',
  'HTML',
  'HTML as PDF',
  'HTML as text',
  'XML with its own XSLT',
  'a PDF with scripts',
  'a GIF that is JavaScript',
  'JavaScript',
  'HTML with a name of HTML',
] as const;

const hostiles = (): Record<(typeof kinds)[number], Hostile> => ({
  'an SVG': { filename: 'dibujo.svg', bytes: svgOf('svg'), shown: 'attachment' },
  'an SVG as PNG': { filename: 'dibujo.png', bytes: svgOf('svg-as-png'), shown: 'attachment' },
  HTML: { filename: 'pagina.html', bytes: htmlOf('html'), shown: 'attachment' },
  'HTML as PDF': { filename: 'factura.pdf', bytes: htmlOf('html-as-pdf'), shown: 'attachment' },
  'HTML as text': { filename: 'nota.txt', bytes: htmlOf('html-as-text'), shown: 'attachment' },
  'XML with its own XSLT': { filename: 'datos.xml', bytes: xmlOf('xml'), shown: 'attachment' },
  'a PDF with scripts': { filename: 'informe.pdf', bytes: pdfOf('pdf'), shown: 'attachment' },
  'a GIF that is JavaScript': { filename: 'foto.gif', bytes: polyglotOf('polyglot'), shown: 'inline' },
  JavaScript: { filename: 'programa.js', bytes: script('js'), shown: 'inline' },
  'HTML with a name of HTML': {
    filename: '"><img src=x onerror=alert(1)>.html',
    bytes: htmlOf('name'),
    shown: 'attachment',
  },
});

/** Dialogs and new windows of a page, and whether a script ran in it or around it. */
function watch(page: Page) {
  const harm: string[] = [];
  page.on('dialog', (dialog) => {
    harm.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('popup', (popup) => harm.push(popup.url()));
  return {
    /** By now the canary has heard a call that was made after everything else, and nothing but that. */
    async expectNothing(what: string) {
      const ran = await page.evaluate(() => (window as { ran?: string }).ran);
      const end = `/end-${crypto.randomUUID()}`;
      await page.context().request.get(canary.url + end);
      await expect.poll(() => canary.heard).toContain(end);
      expect({ harm, ran, heard: canary.heard.filter((path) => !path.startsWith('/end-')) }, what).toEqual({
        harm: [],
        ran: undefined,
        heard: [],
      });
    },
  };
}

/** A page of the desk's own that forbids nothing: what a file may do there, it may do by its own headers. */
async function openPlain(page: Page, body: string): Promise<void> {
  await page.goto('/healthz');
  await page.evaluate((html) => {
    document.open();
    document.write(html);
    document.close();
  }, `<!doctype html><body>${body}`);
}

test.describe.configure({ mode: 'default' });

test('what the files would do is done where nothing stops it', async ({ page, noConsoleErrors }) => {
  // Of what it asks for, nothing is what it says.
  noConsoleErrors.allow(/./);
  const dialog = page.waitForEvent('dialog').then(async (each) => {
    await each.dismiss();
    return each.message();
  });
  await openPlain(page, htmlOf('control'));
  expect(await dialog).toBe('control');
  await expect.poll(() => canary.heard).toContain('/control');
  await expect.poll(() => page.evaluate(() => (window as { ran?: string }).ran)).toBe('control');
  canary.heard.length = 0;
});

for (const kind of kinds) {
  test(`${kind}, opened by its address, in a picture, a frame, an object and as a script, does nothing`, async ({
    api,
    client,
    pageOf,
    noConsoleErrors,
  }) => {
    noConsoleErrors.allow(/MIME type|Content Security Policy|Failed to load|blocked|sandboxed|Unsafe attempt/i);
    const hostile = hostiles()[kind];
    canary.heard.length = 0;
    const file = await hold(api.client, hostile.filename, hostile.bytes);
    const page = await pageOf(client, { acceptDownloads: true });
    const watched = watch(page);
    const sent = await api.client.send('HEAD', file.path);
    expect(sent.headers.get('content-disposition')).toMatch(new RegExp(`^${hostile.shown}; filename="`));

    await openPlain(page, '');
    await goTo(page, file, hostile.shown);
    await watched.expectNothing('by its address');

    const { path } = file;
    const tags = `<img src="${path}"><iframe src="${path}"></iframe><object data="${path}"></object><embed src="${path}">
      <link rel="stylesheet" href="${path}"><script src="${path}"></script><script type="module" src="${path}"></script>
      <video src="${path}" autoplay></video>`;
    await openPlain(page, tags);
    await page.waitForLoadState('load');
    await watched.expectNothing('in a page');
  });
}

/** Goes to a file's address. What must be a download is one, and the page stays where it was. */
async function goTo(page: Page, { path }: HeldFile, shown: Hostile['shown']): Promise<void> {
  const before = page.url();
  if (shown === 'inline') {
    await page.goto(path);
    return;
  }
  const download = page.waitForEvent('download');
  await page.goto(path).catch((error: Error) => expect(error.message).toMatch(/Download is starting|ERR_ABORTED/));
  await (await download).cancel();
  expect(page.url()).toBe(before);
}

for (const side of ['client', 'agent'] as const) {
  test(`in the ${side}’s ticket their names are text, and a click runs nothing`, async ({
    api,
    client,
    agent,
    pageOf,
    noConsoleErrors,
  }) => {
    noConsoleErrors.allow(/Failed to load resource|could not be (loaded|decoded)/i);
    canary.heard.length = 0;
    const files = await Promise.all([
      hold(api.client, '"><img src=x onerror=window.ran=1>.svg', svgOf('svg-click')),
      hold(api.client, 'línea\nnueva\u202egnp.html', htmlOf('html-click')),
      hold(api.client, 'datos.xml', xmlOf('xml-click')),
      hold(api.client, 'informe.pdf', pdfOf('pdf-click')),
      hold(api.client, 'programa.js', script('js-click')),
    ]);
    const ticket = await fileTicket(api.client, { title: 'Archivos', attachments: files.map(({ link }) => link) });
    const page = await pageOf(side === 'agent' ? agent : client, { acceptDownloads: true });
    const watched = watch(page);
    await page.goto(side === 'agent' ? `/desk/tickets/${ticket.number}` : `/tickets/${ticket.number}`);
    const cards = page.getByRole('list', { name: 'Archivos del mensaje' }).getByRole('listitem');
    await expect(cards).toHaveCount(5);
    await expect(cards.nth(0)).toContainText('"><img src=x onerror=window.ran=1>.svg');
    // Neither lines nor directions are left in a name: it reads as it ends.
    expect(files[1].filename).not.toMatch(/[\n\u202e]/);
    await expect(cards.nth(1)).toContainText('gnp.html');
    for (const [at, { filename }] of files.slice(0, 3).entries()) {
      const [download] = await Promise.all([page.waitForEvent('download'), cards.nth(at).getByRole('link').click()]);
      expect(download.suggestedFilename().slice(-4)).toBe(filename.slice(-4));
      await download.cancel();
    }
    for (const at of [3, 4]) {
      await cards.nth(at).getByRole('link').first().click();
      const dialog = page.getByRole('dialog');
      await expect(dialog).toBeVisible();
      if (at === 3) await expect(dialog.locator('canvas').first()).toBeVisible();
      else await expect(dialog).toContainText("window.ran='js-click'");
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
    }
    await watched.expectNothing('by a click');
  });
}

/** A film that the browser itself makes: half a second of a canvas that changes. */
async function film(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/webm;codecs=vp8' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const stopped = new Promise((resolve) => {
      recorder.onstop = resolve;
    });
    recorder.start();
    for (let frame = 0; frame < 30; frame++) {
      context?.fillRect(frame * 5, 0, 5, 150);
      await new Promise(requestAnimationFrame);
    }
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return Buffer.from(base64, 'base64');
}

test('a film plays from its address, by ranges', async ({ api, client, pageOf }) => {
  const page = await pageOf(client);
  await openPlain(page, '');
  const file = await hold(api.client, 'pantalla.webm', await film(page));
  expect(file.link.type).toBe('video/webm');
  const answer = page.waitForResponse((each) => each.url().endsWith(file.path));
  await openPlain(page, `<video src="${file.path}" muted autoplay></video>`);
  const { status, range } = await answer.then(async (each) => ({
    status: each.status(),
    range: await each.headerValue('content-range'),
  }));
  expect([status, range]).toEqual([206, `bytes 0-${file.link.size - 1}/${file.link.size}`]);
  const played = () => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime);
  await expect.poll(played).toBeGreaterThan(0);
});
