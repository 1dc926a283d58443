// Longer than most: each way that a file's way up can be broken needs pages of its own, and they share how one is driven.
import type { Page } from '@playwright/test';
import { freePort } from '@/lib/platform/postgres-process';
import type { TicketObject } from '@/lib/tickets/schema';
import { expect, test } from '../fixtures';
import { cutLine } from '../support/cut-line';
import { serveDesk } from '../support/desk';
import { box, composer, open, send as sendReply, waiting } from '../support/desk-page';
import { idOf, png } from '../support/held-files';
import { sessionCookie } from '../support/people';
import { fillTicket, openForm } from '../support/portal';
import { fileTicket, readTicket } from '../support/tickets';
import {
  type Chosen,
  choose,
  expectFiles,
  files,
  give,
  noise,
  row,
  slowDown,
  watchUploads,
} from '../support/uploads-page';

// Some wait for a slow line.
test.describe.configure({ timeout: 90_000 });

const mebi = 2 ** 20;
const send = (page: Page) => page.getByRole('button', { name: 'Enviar ticket' });
const answer = (page: Page) => page.getByLabel('Tu respuesta');
const bar = (page: Page, name: string) => page.getByRole('progressbar', { name: `Subiendo ${name}` });
const percent = async (page: Page, name: string) => Number(await bar(page, name).getAttribute('aria-valuenow'));
const text = (name: string, content = name): Chosen => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(content),
});
const large = (name: string, size: number): Chosen => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: noise(size),
});
const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test('a client chooses, pastes, drops and links files, takes one back, and all arrive as they were', async ({
  asClient: page,
  client,
  api,
  axe,
}) => {
  await openForm(page, '/tickets/new');
  await fillTicket(page, 'Con archivos de verdad');
  const picture = { name: 'panel.png', mimeType: 'image/png', buffer: await png(40, 30) };
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'elígelos de tu dispositivo' }).click(),
  ]);
  expect(chooser.isMultiple()).toBe(true);
  await chooser.setFiles([text('registro.txt'), picture, text('vacío.txt', '')]);
  await expect(row(page, 'registro.txt')).toContainText('12 B · listo');
  await expect(row(page, 'panel.png').locator('img')).toHaveJSProperty('naturalWidth', 40);
  await expect(row(page, 'vacío.txt')).toContainText('0 B · listo');

  await give(page.getByLabel('Descripción'), 'paste', { ...picture, name: 'image.png' });
  await expect(row(page, /captura-\d{4}-\d\d-\d\d-\d{4}\.png/)).toContainText('listo');
  await give(page.locator('form[data-ready]'), 'dragover', text('soltado.txt'));
  await expect(page.getByText('Suelta los archivos aquí')).toBeVisible();
  await give(page.locator('form[data-ready]'), 'drop', text('soltado.txt', 'del escritorio'));
  await expect(page.getByText('Suelta los archivos aquí')).toBeHidden();
  await expect(row(page, 'soltado.txt')).toContainText('listo');
  await page.getByRole('button', { name: 'o adjunta un enlace' }).click();
  await page.getByLabel('Enlace al archivo').fill('https://files.example/guia.pdf');
  await page.keyboard.press('Enter');
  await expect(files(page).getByRole('listitem')).toHaveCount(6);
  await axe(page, 'both');

  // To the next one, and with the last the field itself.
  await page.getByRole('button', { name: /^Quitar captura-/ }).click();
  await expect(page.getByRole('button', { name: 'Quitar soltado.txt' })).toBeFocused();
  await page.getByRole('button', { name: 'Quitar panel.png' }).click();
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect(row(page, 'panel.png')).toContainText('listo');
  await send(page).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Con archivos de verdad');
  const [found] = (await api.client.get<{ data: { attachments: [] }[] }>('/v2/support-tickets')).body.data;
  const held: TicketObject['attachments'] = found?.attachments ?? [];
  const link = held.pop();
  expect(link).toMatchObject({ url: 'https://files.example/guia.pdf' });
  await expectFiles(held, client, [
    text('registro.txt'),
    picture,
    text('vacío.txt', ''),
    text('soltado.txt', 'del escritorio'),
  ]);
  await openForm(page, '/tickets/new');
  await expect(files(page)).toHaveCount(0);
});

