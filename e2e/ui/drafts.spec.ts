// Longer than most: each way in which what is typed could be lost, beside the others.
import type { BrowserContext, Page } from '@playwright/test';
import type { DraftObject } from '@/lib/drafts/schema';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { serveDesk } from '../support/desk';
import { box, composer, open, rows } from '../support/desk-page';
import { sessionCookie } from '../support/people';
import { fileTicket } from '../support/tickets';
import { choose, row as fileRow } from '../support/uploads-page';

// What an agent is typing survives the tab, the line and the server, here and in another browser.
test.use({ viewport: { width: 1440, height: 900 } });
// Each opens the desk in several browsers.
test.describe.configure({ timeout: 90_000 });

const saved = (page: Page) => composer(page).getByText('Borrador guardado');
const here = (page: Page) => composer(page).getByText('Guardado en este dispositivo; sin conexión');
const onServer = async (api: Api, ticket: { _id: string }) =>
  (await api.get<{ data: DraftObject }>(`/v2/support-tickets/${ticket._id}/draft`)).body.data.message;

/** Loads the page once more, and types before it comes alive. */
async function typeEarly(page: Page, text: string): Promise<void> {
  const { promise: wait, resolve: go } = Promise.withResolvers<void>();
  const scripts = '**/_next/static/**/*.js';
  await page.route(scripts, async (route) => {
    await wait;
    await route.continue();
  });
  await page.reload({ waitUntil: 'commit' });
  await box(page).pressSequentially(text);
  go();
  await expect(composer(page)).toHaveAttribute('data-ready', '');
  await page.unroute(scripts);
}

/** Another tab of the same browser. */
async function again(context: BrowserContext, number: number): Promise<Page> {
  const page = await context.newPage();
  await open(page, number);
  return page;
}

test('a tab that is killed between two keys', async ({ api, agent, pageOf }) => {
  const ticket = await fileTicket(api.client);
  const page = await pageOf(agent);
  await open(page, ticket.number);
  await box(page).pressSequentially('Hola, ya estoy con');
  await page.close({ runBeforeUnload: false });
  const next = await again(page.context(), ticket.number);
  await expect(box(next)).toHaveValue('Hola, ya estoy con');
  await expect(saved(next)).toBeVisible();
  const elsewhere = await pageOf(agent);
  await open(elsewhere, ticket.number);
  await expect(box(elsewhere)).toHaveValue('Hola, ya estoy con');
});

test('a draft goes on in another browser, comes back, and shows in the list', async ({ api, agent, pageOf }) => {
  const ticket = await fileTicket(api.client);
  const [page, other] = [await pageOf(agent), await pageOf(agent)];
  await open(page, ticket.number, 'queue=all');
  const row = rows(page).filter({ hasText: `#${ticket.number}` });
  await expect(row).not.toContainText('Borrador');
  await page.getByRole('tab', { name: 'Nota interna' }).click();
  await box(page).fill('Uno');
  await expect(saved(page)).toBeVisible();
  await expect(row).toContainText('Borrador');

  await open(other, ticket.number, 'queue=all');
  await expect(rows(other).filter({ hasText: `#${ticket.number}` })).toContainText('Borrador');
  await expect(box(other)).toHaveValue('Uno');
  await expect(other.getByRole('button', { name: 'Guardar nota' })).toBeVisible();
  await box(other).fill('Uno, dos');
  await expect.poll(() => onServer(api.agent, ticket)).toBe('Uno, dos');
  // Back at the first one: as it does whenever it is looked at again.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(box(page)).toHaveValue('Uno, dos');
  await page.getByRole('button', { name: 'Guardar nota' }).click();
  await expect(box(page)).toHaveValue('');
  await expect.poll(() => onServer(api.agent, ticket)).toBe('');
  await expect(row).not.toContainText('Borrador');
  await other.reload();
  await expect(composer(other)).toHaveAttribute('data-ready', '');
  await expect(box(other)).toHaveValue('');
});

test('a line that is cut while typing, and a tab that is killed without it', async ({
  api,
  agent,
  pageOf,
  noConsoleErrors,
}) => {
  noConsoleErrors.allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  const ticket = await fileTicket(api.client);
  const page = await pageOf(agent);
  await open(page, ticket.number);
  await box(page).fill('Con línea');
  await expect(saved(page)).toBeVisible();
  await page.context().setOffline(true);
  await box(page).fill('Con línea y sin ella');
  await expect(here(page)).toBeVisible();
  await page.close({ runBeforeUnload: false });
  expect(await onServer(api.agent, ticket)).toBe('Con línea');
  await page.context().setOffline(false);
  const next = await again(page.context(), ticket.number);
  await expect(box(next)).toHaveValue('Con línea y sin ella');
  await expect.poll(() => onServer(api.agent, ticket)).toBe('Con línea y sin ella');
});

test('typed in two places at once, both are kept until one is chosen', async ({
  api,
  agent,
  pageOf,
  noConsoleErrors,
  axe,
}) => {
  noConsoleErrors.allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  const ticket = await fileTicket(api.client);
  const [page, other] = [await pageOf(agent), await pageOf(agent)];
  await open(page, ticket.number);
  await page.context().setOffline(true);
  await box(page).fill('Desde el tren');
  await expect(here(page)).toBeVisible();
  await open(other, ticket.number);
  await box(other).fill('Desde la oficina');
  await expect(saved(other)).toBeVisible();
  await page.close({ runBeforeUnload: false });
  await page.context().setOffline(false);

  const next = await again(page.context(), ticket.number);
  await expect(box(next)).toHaveValue('Desde la oficina');
  const offer = composer(next).getByRole('status').filter({ hasText: 'Hay otro borrador' });
  await expect(offer).toContainText('Desde el tren');
  await axe(next);
  await offer.getByRole('button', { name: 'Usar ese' }).click();
  await expect(box(next)).toHaveValue('Desde el tren');
  await expect(offer).toContainText('Desde la oficina');
  await expect.poll(() => onServer(api.agent, ticket)).toBe('Desde el tren');
  await offer.getByRole('button', { name: 'Descartar' }).click();
  await expect(offer).toBeHidden();
});

