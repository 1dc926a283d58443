import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { change, expectRefusal, fileTicket, ticketsPath } from '../support/tickets';

const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
const dialog = (page: Page) => page.getByRole('dialog');

async function choose(page: Page, name: string, act: string): Promise<void> {
  await page.getByRole('button', { name: `Acciones para ${name}` }).click();
  await page.getByRole('menuitem', { name: act }).click();
}

test('people are found by name and address, whatever the accents, and the search is in the address', async ({
  asAdmin: page,
  makePerson,
}) => {
  const tail = crypto.randomUUID().slice(0, 8);
  const person = await makePerson('agent', { name: `Íñigo Peñalver ${tail}` });
  await page.goto('/settings/people');
  const search = page.getByRole('searchbox', { name: 'Buscar por nombre o correo' });
  await search.fill(`inigo penalver ${tail}`);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/[?&]q=inigo/);
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(row(page, person.email)).toContainText('Agente');
  await page.getByRole('link', { name: 'Clientes' }).click();
  await expect(page).toHaveURL(/role=client/);
  await expect(page.getByRole('heading', { name: 'Nadie coincide' })).toBeVisible();
  await page.getByRole('link', { name: 'Todas' }).click();
  await expect(row(page, person.email)).toBeVisible();
  await page.goto(`/settings/people?q=${encodeURIComponent(person.email)}&role=agent`);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('link', { name: 'Quitar la búsqueda' }).click();
  await expect(page).toHaveURL('/settings/people?role=agent');
});

test('an admin makes an agent with a password that is generated and shown once, and the agent comes in with it', async ({
  asAdmin: page,
  browser,
  deskUrl,
}) => {
  const email = `nueva-${crypto.randomUUID()}@test.example`;
  await page.goto('/settings/people');
  await page.getByRole('button', { name: 'Crear cuenta' }).click();
  await dialog(page).getByRole('button', { name: 'Crear cuenta' }).click();
  await expect(dialog(page).getByLabel('Nombre')).toBeFocused();
  await dialog(page).getByLabel('Nombre').fill('Nieves Nueva');
  await dialog(page).getByLabel('Correo electrónico').fill(email);
  await expect(dialog(page).getByRole('radio', { name: 'Agente' })).toBeChecked();
  await dialog(page).getByRole('button', { name: 'Generar una' }).click();
  await dialog(page).getByRole('button', { name: 'Crear cuenta' }).click();
  const secret = page.getByLabel('Contraseña nueva');
  await expect(secret).toHaveText(/^(\w{5}-){3}\w{5}$/);
  const password = (await secret.textContent()) ?? '';

  const other = await browser.newContext({ baseURL: deskUrl });
  const theirs = await other.newPage();
  await theirs.goto('/sign-in');
  await theirs.getByLabel('Correo electrónico').fill(email);
  await theirs.getByLabel('Contraseña', { exact: true }).fill(password);
  await theirs.getByRole('button', { name: 'Iniciar sesión' }).click();
  await expect(theirs).toHaveURL(/\/desk/);
  await other.close();

  await page.getByRole('button', { name: 'Cerrar: ya lo guardé' }).click();
  await expect(secret).toHaveCount(0);
});

test('an address that is taken is said beside the address, and nothing typed is lost', async ({
  asAdmin: page,
  client,
}) => {
  await page.goto('/settings/people');
  await page.getByRole('button', { name: 'Crear cuenta' }).click();
  await dialog(page).getByLabel('Nombre').fill('Otra Persona');
  await dialog(page).getByLabel('Correo electrónico').fill(client.email);
  await dialog(page).getByRole('radio', { name: 'Cliente' }).check();
  await dialog(page).getByRole('button', { name: 'Crear cuenta' }).click();
  await expect(dialog(page).getByLabel('Correo electrónico')).toHaveAccessibleDescription(
    /Ese correo ya tiene una cuenta/,
  );
  await expect(dialog(page).getByLabel('Correo electrónico')).toBeFocused();
  await expect(dialog(page).getByLabel('Nombre')).toHaveValue('Otra Persona');
});

test('disabling asks first and takes effect at once; enabling lets them in again', async ({
  asAdmin: page,
  api,
  client,
}) => {
  await page.goto(`/settings/people?q=${encodeURIComponent(client.email)}`);
  await choose(page, client.name, 'Desactivar');
  const ask = page.getByRole('alertdialog');
  await expect(ask).toContainText(`¿Desactivar a ${client.name}?`);
  await ask.getByRole('button', { name: 'Cancelar' }).click();
  await expect(row(page, client.email)).toContainText('Activa');
  await choose(page, client.name, 'Desactivar');
  await ask.getByRole('button', { name: 'Desactivar cuenta' }).click();
  await expect(row(page, client.email)).toContainText('Desactivada');
  expectRefusal(await api.client.get(ticketsPath), 401, 'UNAUTHORIZED');
  await choose(page, client.name, 'Activar');
  await ask.getByRole('button', { name: 'Activar cuenta' }).click();
  await expect(row(page, client.email)).toContainText('Activa');
  expect((await api.client.get(ticketsPath)).status).toBe(200);
});

