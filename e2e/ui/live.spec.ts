// Longer than most: two and three browsers at once, whose scenes and names are the same in all of these.
import type { Page } from '@playwright/test';
import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { type Desk, serveDesk } from '../support/desk';
import { box, conversation, open, rows } from '../support/desk-page';
import { type Person, sessionCookie } from '../support/people';
import { change, fileTicket, pathOf, reply } from '../support/tickets';

test.use({ viewport: { width: 1440, height: 900 } });

const row = (page: Page, title: string) => rows(page).filter({ hasText: title });
const here = (page: Page) => page.getByRole('list', { name: 'También están aquí' });
const writing = (page: Page) => page.getByRole('status').filter({ hasText: 'escribiendo' });

/** Everything of one client, so that what other tests do is not in sight. */
const listOf = (client: Person) => `queue=all&q=${encodeURIComponent(`client:${client.email}`)}`;

async function openList(page: Page, query: string): Promise<void> {
  await page.goto(`/desk?${query}`);
  await expect(page.getByRole('group', { name: 'Lista de tickets' })).toBeVisible();
}

/** As if the tab were behind another one, or in front again. */
const hide = (page: Page, isHidden: boolean) =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);

async function many(api: Api, count: number, title: string) {
  const filed = [];
  for (let made = 1; made <= count; made++) filed.push(await fileTicket(api, { title: `${title} ${made}` }));
  return filed;
}

test('new tickets, answers and changes appear in every open page without a reload', async ({
  api,
  client,
  agent,
  asAgent: page,
  asAdmin: other,
}) => {
  const first = await fileTicket(api.client, { title: 'El primero' });
  await openList(page, listOf(client));
  await open(other, first.number, listOf(client));
  await expect(row(page, 'El primero')).toBeVisible();

  const second = await fileTicket(api.client, { title: 'El segundo' });
  for (const each of [page, other]) await expect(row(each, 'El segundo')).toBeVisible();
  await change(api.agent, second, { status: 'pending', assignedTo: 'me' });
  for (const each of [page, other]) {
    await expect(row(each, 'El segundo')).toContainText('Pendiente');
    await expect(row(each, 'El segundo')).toContainText(agent.name.split(' ')[0] ?? '');
  }

  // Counts too, of what is nobody else's.
  await expect(page.getByRole('link', { name: /^Míos/ })).toContainText('1');

  await reply(api.client, first, 'Y otra cosa más.');
  await expect(conversation(other).getByText('Y otra cosa más.')).toBeVisible();
  await expect(other.getByRole('status').filter({ hasText: 'Respuesta nueva de Clara' })).toBeAttached();
  await change(api.agent, first, { priority: 'urgent' });
  await expect(other.getByRole('complementary').getByRole('button', { name: 'Prioridad: Urgente' })).toBeVisible();
});

test('nothing that is being read moves: a button leads to the new rows, and to the new answer', async ({
  api,
  client,
  asAgent: page,
  axe,
}) => {
  test.slow();
  const filed = await many(api.client, 16, 'Fila');
  const ticket = filed[0] ?? (await fileTicket(api.client));
  for (let count = 1; count <= 5; count++) await reply(api.client, ticket, `Parte ${count}. ${'Largo. '.repeat(120)}`);
  await open(page, ticket.number, listOf(client));
  const list = page.getByRole('group', { name: 'Lista de tickets' });
  await list.evaluate((element) => element.scrollTo({ top: 400 }));
  const inSight = () =>
    list.evaluate((element) => {
      const { top } = element.getBoundingClientRect();
      const all = [...element.querySelectorAll('[data-index]')].map((each) => {
        return { text: each.querySelector('h3')?.textContent, y: Math.round(each.getBoundingClientRect().top - top) };
      });
      return all.find(({ y }) => y >= 0);
    });
  const before = await inSight();
  await many(api.client, 3, 'Nuevo');
  const pill = page.getByRole('button', { name: '3 tickets nuevos' });
  await expect(pill).toBeVisible();
  expect(await inSight()).toEqual(before);
  await axe(page, 'both');
  await pill.click();
  await expect(row(page, 'Nuevo 3')).toBeInViewport();
  await expect(pill).toBeHidden();
  // At the top they just come.
  await fileTicket(api.client, { title: 'El último' });
  await expect(rows(page).first()).toContainText('El último');
  await expect(page.getByRole('button', { name: /^\d+ tickets? nuevos?$/ })).toBeHidden();

  await conversation(page).evaluate((element) => element.scrollTo({ top: -element.scrollHeight }));
  const opening = conversation(page).getByText('Desde esta mañana la API responde 401.');
  await expect(opening).toBeInViewport();
  const y = (await opening.boundingBox())?.y;
  await reply(api.client, ticket, 'Lo nuevo está abajo.');
  const lead = page.getByRole('button', { name: 'Respuesta nueva' });
  await expect(lead).toBeVisible();
  expect(Math.round((await opening.boundingBox())?.y ?? 0)).toBe(Math.round(y ?? 0));
  await lead.click();
  await expect(conversation(page).getByText('Lo nuevo está abajo.')).toBeInViewport();
  await expect(lead).toBeHidden();
});

test('a tab that nobody looks at counts in its title what clients wrote', async ({ api, client, asAgent: page }) => {
  const ticket = await fileTicket(api.client);
  await openList(page, listOf(client));
  await expect(rows(page)).toHaveCount(1);
  await expect(page).toHaveTitle(/^Todos/);
  await hide(page, true);
  await fileTicket(api.client);
  await reply(api.client, ticket, 'Hola otra vez.');
  await reply(api.client, ticket, 'Y otra.');
  await expect(page).toHaveTitle(/^\(2\) Todos/, { timeout: 15_000 });
  await hide(page, false);
  await expect(page).toHaveTitle(/^Todos/);
});