test('an agent chooses, pastes and drops files; they wait with the reply and come back with it', async ({
  api,
  agent,
  asAgent: page,
  axe,
}) => {
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  await box(page).fill('Va todo aquí');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Adjuntar archivos' }).click(),
  ]);
  await chooser.setFiles([text('uno.txt')]);
  await give(box(page), 'paste', { name: 'image.png', mimeType: 'image/png', buffer: await png(8, 8) });
  await give(composer(page), 'dragover', text('tres.txt'));
  await expect(page.getByText('Suelta los archivos aquí')).toBeVisible();
  await give(composer(page), 'drop', text('tres.txt'));
  await expect(files(page).getByText('listo')).toHaveCount(3);
  await expect(box(page)).toHaveValue('Va todo aquí');
  const paper = await composer(page).boundingBox();
  const last = await page.getByRole('button', { name: 'Enviar y dejar como…' }).boundingBox();
  expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThan((paper?.x ?? 0) + (paper?.width ?? 0));
  await axe(page, 'both');
  await page.reload();
  await expect(files(page).getByText('listo')).toHaveCount(3);
  await page.getByRole('button', { name: /^Quitar captura-/ }).click();
  await sendReply(page).click();
  await expect(waiting(page)).toContainText('uno.txt');
  await expect(files(page)).toHaveCount(0);
  await waiting(page).getByRole('button', { name: 'Deshacer' }).click();
  await expect(files(page).getByText('listo')).toHaveCount(2);
  await sendReply(page).click();
  await waiting(page).getByRole('button', { name: 'Enviar ya' }).click();
  await expect(waiting(page)).toBeHidden();
  const said = (await readTicket(api.client, ticket)).threads?.find(({ type }) => type === 'agent');
  await expectFiles(said?.attachments ?? [], agent, [text('uno.txt'), text('tres.txt')]);
});

