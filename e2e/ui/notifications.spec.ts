import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { box, open } from '../support/desk-page';
import { change, fileTicket, reply } from '../support/tickets';

test.use({ viewport: { width: 1440, height: 900 } });

const bell = (page: Page, unread?: number) =>
  page.getByRole('button', { name: unread ? `Avisos, ${unread} sin leer` : 'Avisos', exact: true });
const drawer = (page: Page) => page.getByRole('dialog', { name: 'Avisos' });
const rows = (page: Page) => drawer(page).getByRole('listitem');

test('a mention in a note rings the bell of another browser, and leads to the ticket', async ({
  api,
  agent,
  asAgent: page,
  pageOf,
  makePerson,
  axe,
}) => {
  test.slow();
  const hugo = await makePerson('agent', { name: `Hugo Díaz ${crypto.randomUUID().slice(0, 4)}` });
  const ticket = await fileTicket(api.client, { title: 'No llegan los webhooks' });
  await page.goto('/desk?queue=all');
  await bell(page).click();
  await expect(drawer(page).getByRole('heading', { name: 'Nada nuevo por aquí' })).toBeVisible();
  await axe(page);
  await page.keyboard.press('Escape');
  await expect(drawer(page)).toBeHidden();
  await expect(bell(page)).toBeFocused();

  const theirs = await pageOf(hugo);
  await open(theirs, ticket.number, 'queue=all');
  await theirs.getByRole('tab', { name: 'Nota interna' }).click();
  await box(theirs).fill(`Hola @${agent.name}, ¿puedes mirarlo?`);
  await theirs.getByRole('button', { name: 'Guardar nota' }).click();

  await expect(bell(page, 1)).toBeVisible({ timeout: 15_000 });
  await bell(page, 1).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(drawer(page).getByRole('heading', { name: 'Hoy' })).toBeVisible();
  await expect(rows(page)).toContainText(`${hugo.name} te mencionó en una nota`);
  await expect(rows(page)).toContainText(`#${ticket.number} No llegan los webhooks`);
  await axe(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await axe(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await rows(page).getByRole('link').click();
  await expect(page).toHaveURL(`/desk/tickets/${ticket.number}?queue=all`);
  await expect(drawer(page)).toBeHidden();
  await expect(page.getByRole('heading', { name: 'No llegan los webhooks', level: 2 })).toBeVisible();
  await expect(bell(page)).toBeVisible();
  await bell(page).click();
  await expect(rows(page)).toHaveCount(1);
  await drawer(page).getByRole('button', { name: 'Sin leer' }).click();
  await expect(drawer(page).getByRole('heading', { name: 'Lo leíste todo' })).toBeVisible();
});

test('looking at a ticket reads what tells of it; the rest is read at once', async ({ api, asAgent: page }) => {
  const [one, two, three] = [await fileTicket(api.client), await fileTicket(api.client), await fileTicket(api.client)];
  for (const ticket of [one, two, three]) {
    await change(api.agent, ticket, { assignedTo: 'me' });
    await reply(api.client, ticket, 'Sigue igual.');
  }
  await page.goto('/desk');
  await expect(bell(page, 3)).toBeVisible({ timeout: 15_000 });
  await page.goto(`/desk/tickets/${one.number}?queue=mine`);
  await expect(bell(page, 2)).toBeVisible({ timeout: 15_000 });
  await bell(page, 2).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).filter({ hasText: 'Sin leer' })).toHaveCount(2);
  await drawer(page).getByRole('button', { name: 'Marcar todo como leído' }).click();
  await expect(rows(page).filter({ hasText: 'Sin leer' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(bell(page)).toBeVisible();
});

test('a kind that is turned off rings no bell', async ({ api, asAgent: page, axe }) => {
  await page.goto('/settings/notifications');
  const off = page.getByRole('switch', { name: 'El cliente responde' });
  await expect(off).toBeChecked();
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/v2/notifications/settings'));
  await off.click();
  await expect(off).not.toBeChecked();
  expect((await saved).status()).toBe(200);
  await axe(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await axe(page);
  await page.reload();
  await expect(off).not.toBeChecked();

  const ticket = await fileTicket(api.client);
  await change(api.agent, ticket, { assignedTo: 'me' });
  await page.goto('/desk');
  await reply(api.client, ticket, '¿Hay alguien?');
  await change(api.admin, ticket, { assignedTo: null });
  await change(api.admin, ticket, { assignedTo: ticket.assignedTo ?? (await meOf(api.agent)) });
  await expect(bell(page, 1)).toBeVisible({ timeout: 15_000 });
  await bell(page, 1).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('te asignó el ticket');
});

/** The caller's own id, as `assignedTo` takes it. */
async function meOf(api: Parameters<typeof change>[0]): Promise<string> {
  const ticket = await fileTicket(api);
  return (await change(api, ticket, { assignedTo: 'me' })).assignedTo ?? '';
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the bell is in the bar, and opens a sheet', async ({ api, asAgent: page, axe }) => {
    const ticket = await fileTicket(api.client, { title: 'Una palabra larguísima: '.padEnd(120, 'x') });
    await change(api.agent, ticket, { assignedTo: 'me' });
    await reply(api.client, ticket, 'Sigue igual.');
    await page.goto('/desk');
    await expect(page.getByRole('navigation', { name: 'Navegación' }).getByRole('button')).toHaveCount(3);
    await expect(bell(page, 1)).toBeVisible({ timeout: 15_000 });
    await bell(page, 1).tap();
    await expect(rows(page)).toHaveCount(1);
    await axe(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await rows(page).getByRole('link').tap();
    await expect(page).toHaveURL(new RegExp(`/desk/tickets/${ticket.number}`));
  });
});
