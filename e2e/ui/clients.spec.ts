import type { Page } from '@playwright/test';
import { toPublicId } from '@/lib/platform/ids';
import { expect, test } from '../fixtures';
import { change, fileTicket } from '../support/tickets';

test.use({ viewport: { width: 1440, height: 900 } });

const notes = (page: Page) => page.getByRole('region', { name: 'Notas del equipo' });
const entries = (page: Page) => notes(page).getByRole('listitem');

test('from a ticket to its client: who they are, all their tickets, and notes that only the desk reads', async ({
  api,
  client,
  agent,
  asAgent: page,
  pageOf,
  makePerson,
  asClient,
  axe,
}) => {
  test.slow();
  const open = await fileTicket(api.client, { title: 'El que está abierto' });
  const done = await fileTicket(api.client, { title: 'El que se resolvió' });
  await change(api.agent, done, { status: 'resolved', resolution: 'Ya.' });
  await page.goto(`/desk/tickets/${open.number}?queue=all`);
  await page.getByRole('complementary').getByRole('link', { name: client.name }).click();
  await expect(page.getByRole('heading', { name: client.name, level: 1 })).toBeVisible();
  await expect(page).toHaveURL(`/desk/clients/${toPublicId('client', client.userId)}`);
  await expect(page.getByText('2 tickets')).toBeVisible();
  const tickets = page.getByRole('region', { name: 'Tickets' }).getByRole('listitem');
  await expect(tickets).toHaveCount(2);
  await page.getByRole('link', { name: 'Resuelto 1' }).click();
  await expect(tickets).toHaveCount(1);
  await expect(tickets).toContainText('El que se resolvió');
  await expect(page).toHaveURL(/status=resolved/);
  await page.getByRole('link', { name: 'Cerrado 0' }).click();
  await expect(page.getByRole('heading', { name: 'No hay tickets así' })).toBeVisible();

  await notes(page).getByRole('button', { name: 'Guardar nota' }).click();
  await expect(notes(page).getByText('El texto es requerido')).toBeVisible();
  await notes(page).getByLabel('Nueva nota').fill('Prefiere que la **llamen** por la tarde.');
  await page.keyboard.press('Control+Enter');
  await expect(entries(page)).toContainText('Prefiere que la llamen por la tarde.');
  await expect(entries(page)).toContainText(agent.name);
  await expect(notes(page).getByLabel('Nueva nota')).toHaveValue('');
  await axe(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await axe(page);

  await entries(page).getByRole('button', { name: 'Acciones de la nota' }).click();
  await page.getByRole('menuitem', { name: 'Editar' }).click();
  await expect(notes(page).getByLabel('Editar nota')).toBeFocused();
  await notes(page).getByLabel('Editar nota').fill('Solo por la mañana.');
  await notes(page).getByRole('button', { name: 'Guardar cambios' }).click();
  await expect(entries(page)).toContainText('Solo por la mañana.');
  await expect(entries(page)).toContainText('editada');

  const other = await pageOf(await makePerson('agent'));
  await other.goto(`/desk/tickets/${open.number}?queue=all`);
  await other.getByRole('complementary').getByRole('link', { name: '1 nota' }).click();
  await expect(entries(other)).toContainText('Solo por la mañana.');
  await expect(entries(other).getByRole('button')).toHaveCount(0);
  expect((await asClient.goto(new URL(page.url()).pathname))?.status()).toBe(404);

  await entries(page).getByRole('button', { name: 'Acciones de la nota' }).click();
  await page.getByRole('menuitem', { name: 'Eliminar' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Eliminar nota' }).click();
  await expect(notes(page).getByText('Nadie ha anotado nada todavía.')).toBeVisible();
});

test('is not there for who works here, nor for a made-up id', async ({ asAgent: page, agent }) => {
  for (const id of [toPublicId('agent', agent.userId), toPublicId('client', crypto.randomUUID()), 'x']) {
    expect((await page.goto(`/desk/clients/${id}`))?.status(), id).toBe(404);
    await expect(page.getByRole('link', { name: 'Ir a la mesa' }).or(page.getByRole('link').first())).toBeVisible();
  }
});

test('fits a phone, with nothing there and with long words', async ({ makePerson, pageOf, agent, axe }) => {
  const quiet = await makePerson('client', { name: 'Wolfeschlegelsteinhausenbergerdorff '.repeat(3).trim() });
  const page = await pageOf(agent, { viewport: { width: 320, height: 700 } });
  await page.goto(`/desk/clients/${toPublicId('client', quiet.userId)}`);
  await expect(page.getByRole('heading', { name: 'Todavía no ha enviado ningún ticket' })).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await axe(page);
});
