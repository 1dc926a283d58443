import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { makeField, removeFields } from '../support/custom-fields';
import { fillTicket, openForm } from '../support/portal';
import { change, fileTicket, leastTicket, readTicket } from '../support/tickets';

test.use({ viewport: { width: 1440, height: 900 } });
// One after the other: places among fields are places among those of all tests.
test.describe.configure({ mode: 'default' });

const keys: string[] = [];
test.afterEach(() => removeFields(keys.splice(0)));

const tail = () => crypto.randomUUID().slice(0, 6);
const dialog = (page: Page) => page.getByRole('dialog');
const list = (page: Page) => page.getByRole('list', { name: 'Campos en uso, en su orden' }).getByRole('listitem');

/** The properties beside an open ticket. */
const beside = (page: Page) => page.getByRole('complementary');

test('an admin makes a field, a client fills it in, an agent changes it and finds by it', async ({
  api,
  asAdmin,
  asClient,
  asAgent,
  axe,
}) => {
  test.slow();
  const label = `Región ${tail()}`;
  await asAdmin.goto('/settings/fields');
  await asAdmin.getByRole('button', { name: 'Nuevo campo' }).click();
  await dialog(asAdmin).getByRole('button', { name: 'Crear campo' }).click();
  await expect(dialog(asAdmin).getByLabel('Nombre')).toBeFocused();
  await dialog(asAdmin).getByLabel('Nombre').fill(label);
  const key = await dialog(asAdmin).getByLabel('Clave').inputValue();
  expect(key).toMatch(/^region_/);
  keys.push(key);
  await dialog(asAdmin).getByLabel('Tipo').selectOption('Opciones');
  await dialog(asAdmin).getByRole('button', { name: 'Crear campo' }).click();
  await expect(dialog(asAdmin).getByLabel('Opciones', { exact: true })).toHaveAccessibleDescription(
    /al menos una opción/,
  );
  await dialog(asAdmin).getByLabel('Opciones', { exact: true }).fill('Norte\nSur\n');
  await axe(asAdmin);
  await dialog(asAdmin).getByRole('button', { name: 'Crear campo' }).click();
  await expect(list(asAdmin).filter({ hasText: label })).toContainText('Clientes');
  await axe(asAdmin);
  await asAdmin.emulateMedia({ colorScheme: 'dark' });
  await axe(asAdmin);

  await openForm(asClient, '/tickets/new');
  await fillTicket(asClient);
  await asClient.getByLabel(label).selectOption('Sur');
  await axe(asClient);
  await expect(asClient.getByText(/Borrador guardado/)).toBeVisible();
  await asClient.reload();
  await expect(asClient.getByLabel(label)).toHaveValue('Sur');
  await asClient.getByRole('button', { name: 'Enviar ticket' }).click();
  await expect(asClient.getByRole('heading', { name: leastTicket.title, level: 1 })).toBeVisible();
  await expect(asClient.getByRole('region', { name: /./ }).filter({ hasText: label })).toContainText('Sur');
  const number = new URL(asClient.url()).pathname.split('/').at(-1);

  await asAgent.goto(`/desk/tickets/${number}?queue=all`);
  await beside(asAgent)
    .getByRole('button', { name: `Cambiar ${label}: Sur` })
    .click();
  await expect(beside(asAgent).getByLabel(label)).toBeFocused();
  await beside(asAgent).getByLabel(label).selectOption('Norte');
  await axe(asAgent);
  await beside(asAgent).getByRole('button', { name: 'Guardar', exact: true }).click();
  await expect(beside(asAgent).getByRole('button', { name: `Cambiar ${label}: Norte` })).toBeFocused();
  await asAgent.getByRole('button', { name: 'Deshacer' }).click();
  await expect(beside(asAgent).getByRole('button', { name: `Cambiar ${label}: Sur` })).toBeVisible();

  await asAgent.goto(`/desk?queue=all&q=${encodeURIComponent(`field.${key}:Sur`)}`);
  const found = asAgent.getByRole('group', { name: 'Lista de tickets' }).getByRole('listitem');
  await expect(found).toHaveCount(1);
  await expect(found).toContainText(`#${number}`);
  const other = await fileTicket(api.client, { fields: { [key]: 'Norte' } });
  expect((await readTicket(api.client, other)).fields).toEqual({ [key]: 'Norte' });
});