test('who has tickets stays an agent: the dialog says why and keeps what was chosen', async ({
  asAdmin: page,
  api,
  agent,
}) => {
  const ticket = await fileTicket(api.client);
  await change(api.agent, ticket, { assignedTo: 'me' });
  await page.goto(`/settings/people?q=${encodeURIComponent(agent.email)}`);
  await choose(page, agent.name, 'Editar nombre y rol');
  await dialog(page).getByRole('radio', { name: 'Cliente' }).check();
  await dialog(page).getByRole('button', { name: 'Guardar cambios' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('Esa persona tiene tickets asignados');
  await expect(dialog(page).getByRole('radio', { name: 'Cliente' })).toBeChecked();
  await dialog(page).getByRole('radio', { name: 'Administración' }).check();
  await dialog(page).getByLabel('Nombre').fill('Ahora Jefa');
  await dialog(page).getByRole('button', { name: 'Guardar cambios' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(row(page, agent.email)).toContainText('Administración');
  await expect(row(page, agent.email)).toContainText('Ahora Jefa');
});

test('that an admin must remain is said where it was asked', async ({ asAdmin: page, admin }) => {
  // Other tests make admins at the same time: the API’s answer to the last one is put in here. e2e/api/lone-desk.spec.ts has it for real.
  const body = { error: 'Tiene que quedar alguien', message: 'LAST_ADMIN', requestId: 'req_x' };
  await page.route('**/v2/users/**', (route) => route.fulfill({ status: 409, json: body }));
  await page.goto(`/settings/people?q=${encodeURIComponent(admin.email)}`);
  await choose(page, admin.name, 'Desactivar');
  const ask = page.getByRole('alertdialog');
  await ask.getByRole('button', { name: 'Desactivar cuenta' }).click();
  await expect(ask.getByRole('alert')).toHaveText('Tiene que quedar al menos una persona con el rol de administración');
  await ask.getByRole('button', { name: 'Cancelar' }).click();
  await choose(page, admin.name, 'Desactivar');
  await expect(ask.getByRole('alert')).toHaveText('');
});

test('a password that an admin writes is not shown again; one that is generated is, once', async ({
  asAdmin: page,
  client,
}) => {
  await page.goto(`/settings/people?q=${encodeURIComponent(client.email)}`);
  await choose(page, client.name, 'Poner contraseña');
  await dialog(page).getByLabel('Contraseña nueva').fill('corta');
  await dialog(page).getByRole('button', { name: 'Poner contraseña' }).click();
  await expect(dialog(page).getByLabel('Contraseña nueva')).toHaveAccessibleDescription(/al menos 10 caracteres/);
  await dialog(page).getByLabel('Contraseña nueva').fill('una clave escrita a mano');
  await dialog(page).getByRole('button', { name: 'Poner contraseña' }).click();
  await expect(page.getByText(`${client.name} tiene contraseña nueva`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copiar contraseña' })).toHaveCount(0);
  await choose(page, client.name, 'Poner contraseña');
  await dialog(page).getByRole('button', { name: 'Generar una' }).click();
  await dialog(page).getByRole('button', { name: 'Poner contraseña' }).click();
  await expect(page.getByRole('button', { name: 'Copiar contraseña' })).toBeVisible();
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`dialogs are accessible and fit, ${viewport.width} wide`, async ({ pageOf, admin, axe }) => {
    test.slow();
    const open = '[role=dialog], [role=alertdialog]';
    const page = await pageOf(admin, { viewport });
    await page.goto(`/settings/people?q=${encodeURIComponent(admin.email)}`);
    await page.getByRole('button', { name: 'Crear cuenta' }).click();
    await dialog(page).getByRole('button', { name: 'Crear cuenta' }).click();
    await axe(page, 'both', open);
    await page.keyboard.press('Escape');
    for (const act of ['Editar nombre y rol', 'Poner contraseña', 'Desactivar']) {
      await page.getByRole('button', { name: `Acciones para ${admin.name}` }).click();
      await page.getByRole('menuitem', { name: act }).click();
      await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toBeVisible();
      await axe(page, 'both', open);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toHaveCount(0);
    }
    await page.goto('/settings/tokens');
    await page.getByRole('button', { name: 'Crear token' }).click();
    await dialog(page).getByLabel('Nombre').fill('x'.repeat(100));
    await dialog(page).getByRole('button', { name: 'Crear token' }).click();
    await expect(page.getByLabel('Token nuevo')).toBeVisible();
    await axe(page, 'both');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
}