test('what is typed before the page comes alive does not take the place of what was kept', async ({
  api,
  agent,
  pageOf,
}) => {
  const ticket = await fileTicket(api.client);
  const page = await pageOf(agent);
  await open(page, ticket.number);
  await box(page).fill('Largo borrador');
  await expect(saved(page)).toBeVisible();
  await typeEarly(page, 'x');
  const offer = composer(page).getByRole('status').filter({ hasText: 'Hay otro borrador' });
  await expect(offer).toContainText('Largo borrador');
  await expect(box(page)).toHaveValue('x');
  await offer.getByRole('button', { name: 'Usar ese' }).click();
  await expect(box(page)).toHaveValue('Largo borrador');
});

test('typed before the page comes alive beside two drafts, it stands behind the one in hand', async ({
  api,
  agent,
  pageOf,
}) => {
  const ticket = await fileTicket(api.client);
  const page = await pageOf(agent);
  await open(page, ticket.number);
  await box(page).fill('Uno');
  await expect(saved(page)).toBeVisible();
  await typeEarly(page, 'dos');
  const offer = composer(page).getByRole('status').filter({ hasText: 'Hay otro borrador' });
  await expect(offer).toContainText('Uno');
  // Told by the page as it is left, or before: both are this browser's.
  await typeEarly(page, 'tres');
  await expect(box(page)).toHaveValue('dos\ntres');
  await expect.poll(() => onServer(api.agent, ticket)).toBe('dos\ntres');
  await expect(offer).toContainText('Uno');
  // What is offered stays where nothing stands beside it.
  await box(page).fill('');
  await expect.poll(() => onServer(api.agent, ticket)).toBe('');
  await typeEarly(page, 'x');
  await expect(box(page)).toHaveValue('x');
  await expect(offer).toContainText('Uno');
});

test('what is changed while a reply is on its way stays for the next message, without what was sent', async ({
  api,
  agent,
  pageOf,
}) => {
  const ticket = await fileTicket(api.client);
  const page = await pageOf(agent);
  await open(page, ticket.number);
  const { promise: wait, resolve: go } = Promise.withResolvers<void>();
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  await page.route('**/outbox', async (route) => {
    if (route.request().method() === 'POST') {
      ask();
      await wait;
    }
    await route.fallback();
  });
  await box(page).fill('Va en camino');
  await box(page).press('Control+Enter');
  await asked;
  await page.getByRole('tab', { name: 'Nota interna' }).click();
  await choose(page, [{ name: 'despues.txt', mimeType: 'text/plain', buffer: Buffer.from('Después.') }]);
  await expect(fileRow(page, 'despues.txt')).toBeVisible();
  go();
  await expect(box(page)).toHaveValue('');
  const draft = async () =>
    (await api.agent.get<{ data: DraftObject }>(`/v2/support-tickets/${ticket._id}/draft`)).body.data;
  await expect
    .poll(async () => {
      const { message, internal, attachments } = await draft();
      return [message, internal, attachments.map(({ filename }) => filename)];
    })
    .toEqual(['', true, ['despues.txt']]);
  await page.reload();
  await expect(composer(page)).toHaveAttribute('data-ready', '');
  await expect(box(page)).toHaveValue('');
  await expect(fileRow(page, 'despues.txt')).toBeVisible();
});

test('by a clock that is behind, what is typed after a reply from another browser stays', async ({
  api,
  agent,
  pageOf,
}) => {
  const ticket = await fileTicket(api.client);
  await api.agent.post(`/v2/support-tickets/${ticket._id}/outbox`, {
    message: 'Ya.',
    draft: Date.now() + 60_000,
    delay: 0,
  });
  const page = await pageOf(agent);
  await open(page, ticket.number);
  await box(page).fill('Y otra cosa');
  await expect(saved(page)).toBeVisible();
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect.poll(() => onServer(api.agent, ticket)).toBe('Y otra cosa');
  await expect(box(page)).toHaveValue('Y otra cosa');
});

test('a server that is killed while somebody types, and comes again', async ({
  api,
  agent,
  browser,
  noConsoleErrors,
}) => {
  test.setTimeout(180_000);
  noConsoleErrors.allow(/ERR_|Failed to (fetch|load)/);
  const database = process.env.DATABASE_URL ?? '';
  const ticket = await fileTicket(api.client);
  let desk = await serveDesk(database);
  const { port } = new URL(desk.url);
  try {
    const context = await browser.newContext({ locale: 'es-CO' });
    await context.addCookies([{ ...(await sessionCookie(agent)), url: desk.url, httpOnly: true, sameSite: 'Lax' }]);
    const page = await context.newPage();
    const address = `${desk.url}/desk/tickets/${ticket.number}`;
    await page.goto(address);
    await expect(composer(page)).toHaveAttribute('data-ready', '');
    await box(page).fill('Antes');
    await expect(saved(page)).toBeVisible();
    await desk.kill();
    await box(page).fill('Antes y después');
    await expect(here(page)).toBeVisible();

    desk = await serveDesk(database, { PORT: port });
    // The page that stayed open tells the server by itself.
    await expect(saved(page)).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => onServer(api.agent, ticket)).toBe('Antes y después');
    await page.reload();
    await expect(box(page)).toHaveValue('Antes y después');
    await context.close();
  } finally {
    await desk.stop();
  }
});
