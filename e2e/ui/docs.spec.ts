import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { fileTicket } from '../support/tickets';

/** The origins that a browser has asked. */
function listenForOrigins(context: BrowserContext): Set<string> {
  const origins = new Set<string>();
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http')) origins.add(origin);
  });
  return origins;
}

// axe reads a page of several thousand elements.
test.beforeEach(() => test.slow());

const main = (page: Page) => page.getByRole('main');

async function openDocs(page: Page, hash = ''): Promise<void> {
  await page.goto(`/docs${hash}`);
  await expect(main(page).getByRole('heading', { name: 'Hilo', exact: true })).toBeVisible({ timeout: 20_000 });
}

/** Opens try-it of the operation that a heading names, and sends it. */
async function sendFrom(page: Page, path: string): Promise<void> {
  // What is far down is drawn once one goes there.
  await page.getByRole('link', { name: /^List tickets/ }).click();
  await main(page)
    .getByRole('button', { name: new RegExp(`Probar solicitud.*${path}\\)`) })
    .first()
    .click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Enviar/ })
    .first()
    .click();
}

test('the reference opens under the policy, asks no other origin, and lists the operations', async ({
  page,
  context,
  deskUrl,
  axe,
}) => {
  const origins = listenForOrigins(context);
  await openDocs(page);
  await expect(page).toHaveTitle(/^Documentación de la API/);
  for (const name of [/^List tickets/, /^File a ticket/, /^Read a ticket/, /^Change a ticket/, /^Reply to a ticket/]) {
    await expect(page.getByRole('link', { name }).first()).toBeVisible();
  }
  await expect(main(page).getByText('curl', { exact: false }).first()).toBeVisible();
  await axe(page);
  expect([...origins]).toEqual([deskUrl]);
});

test('only the policy of styles is wider there', async ({ request }) => {
  const policyOf = async (path: string) => (await request.get(path)).headers()['content-security-policy'] ?? '';
  const [docs, page] = [await policyOf('/docs'), await policyOf('/sign-in')];
  const widened = (policy: string) => policy.split('; ').filter((each) => each.includes("'unsafe-"));
  expect(widened(docs)).toEqual(["style-src 'self' 'unsafe-inline'", "style-src-attr 'unsafe-inline'"]);
  expect(widened(page)).toEqual(["style-src-attr 'unsafe-inline'"]);
  expect(docs).toContain("'strict-dynamic'");
});

test('try-it sends a real request with a pasted token, and shows the answer', async ({ page, api, client, axe }) => {
  const ticket = await fileTicket(api.client, { title: 'Se ve en la referencia' });
  await openDocs(page);
  await page
    .getByLabel(/^Token Bearer/)
    .first()
    .fill(client.token);
  const answered = page.waitForResponse((response) => response.url().includes('/v2/support-tickets'));
  await sendFrom(page, '/v2/support-tickets');
  expect((await answered).status()).toBe(200);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('200 OK')).toBeVisible();
  await expect(dialog.getByText(ticket.title).first()).toBeVisible();
  await axe(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('somebody signed in tries it as themselves, without a token', async ({ asClient, api }) => {
  await fileTicket(api.client, { title: 'Con mi sesión' });
  await openDocs(asClient);
  await sendFrom(asClient, '/v2/support-tickets');
  await expect(asClient.getByRole('dialog').getByText('200 OK')).toBeVisible();
  await expect(asClient.getByRole('dialog').getByText('Con mi sesión').first()).toBeVisible();
});

test('samples are curl, JavaScript and Python', async ({ page }) => {
  await openDocs(page);
  await page.getByRole('link', { name: /^List tickets/ }).click();
  await main(page)
    .getByRole('button', { name: /Shell Curl/ })
    .first()
    .click();
  const choices = page.getByRole('option');
  await expect(choices.filter({ hasText: /\S/ })).toHaveText(['Fetch', 'Requests', 'Curl']);
});

test('on a phone, in the dark and in English it is whole too', async ({ browser, deskUrl, axe }) => {
  const context = await browser.newContext({
    baseURL: deskUrl,
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
    locale: 'en-US',
  });
  const page = await context.newPage();
  await openDocs(page);
  await expect(page).toHaveTitle(/^API reference/);
  await expect(page.locator('body')).toHaveClass(/dark-mode/);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await axe(page);
  await context.close();
});