test('what a field does not take is said at the field, here as there', async ({
  api,
  asClient: page,
  asAgent,
  axe,
}) => {
  const label = `Importe ${tail()}`;
  const { key } = await makeField(api.admin, { label, kind: 'number', forClients: true });
  keys.push(key);
  await openForm(page, '/tickets/new');
  await fillTicket(page);
  await page.getByLabel(label).fill('mucho');
  await page.getByRole('button', { name: 'Enviar ticket' }).click();
  await expect(page.getByLabel(label)).toBeFocused();
  await expect(page.getByLabel(label)).toHaveAccessibleDescription(/Escribe un número/);
  await expect(page.getByRole('alert').getByRole('link', { name: new RegExp(label) })).toBeVisible();
  await axe(page);
  await page.getByLabel(label).fill('1234,5');
  await page.getByRole('button', { name: 'Enviar ticket' }).click();
  await expect(page.getByText(/1\.?234,5/)).toBeVisible();
  const number = new URL(page.url()).pathname.split('/').at(-1);

  await asAgent.goto(`/desk/tickets/${number}?queue=all`);
  const value = beside(asAgent).getByRole('button', { name: `Cambiar ${label}` });
  await value.click();
  await beside(asAgent).getByLabel(label).fill('nada');
  await asAgent.keyboard.press('Enter');
  await expect(beside(asAgent).getByRole('alert')).toHaveText('Escribe un número, como 12,5');
  await asAgent.keyboard.press('Escape');
  await expect(value).toBeFocused();
  await expect(value).toContainText(/1\.?234,5/);
});

test('the desk’s own fields stand at the desk alone', async ({ api, asClient, asAgent, axe }) => {
  const label = `Margen ${tail()}`;
  const { key } = await makeField(api.admin, { label });
  keys.push(key);
  const ticket = await fileTicket(api.client);
  await change(api.agent, ticket, { fields: { [key]: 'muy poco' } });
  await asAgent.goto(`/desk/tickets/${ticket.number}?queue=all`);
  await expect(beside(asAgent).getByRole('button', { name: `Cambiar ${label}: muy poco` })).toBeVisible();
  const name = beside(asAgent).getByRole('term').filter({ hasText: label });
  await expect(name.getByRole('img', { name: 'Solo lo ve el equipo' })).toBeVisible();
  await axe(asAgent);
  await asClient.goto(`/tickets/${ticket.number}`);
  await expect(asClient.getByRole('heading', { name: leastTicket.title, level: 1 })).toBeVisible();
  expect(await asClient.content()).not.toMatch(new RegExp(`${label}|${key}|muy poco`));
  await asClient.goto('/tickets/new');
  expect(await asClient.content()).not.toContain(label);
});

test('fields are put in order by their menu and by the keyboard', async ({ api, asAdmin: page }) => {
  const [one, two] = [`Uno ${tail()}`, `Dos ${tail()}`];
  for (const label of [one, two]) keys.push((await makeField(api.admin, { label })).key);
  await page.goto('/settings/fields');
  const order = async () =>
    (await list(page).allInnerTexts()).map((text) => [one, two].find((label) => text.includes(label))).filter(Boolean);
  await expect.poll(order).toEqual([one, two]);
  await page.getByRole('button', { name: `Acciones de «${two}»` }).click();
  const moved = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
  await page.getByRole('menuitem', { name: 'Subir' }).click();
  await expect.poll(order).toEqual([two, one]);
  expect((await moved).status()).toBe(200);
  await page.reload();
  await expect.poll(order).toEqual([two, one]);
  // The page may not listen yet.
  await expect(async () => {
    await page.getByRole('button', { name: `Mover «${two}»` }).press('Space');
    await expect(page.getByText(`Tomaste «${two}».`)).toBeAttached({ timeout: 1_000 });
  }).toPass();
  // Nor is a key heard from the very moment in which it says that one is taken.
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(page.getByText(new RegExp(`«${two}» está en el lugar`))).toBeAttached({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press('Space');
  await expect.poll(order).toEqual([one, two]);
});

test('a field is archived, used again and deleted', async ({ api, asAdmin: page, axe }) => {
  const one = `Uno ${tail()}`;
  keys.push((await makeField(api.admin, { label: one })).key);
  await page.goto('/settings/fields');
  await page.getByRole('button', { name: `Acciones de «${one}»` }).click();
  await page.getByRole('menuitem', { name: 'Archivar' }).click();
  await expect(list(page).filter({ hasText: one })).toHaveCount(0);
  await axe(page);
  await page.getByRole('button', { name: `Volver a usar «${one}»` }).click();
  await expect(list(page).filter({ hasText: one })).toHaveCount(1);
  await page.getByRole('button', { name: `Acciones de «${one}»` }).click();
  await page.getByRole('menuitem', { name: 'Archivar' }).click();
  await page.getByRole('button', { name: `Eliminar «${one}»` }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Eliminar campo' }).click();
  await expect(page.getByText(`Campo «${one}» eliminado`)).toBeVisible();
  await expect(page.getByRole('main').getByText(one)).toHaveCount(0);
});