test('too large is said at once and in words, sends nothing, and does not go along unseen', async ({
  asClient: page,
  api,
  axe,
}) => {
  await openForm(page, '/tickets/new');
  const uploads = watchUploads(page);
  await choose(page, [
    { ...large('volcado-completo-desproporcionadamente-grande.zip', 0), buffer: Buffer.alloc(26 * mebi) },
  ]);
  const refused = row(page, 'volcado-completo');
  await expect(refused).toContainText('Pesa 27 MB y el límite es 25 MB. Prueba a dividirlo.');
  expect(uploads.asked).toEqual([]);
  await choose(
    page,
    Array.from({ length: 11 }, (_, at) => text(`${at}.txt`)),
  );
  await expect(page.getByRole('alert').filter({ hasText: '10.txt se quedó fuera' })).toBeVisible();
  await axe(page, 'both');
  await fillTicket(page, 'Sin el grande');
  await expect(files(page).getByText('listo')).toHaveCount(10);
  await send(page).click();
  await expect(refused.getByRole('button', { name: /^Quitar/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(refused).toHaveCount(0);
  await send(page).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sin el grande');
  const [found] = (await api.client.get<{ data: { attachments: [] }[] }>('/v2/support-tickets')).body.data;
  expect(found?.attachments).toHaveLength(10);
});

test('on a slow line: it tells how far it is, can be cancelled, and what is missing is said meanwhile', async ({
  asClient: page,
  axe,
}) => {
  await openForm(page, '/tickets/new');
  await slowDown(page, 300_000);
  await choose(
    page,
    ['uno.bin', 'dos.bin', 'tres.bin', 'cuatro.bin'].map((name) => large(name, 3 * mebi)),
  );
  await expect(row(page, 'cuatro.bin')).toContainText('3,1 MB · en espera');
  await expect.poll(() => percent(page, 'uno.bin')).toBeGreaterThan(0);
  await expect(row(page, 'uno.bin')).toContainText(/ de 3,1 MB · \d+\s%/);
  await axe(page, 'both');
  await page.getByRole('button', { name: 'Cancelar la subida de dos.bin' }).click();
  await expect(page.getByRole('button', { name: 'Cancelar la subida de tres.bin' })).toBeFocused();
  await expect(row(page, 'dos.bin')).toHaveCount(0);
  await expect(row(page, 'cuatro.bin')).toContainText('%');
  await send(page).click();
  await expect(page.getByText('Faltan 4 datos para enviar tu ticket')).toBeVisible();
  await expect(files(page).getByRole('progressbar')).toHaveCount(3);

  await fillTicket(page, 'Con lo que falta');
  await send(page).click();
  await expect(page.getByText('Esperando a 3 archivos…')).toBeVisible();
  await axe(page);
  await page.getByRole('button', { name: 'No enviar todavía' }).click();
  await expect(page.getByText('Esperando a 3 archivos…')).toBeHidden();
  await expect(page.getByLabel('Título')).toHaveValue('Con lo que falta');
  await page.getByRole('button', { name: 'Cancelar la subida de tres.bin' }).click();
  await page.getByRole('button', { name: 'Cancelar la subida de cuatro.bin' }).click();
  await send(page).click();
  await slowDown(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Con lo que falta', { timeout: 30_000 });
  await expect(page.getByRole('link', { name: /uno\.bin/ }).first()).toBeVisible();
});

test('without a line it stands still, goes on where it was, and a reply that waited for it is sent', async ({
  asClient: page,
  client,
  api,
  noConsoleErrors,
}) => {
  noConsoleErrors.allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  const ticket = await fileTicket(api.client);
  await openForm(page, `/tickets/${ticket.number}`);
  const file = large('traza.bin', 10 * mebi);
  await slowDown(page, mebi);
  await answer(page).fill('Cuando esté, sale');
  await choose(page, [file]);
  await expect.poll(() => percent(page, 'traza.bin'), { timeout: 20_000, intervals: [100] }).toBeGreaterThan(55);
  await page.context().setOffline(true);
  await expect(row(page, 'traza.bin')).toContainText('Sin conexión; sigue sola cuando vuelva');
  await page.getByRole('button', { name: 'Responder' }).click();
  await expect(page.getByText('Esperando a un archivo…')).toBeVisible();
  const uploads = watchUploads(page);
  await page.context().setOffline(false);
  const last = page.getByRole('article').last();
  await expect(last).toContainText('Cuando esté, sale', { timeout: 30_000 });
  await expect(answer(page)).toHaveValue('');
  expect(uploads.asked.map(({ method }) => method)).not.toContain('POST');
  expect(Number(uploads.asked.find(({ method }) => method === 'PATCH')?.offset)).toBeGreaterThanOrEqual(5 * mebi);
  const said = (await readTicket(api.client, ticket)).threads?.at(-1);
  await expectFiles(said?.attachments ?? [], client, [file]);
});

test('a reload in the middle: it goes on without being chosen again', async ({ asClient: page, client, api, axe }) => {
  const ticket = await fileTicket(api.client);
  await openForm(page, `/tickets/${ticket.number}`);
  const file = large('grabación de pantalla.webm', 12 * mebi);
  await slowDown(page, 2 * mebi);
  await answer(page).fill('Va la grabación');
  await choose(page, [text('notas.txt'), file]);
  await expect(row(page, 'notas.txt')).toContainText('listo');
  await expect.poll(() => percent(page, file.name), { timeout: 20_000, intervals: [100] }).toBeGreaterThan(45);
  const uploads = watchUploads(page);
  await page.reload();
  await expect(answer(page)).toHaveValue('Va la grabación');
  await expect(row(page, 'notas.txt')).toContainText('listo');
  await axe(page);
  await slowDown(page);
  await expect(row(page, file.name)).toContainText('listo', { timeout: 30_000 });
  expect(uploads.asked.map(({ method }) => method)).not.toContain('POST');
  expect(Number(uploads.asked.find(({ method }) => method === 'PATCH')?.offset)).toBeGreaterThanOrEqual(5 * mebi);
  await page.reload();
  await expect(row(page, file.name)).toContainText('listo');
  await page.getByRole('button', { name: 'Responder' }).click();
  await expect(answer(page)).toHaveValue('');
  const said = (await readTicket(api.client, ticket)).threads?.at(-1);
  await expectFiles(said?.attachments ?? [], client, [text('notas.txt'), file]);
});

test('at the desk, another ticket is opened while a file goes up, and there it is in its draft', async ({
  api,
  agent,
  asAgent: page,
}) => {
  const [one, other] = [await fileTicket(api.client), await fileTicket(api.client)];
  await open(page, one.number, 'queue=all');
  await slowDown(page, mebi);
  await choose(page, [large('largo.bin', 2 * mebi)]);
  await expect(bar(page, 'largo.bin')).toBeVisible();
  const [uploaded] = await Promise.all([
    page.waitForResponse((response) => /\/v2\/attachments\/attachment_\w+$/.test(new URL(response.url()).pathname)),
    page
      .getByRole('link', { name: `#${other.number}` })
      .first()
      .click(),
  ]);
  await expect(files(page)).toHaveCount(0);
  expect(uploaded.status()).toBe(200);
  await page.goBack();
  await expect(row(page, 'largo.bin')).toContainText('listo');
  await box(page).fill('Ya está');
  await page.getByRole('tab', { name: 'Nota interna' }).click();
  await page.getByRole('button', { name: 'Guardar nota' }).click();
  await expect(box(page)).toHaveValue('');
  const said = (await readTicket(api.agent, one)).threads?.at(-1);
  await expectFiles(said?.attachments ?? [], agent, [large('largo.bin', 2 * mebi)]);
});

test('a session that ended keeps the file, and a new try goes on; one that is gone says so and keeps the text', async ({
  asClient: page,
  client,
  api,
  deskUrl,
  axe,
  noConsoleErrors,
}) => {
  noConsoleErrors.allow(/40[0134]/);
  const ticket = await fileTicket(api.client);
  await openForm(page, `/tickets/${ticket.number}`);
  await answer(page).fill('Esto no se pierde');
  await page.context().clearCookies();
  await choose(page, [text('tarde.txt')]);
  await expect(row(page, 'tarde.txt')).toContainText('Tu sesión terminó');
  await page.getByRole('button', { name: 'Responder' }).click();
  await expect(page.getByRole('button', { name: 'Reintentar tarde.txt' })).toBeFocused();
  await axe(page, 'both');
  await page
    .context()
    .addCookies([{ ...(await sessionCookie(client)), url: deskUrl, httpOnly: true, sameSite: 'Lax' }]);
  await page.keyboard.press('Enter');
  await expect(row(page, 'tarde.txt')).toContainText('listo');

  const kept = () => page.evaluate(() => JSON.stringify(localStorage));
  await expect.poll(kept).toContain('attachment_');
  const gone = await api.client.send('DELETE', `/v2/attachments/${idOf({ url: await kept() })}`);
  expect(gone.status).toBe(204);
  await page.getByRole('button', { name: 'Responder' }).click();
  const refused = row(page, 'tarde.txt');
  await expect(refused).toContainText('Ya no está');
  await expect(refused.getByRole('button')).toBeFocused();
  await page.reload();
  await expect(refused).toContainText('Ya no está');
  await expect(answer(page)).toHaveValue('Esto no se pierde');
  await refused.getByRole('button', { name: 'Quitar tarde.txt' }).click();
  await expect(answer(page)).toBeFocused();
  await page.getByRole('button', { name: 'Responder' }).click();
  await expect(page.getByRole('article').last()).toContainText('Esto no se pierde');
});

test('over a line that is cut twice, while sending waits for it', async ({ api, client, browser, noConsoleErrors }) => {
  test.setTimeout(180_000);
  noConsoleErrors.allow(/ERR_|Failed to (fetch|load)|WebSocket/);
  const database = process.env.DATABASE_URL ?? '';
  const PORT = String(await freePort(0));
  const line = await cutLine(`http://127.0.0.1:${PORT}`, [6 * mebi, 6 * mebi]);
  const desk = await serveDesk(database, { PORT, HILO_URL: line.url });
  try {
    const context = await browser.newContext({ locale: 'es-CO' });
    await context.addCookies([{ ...(await sessionCookie(client)), url: line.url, httpOnly: true, sameSite: 'Lax' }]);
    const page = await context.newPage();
    await openForm(page, `${line.url}/tickets/new`);
    await fillTicket(page, 'Por una línea que se corta');
    const file = large('copia.bin', 20 * mebi);
    await choose(page, [file]);
    await send(page).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Por una línea que se corta', { timeout: 90_000 });
    expect(line.cuts()).toBe(2);
    const [found] = (await api.client.get<{ data: { attachments: { url: string }[] }[] }>('/v2/support-tickets')).body
      .data;
    const [held] = found?.attachments ?? [];
    await expectFiles(
      [
        {
          ...text(''),
          ...held,
          filename: 'copia.bin',
          url: line.url + new URL(held?.url ?? '').pathname,
          size: 0,
          type: '',
        },
      ],
      client,
      [file],
    );
    await context.close();
  } finally {
    line.stop();
    await desk.stop();
  }
});

for (const width of [390, 320]) {
  test(`many files with long names fit a phone of ${width} px`, async ({ client, agent, api, pageOf, axe }) => {
    const options = { viewport: { width, height: 700 }, locale: 'es-CO', hasTouch: true };
    const names = Array.from({ length: 6 }, (_, at) => text(`un-nombre-${'muy'.repeat(20)}-largo-${at}.txt`));
    const page = await pageOf(client, options);
    await openForm(page, '/tickets/new');
    await expect(page.getByRole('button', { name: 'Elegir archivos o hacer una foto' })).toBeVisible();
    await choose(page, names);
    await expect(files(page).getByText('listo')).toHaveCount(6);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await axe(page);
    const ticket = await fileTicket(api.client);
    const desk = await pageOf(agent, options);
    await open(desk, ticket.number);
    await choose(desk, names);
    await expect(files(desk).getByText('listo')).toHaveCount(6);
    expect(await sideways(desk)).toBeLessThanOrEqual(0);
    await axe(desk);
  });
}
