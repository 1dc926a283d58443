import type { Page } from '@playwright/test';
import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { expect, test } from '../fixtures';
import { type LimitedDesk, startLimitedDesk } from '../support/limited-desk';
import { listRows, openForm } from '../support/portal';
import { change, fileTicket, pathOf, reply } from '../support/tickets';

const stops = (page: Page) => page.locator('ol[data-thread] > li');
const rate = (page: Page, face: string) =>
  page.getByRole('group', { name: '¿Cómo te atendimos?' }).getByRole('button', { name: face });

/** Enough messages that the thread does not fit a screen. */
async function longThread(api: Parameters<typeof fileTicket>[0], agent: Parameters<typeof reply>[0]) {
  const ticket = await fileTicket(api);
  for (let count = 1; count <= 6; count++) await reply(agent, ticket, `Paso ${count}.\n\n${'Y más. '.repeat(60)}`);
  return ticket;
}

test('tickets and answers appear in the client’s pages by themselves', async ({ asClient: page, api }) => {
  await fileTicket(api.client, { title: 'Primero' });
  await page.goto('/tickets');
  await expect(listRows(page)).toHaveCount(1);
  const second = await fileTicket(api.client, { title: 'Por la API' });
  await expect(listRows(page)).toHaveCount(2);
  await change(api.agent, second, { status: 'pending' });
  await expect(listRows(page).first()).toContainText('Te toca responder');
  await page.getByRole('link', { name: 'Por la API' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Por la API');
  await reply(api.agent, second, 'Ya lo vemos.');
  await expect(page.getByText('Ya lo vemos.')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Respuesta nueva de Andrés' })).toBeAttached();
  // A note changes nothing that a client sees.
  await reply(api.agent, second, 'SECRETO', { internal: true });
  await reply(api.agent, second, 'Listo.');
  await expect(page.getByText('Listo.')).toBeVisible();
  expect(await page.content()).not.toContain('SECRETO');
});

test('what is being typed stays while answers come', async ({ asClient: page, api }) => {
  const ticket = await fileTicket(api.client);
  await openForm(page, `/tickets/${ticket.number}`);
  await page.getByLabel('Tu respuesta').fill('Estoy escrib');
  await reply(api.agent, ticket, 'Un momento.');
  await expect(page.getByText('Un momento.')).toBeVisible();
  await expect(page.getByLabel('Tu respuesta')).toHaveValue('Estoy escrib');
  await expect(page.getByLabel('Tu respuesta')).toBeFocused();
});

test('at the end of the thread the answer comes into view; elsewhere a button leads to it and nothing moves', async ({
  asClient: page,
  api,
  axe,
}) => {
  const ticket = await longThread(api.client, api.agent);
  await openForm(page, `/tickets/${ticket.number}`);
  const scrolled = () => page.evaluate(() => Math.round(scrollY));
  expect(await scrolled()).toBe(0);
  await reply(api.agent, ticket, 'Lo que buscabas.');
  const lead = page.getByRole('button', { name: 'Respuesta nueva' });
  await expect(lead).toBeVisible();
  expect(await scrolled()).toBe(0);
  await axe(page);
  await lead.click();
  await expect(page.getByText('Lo que buscabas.')).toBeInViewport();
  await expect(lead).toBeHidden();
  await expect(stops(page).filter({ hasText: 'Lo que buscabas.' })).toBeFocused();

  await page.keyboard.press('End');
  await expect(page.getByRole('button', { name: 'Responder', exact: true })).toBeInViewport();
  await reply(api.agent, ticket, `Y esto.\n\n${'Más. '.repeat(30)}`);
  await expect(page.getByText('Y esto.')).toBeInViewport();
  await expect(lead).toBeHidden();
});

test('without the network it says so, and when it is back there is what came meanwhile', async ({
  asClient: page,
  api,
  noConsoleErrors,
}) => {
  noConsoleErrors.allow(/ERR_INTERNET_DISCONNECTED|net::ERR/);
  const ticket = await fileTicket(api.client);
  await openForm(page, `/tickets/${ticket.number}`);
  await reply(api.agent, ticket, 'Antes.');
  await expect(page.getByText('Antes.')).toBeVisible();
  await page.context().setOffline(true);
  const state = page.getByRole('status').filter({ hasText: 'Sin conexión' });
  await expect(state).toBeVisible({ timeout: 15_000 });
  await reply(api.agent, ticket, 'Mientras.');
  await page.context().setOffline(false);
  await expect(page.getByText('Mientras.')).toBeVisible();
  await expect(state).toBeHidden();
});

test('six tabs of one reader have one stream, and all of them are told', async ({ asClient: first, api, client }) => {
  const ticket = await fileTicket(api.client);
  const opened: string[] = [];
  first.context().on('request', (request) => {
    if (request.url().includes('/v2/events')) opened.push(request.url());
  });
  const others = await Promise.all(Array.from({ length: 5 }, () => first.context().newPage()));
  const tabs = [first, ...others];
  for (const tab of tabs) await tab.goto(`/tickets/${ticket.number}`);
  await reply(api.agent, ticket, 'Para todas.');
  for (const tab of tabs) await expect(tab.getByText('Para todas.')).toBeVisible();
  expect(opened).toHaveLength(1);
  // The one that reads goes: another one goes on, and nothing is lost in between.
  await first.close();
  await reply(api.agent, ticket, 'Para las demás.');
  for (const tab of others) await expect(tab.getByText('Para las demás.')).toBeVisible();
  expect(client.role).toBe('client');
});

test('a resolved ticket is rated with one press, and words may follow; both stay', async ({
  asClient: page,
  api,
  axe,
}) => {
  const ticket = await fileTicket(api.client);
  await page.goto(`/tickets/${ticket.number}`);
  await expect(rate(page, 'Bien')).toBeHidden();
  // What has come anew takes the old one's place at once: a reader of titles never finds none.
  await page.evaluate(() => {
    const look = () => document.title || document.body.setAttribute('data-untitled', '');
    new MutationObserver(look).observe(document, { subtree: true, childList: true });
  });
  await change(api.agent, ticket, { status: 'resolved', resolution: 'Faltaba un permiso.' });
  // Without a reload.
  await expect(rate(page, 'Bien')).toBeVisible();
  await axe(page);
  await rate(page, 'Bien').focus();
  await page.keyboard.press('Enter');
  await expect(rate(page, 'Bien')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('Gracias por decírnoslo.')).toBeVisible();
  const words = page.getByLabel('¿Qué te gustó?');
  await words.fill('Rápido y claro.');
  await page.getByRole('button', { name: 'Enviar comentario' }).click();
  await expect(page.getByRole('blockquote')).toHaveText('Rápido y claro.');
  await axe(page);
  await expect(page.locator('body')).not.toHaveAttribute('data-untitled');
  await page.reload();
  await expect(rate(page, 'Bien')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('blockquote')).toHaveText('Rápido y claro.');
  await rate(page, 'Mal').click();
  await expect(rate(page, 'Mal')).toHaveAttribute('aria-pressed', 'true');
  const read = () => api.agent.get<{ data: object }>(`${pathOf(ticket)}/rating`).then(({ body }) => body.data);
  await expect.poll(read).toMatchObject({ good: false, comment: 'Rápido y claro.' });
});

test('one that its client closed can be rated as well', async ({ asClient: page, api }) => {
  const ticket = await fileTicket(api.client);
  await change(api.client, ticket, { status: 'closed' });
  await page.goto(`/tickets/${ticket.number}`);
  await rate(page, 'Mal').click();
  await expect(page.getByText('Gracias por decírnoslo.')).toBeVisible();
  const { rows } = {
    rows: await db.query<{ is_good: boolean }>(
      sql`SELECT is_good FROM ratings r JOIN tickets t ON t.id = r.ticket_id WHERE t.number = ${ticket.number}`,
    ),
  };
  expect(rows).toEqual([{ is_good: false }]);
});

test.describe('how soon one is usually answered', () => {
  let desk: LimitedDesk | undefined;
  test.afterEach(() => desk?.stop());

  test('is said where one files a ticket and while one waits, as the last 30 days show', async ({ browser, axe }) => {
    test.setTimeout(90_000);
    desk = await startLimitedDesk({ usual: 100_000, anonymous: 100_000 });
    const { url } = desk;
    const admin = desk.from('10.0.0.1', { authorization: `Bearer ${(await desk.token()).token}` });
    const person = { name: 'Clara', email: 'clara@client.example', role: 'client', password: 'una clave muy larga' };
    const made = await admin.post<{ data: { _id: string } }>('/v2/users', person);
    const { token } = await desk.token({ user: made.body.data._id });
    const client = desk.from('10.0.0.2', { authorization: `Bearer ${token}` });
    const context = await browser.newContext();
    const page = await context.newPage();
    await openForm(page, `${url}/sign-in`);
    await page.getByLabel('Correo electrónico').fill(person.email);
    await page.getByLabel('Contraseña', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Iniciar sesión', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const usual = page.getByText(/Solemos responder en menos de/);

    for (let each = 0; each < 12; each++) await reply(admin, await fileTicket(client), 'Ya.');
    await desk.sql(`UPDATE tickets SET created_at = created_at - interval '100 minutes'`);
    // The first to ask may come before it was measured.
    await expect(async () => {
      await page.goto(`${url}/tickets/new`);
      await expect(usual).toHaveText('Solemos responder en menos de 2 horas.', { timeout: 1_000 });
    }).toPass();
    await axe(page);
    const waiting = await fileTicket(client);
    await page.goto(`${url}/tickets/${waiting.number}`);
    await expect(usual).toHaveText('Solemos responder en menos de 2 horas.');
    await axe(page);
    await desk.sql(`UPDATE tickets SET created_at = now() - interval '5 hours' WHERE number = $1`, [waiting.number]);
    await page.reload();
    await expect(page.getByText(/Esta vez está tardando más/)).toBeVisible();
    await reply(admin, waiting, 'Aquí estoy.');
    await page.reload();
    await expect(page.getByText('Aquí estoy.')).toBeVisible();
    await expect(usual).toBeHidden();
    await context.close();
  });
});