test('agents see who else is in a ticket and who is writing what; the client never does', async ({
  api,
  client,
  asAgent: page,
  asClient,
  makePerson,
  pageOf,
  axe,
  noConsoleErrors,
}) => {
  test.slow();
  noConsoleErrors.allow(/net::ERR_INTERNET_DISCONNECTED/);
  const hugo = await makePerson('agent', { name: 'Hugo Salas' });
  const other = await pageOf(hugo, { viewport: { width: 1440, height: 900 } });
  const ticket = await fileTicket(api.client, { title: 'Presencia' });
  const query = listOf(client);
  await open(page, ticket.number, query);
  await asClient.goto(`/tickets/${ticket.number}`);
  await open(other, ticket.number, query);
  await expect(here(page)).toHaveText(/Hugo Salas está viendo este ticket/);
  await expect(row(page, 'Presencia')).toContainText('Lo tiene abierto Hugo Salas');
  // Nobody sees themselves, and somebody with two tabs counts once.
  const second = await other.context().newPage();
  await open(second, ticket.number, query);
  await expect(here(second).getByRole('listitem')).toHaveCount(1);
  await expect(here(second)).not.toContainText('Hugo');
  await expect(here(page).getByRole('listitem')).toHaveCount(1);

  await box(other).fill('Déjame ver');
  await expect(writing(page)).toHaveText('Hugo está escribiendo una respuesta…');
  await other.getByRole('tab', { name: 'Nota interna' }).click();
  await box(other).pressSequentially(' esto');
  await expect(writing(page)).toHaveText('Hugo está escribiendo una nota…');
  await axe(page, 'both');
  await expect(writing(page)).toBeHidden({ timeout: 12_000 });
  await expect(here(page)).toHaveText(/Hugo Salas está viendo este ticket/);
  expect(await asClient.content()).not.toContain('Hugo');

  // One tab leaves: the other one is still there. Then it goes to another ticket.
  await second.goto('about:blank');
  const elsewhere = await fileTicket(api.client, { title: 'En otro sitio' });
  await other.getByRole('link', { name: 'En otro sitio' }).click();
  await expect(other.getByRole('heading', { name: 'En otro sitio', level: 2 })).toBeVisible();
  await expect(here(page)).toBeHidden();
  await expect(row(page, 'En otro sitio')).toContainText('Lo tiene abierto Hugo Salas');
  await expect(row(page, 'Presencia')).not.toContainText('Lo tiene abierto');

  // A page that dies says nothing: it is forgotten after 45 seconds.
  const [known] = await db.query<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM presences WHERE user_id = ${hugo.userId}::uuid`,
  );
  expect(known?.count).toBeGreaterThan(0);
  await other.context().setOffline(true);
  await other.close();
  await db.query(
    sql`UPDATE presences SET seen_at = seen_at - interval '1 minute' WHERE user_id = ${hugo.userId}::uuid`,
  );
  await expect(row(page, 'En otro sitio')).not.toContainText('Lo tiene abierto', { timeout: 15_000 });
  expect(elsewhere.number).toBeGreaterThan(0);
});

test('what the client says of the answer stands beside the ticket and in its thread', async ({
  api,
  asAgent: page,
  axe,
}) => {
  const ticket = await fileTicket(api.client);
  await change(api.agent, ticket, { status: 'resolved', resolution: 'Ya.' });
  await open(page, ticket.number);
  const body = { good: false, comment: 'Tardó demasiado.' };
  await api.client.send('PUT', `${pathOf(ticket)}/rating`, { body });
  const beside = page.getByRole('complementary').getByRole('region', { name: 'Valoración' });
  await expect(beside).toContainText('Mal');
  await expect(beside).toContainText('Tardó demasiado.');
  await expect(conversation(page)).toContainText('valoró la atención: mal');
  await axe(page, 'both');
});

test.describe('a desk that is killed and started again', () => {
  let desk: Desk | undefined;
  test.afterEach(() => desk?.stop());

  test('its open pages go on where they stood', async ({ api, client, agent, browser }) => {
    test.setTimeout(90_000);
    const database = process.env.DATABASE_URL ?? '';
    const more = { HILO_SECRET: process.env.HILO_SECRET ?? '' };
    desk = await serveDesk(database, more);
    const { url } = desk;
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies([{ ...(await sessionCookie(agent)), url, httpOnly: true, sameSite: 'Lax' }]);
    const page = await context.newPage();
    const ticket = await fileTicket(api.client, { title: 'De antes' });
    await page.goto(`${url}/desk/tickets/${ticket.number}?${listOf(client)}`);
    await reply(api.client, ticket, 'Primero.');
    await expect(conversation(page).getByText('Primero.')).toBeVisible();

    await desk.kill();
    await reply(api.client, ticket, 'Mientras no había nadie.');
    await fileTicket(api.client, { title: 'Mientras tanto' });
    await expect(page.getByText('Sin conexión')).toBeVisible({ timeout: 15_000 });
    desk = await serveDesk(database, { ...more, PORT: new URL(url).port, HILO_URL: url });
    await expect(row(page, 'Mientras tanto')).toBeVisible({ timeout: 40_000 });
    await expect(conversation(page).getByText('Mientras no había nadie.')).toBeVisible();
    await expect(page.getByText('Sin conexión')).toBeHidden();
    await fileTicket(api.client, { title: 'Después' });
    await expect(row(page, 'Después')).toBeVisible();
    await context.close();
  });
});
