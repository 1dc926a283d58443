import { expect, test } from '../fixtures';
import { apiAt } from '../support/api';
import { type LimitedDesk, startLimitedDesk } from '../support/limited-desk';
import { fillTicket, openForm } from '../support/portal';
import { leastTicket } from '../support/tickets';

test.describe.configure({ mode: 'default', timeout: 60_000 });

const usual = 5;
let desk: LimitedDesk;

test.beforeAll(async () => {
  test.setTimeout(90_000);
  desk = await startLimitedDesk({ usual, anonymous: 100 });
});
test.afterAll(() => desk?.stop());

/** The value of a session's cookie, and the session's calls used up. */
async function spent(): Promise<string> {
  const session = await desk.session();
  const calls = Array.from({ length: usual + 1 }, () => apiAt(desk.url, session).get('/v2/support-tickets'));
  expect((await Promise.all(calls)).filter(({ status }) => status === 429)).toHaveLength(1);
  return session.cookie?.split('=')[1] ?? '';
}

test('who writes too often is told when to try again, keeps what they wrote, and then sends it once', async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: 'es-CO' });
  const signIn = (value: string) =>
    context.addCookies([{ name: 'next-auth.session-token', value, url: desk.url, httpOnly: true, sameSite: 'Lax' }]);
  await signIn(await spent());
  const page = await context.newPage();
  await openForm(page, `${desk.url}/tickets/new`);
  await fillTicket(page);
  await page.getByRole('button', { name: 'Enviar ticket' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'Demasiadas peticiones' });
  await expect(alert).toContainText(/vuelve a intentarlo dentro de \d+ segundos/);
  await expect(page.getByLabel('Título')).toHaveValue(leastTicket.title);
  await expect(page.getByLabel('Descripción')).toHaveValue(leastTicket.description);
  await page.reload();
  await expect(page.getByLabel('Título')).toHaveValue(leastTicket.title);
  await page.getByRole('button', { name: 'Enviar ticket' }).click();
  await expect(alert).toBeVisible();
  // Another sign-in has a minute of its own, as if this one's were over.
  const session = await desk.session();
  await signIn(session.cookie?.split('=')[1] ?? '');
  await alert.getByRole('button', { name: 'Reintentar' }).click();
  await expect(page).toHaveURL(/\/tickets\/\d+/);
  const [filed] = await desk.sql<{ count: string }>('SELECT count(*) FROM tickets');
  expect(filed?.count).toBe('1');
  await context.close();
});

test('in English as well', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'en-US' });
  const value = await spent();
  await context.addCookies([
    { name: 'next-auth.session-token', value, url: desk.url, httpOnly: true, sameSite: 'Lax' },
  ]);
  const page = await context.newPage();
  await page.goto(`${desk.url}/settings/profile`);
  await page.getByLabel('Name').fill('Ada Lovelace');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByText(/Too many requests in a row: try again in \d+ seconds/)).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue('Ada Lovelace');
  await context.close();
});
