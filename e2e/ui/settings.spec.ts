import type { Page } from '@playwright/test';
import { pool } from '@/lib/platform/db';
import { expect, test } from '../fixtures';
import { expectRefusal, ticketsPath } from '../support/tickets';

const password = 'una clave bastante larga';
const rail = (page: Page) => page.getByRole('navigation', { name: 'Ajustes' });
const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
const dialog = (page: Page) => page.getByRole('dialog');

test('a client comes to their settings by their own menu, and back to their tickets', async ({ asClient: page }) => {
  await page.goto('/tickets');
  await page.getByRole('button', { name: /^Cuenta de/ }).click();
  await page.getByRole('menuitem', { name: 'Ajustes' }).click();
  await expect(page).toHaveURL('/settings/profile');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Perfil');
  await expect(rail(page).getByRole('link')).toHaveText([
    /./,
    'Volver a mis tickets',
    'Perfil',
    'Tokens de API',
    'Webhooks',
  ]);
  await expect(rail(page).getByRole('link', { name: 'Perfil' })).toHaveAttribute('aria-current', 'page');
  await rail(page).getByRole('link', { name: 'Tokens de API' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tokens de API');
  await expect(rail(page).getByRole('link', { name: 'Tokens de API' })).toHaveAttribute('aria-current', 'page');
  await rail(page).getByRole('link', { name: 'Volver a mis tickets' }).click();
  await expect(page).toHaveURL('/tickets');
});

test('the rail has what each role may run, and the desk is staff’s way back', async ({ asAgent, asAdmin }) => {
  await asAgent.goto('/settings');
  await expect(asAgent).toHaveURL('/settings/profile');
  await expect(rail(asAgent).getByRole('link')).toHaveText([
    /./,
    'Volver a la mesa',
    'Perfil',
    'Avisos',
    'Macros',
    'Tokens de API',
    'Webhooks',
  ]);
  expect((await asAgent.goto('/settings/people'))?.status()).toBe(404);
  await asAdmin.goto('/settings');
  await expect(rail(asAdmin).getByRole('link', { name: 'Personas y roles' })).toBeVisible();
});

test('a new name stands at once where names stand', async ({ asClient: page }) => {
  await page.goto('/settings/profile');
  await page.getByLabel('Nombre').fill('');
  await page.getByRole('button', { name: 'Guardar nombre' }).click();
  await expect(page.getByLabel('Nombre')).toBeFocused();
  await expect(page.getByLabel('Nombre')).toHaveAccessibleDescription(/El nombre es requerido/);
  await page.getByLabel('Nombre').fill('Nombre Recién Puesto');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Guardamos tu nombre')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cuenta de Nombre Recién Puesto' })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Nombre')).toHaveValue('Nombre Recién Puesto');
});

test('a password changes with the present one, and the other sessions end', async ({ makePerson, pageOf, api }) => {
  const person = await makePerson('client', { password });
  const [page, elsewhere] = [await pageOf(person), await api.asBrowserOf(person)];
  await page.goto('/settings/profile');
  const [present, fresh] = [page.getByLabel('Contraseña actual'), page.getByLabel('Contraseña nueva')];
  const save = page.getByRole('button', { name: 'Cambiar contraseña' });
  await present.fill('no es esta');
  await fresh.fill('corta');
  await save.click();
  await expect(fresh).toHaveAccessibleDescription(/al menos 10 caracteres/);
  await fresh.fill('otra clave bastante larga');
  await save.click();
  await expect(present).toHaveAccessibleDescription('La contraseña actual no coincide');
  await expect(present).toBeFocused();
  await expect(fresh).toHaveValue('otra clave bastante larga');
  await present.fill(password);
  await save.click();
  await expect(page.getByText('Cambiamos tu contraseña y cerramos tus otras sesiones')).toBeVisible();
  await expect(present).toHaveValue('');
  expectRefusal(await elsewhere.get(ticketsPath), 401, 'UNAUTHORIZED');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Perfil');
});

test('theme and language are chosen here and stay', async ({ asClient: page }) => {
  await page.goto('/settings/profile');
  await page.getByRole('radio', { name: 'Oscuro' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('radio', { name: 'English' }).check();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Profile');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'English' })).toBeChecked();
});

test('a token is made by keyboard alone, shown once, and works', async ({ asClient: page, api }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/settings/tokens');
  await page.getByRole('button', { name: 'Crear token' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByLabel('Caducidad')).toHaveValue('90');
  await expect(dialog(page).getByLabel('Actúa como')).toHaveCount(0);
  await dialog(page).getByLabel('Nombre').focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByLabel('Nombre')).toHaveAccessibleDescription('El nombre es requerido');
  await page.keyboard.type('Formulario de la web');
  await page.keyboard.press('Enter');
  const token = page.getByLabel('Token nuevo');
  await expect(token).toHaveText(/^hilo_[\w-]{27,}$/);
  await expect(dialog(page)).toHaveCount(0);
  await expect(row(page, 'Formulario de la web')).toContainText('en 90 días');
  const secret = (await token.textContent()) ?? '';
  expect((await api.as(secret).get(ticketsPath)).status).toBe(200);
  await page.getByRole('button', { name: 'Copiar token' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await page.getByRole('button', { name: 'Cerrar: ya lo guardé' }).click();
  await expect(token).toHaveCount(0);
  await page.reload();
  await expect(row(page, 'Formulario de la web')).toContainText(secret.slice(0, 9));
  expect(await page.content()).not.toContain(secret);
});

test('an admin’s token acts as whom they choose', async ({ asAdmin: page, api, client }) => {
  await page.goto('/settings/tokens');
  await page.getByRole('button', { name: 'Crear token' }).click();
  await dialog(page).getByLabel('Nombre').fill('Pasarela de altas');
  await dialog(page)
    .getByLabel('Actúa como')
    .selectOption({ label: `${client.name} · ${client.email}` });
  await dialog(page).getByLabel('Caducidad').selectOption('No caduca');
  await dialog(page).getByRole('button', { name: 'Crear token' }).click();
  const secret = (await page.getByLabel('Token nuevo').textContent()) ?? '';
  const made = page.getByRole('row').filter({ hasText: secret.slice(0, 9) });
  await expect(made).toContainText(`${client.name} · Cliente`);
  await expect(made).toContainText('no caduca');
  const filed = await api
    .as(secret)
    .post(ticketsPath, { title: 'x', description: 'y', priority: 'low', category: 'general' });
  expect((await api.client.get(`${ticketsPath}/${filed.body.data._id}`)).status).toBe(200);
});

test('what expires soon is said, and what opens nothing any more is grey and has no act left', async ({
  asClient: page,
  api,
  client,
}) => {
  for (const name of ['casi', 'vencido', 'anulado']) await api.client.post('/v2/tokens', { name, expiresInDays: 30 });
  const set = (name: string, what: string) =>
    pool.query(`UPDATE access_tokens SET ${what} WHERE user_id = $1 AND name = $2`, [client.userId, name]);
  await set('casi', "expires_at = now() + interval '3 days 1 hour'");
  await set('vencido', "expires_at = now() - interval '1 hour'");
  await set('anulado', 'revoked_at = now()');
  await page.goto('/settings/tokens');
  await expect(row(page, 'casi')).toContainText(/Caduca pronto: en [34] días/);
  await expect(row(page, 'vencido')).toContainText('Caducó · hace 1 h');
  await expect(row(page, 'anulado')).toContainText('Revocado · ahora');
  await expect(page.getByRole('button', { name: 'Revocar casi' })).toBeVisible();
  for (const name of ['vencido', 'anulado']) await expect(row(page, name).getByRole('button')).toHaveCount(0);
});

test('revoking asks first, survives a lost line, and then works at once', async ({
  asClient: page,
  api,
  client,
  noConsoleErrors,
}) => {
  noConsoleErrors.allow(/net::ERR_FAILED/);
  await page.goto('/settings/tokens');
  const revoke = page.getByRole('button', { name: 'Revocar prueba' });
  const ask = page.getByRole('alertdialog');
  await revoke.click();
  await page.keyboard.press('Escape');
  await expect(ask).toHaveCount(0);
  await expect(revoke).toBeFocused();
  await page.route('**/v2/tokens/**', (route) => route.abort());
  await revoke.click();
  await ask.getByRole('button', { name: 'Revocar token' }).click();
  await expect(ask.getByRole('alert')).toHaveText(/No llegamos al servidor/);
  expect((await api.as(client).get(ticketsPath)).status).toBe(200);
  await page.unroute('**/v2/tokens/**');
  await ask.getByRole('button', { name: 'Revocar token' }).click();
  await expect(page.getByText('Se revocó «prueba»')).toBeVisible();
  await expect(row(page, 'prueba')).toContainText('Revocado');
  expectRefusal(await api.as(client).get(ticketsPath), 401, 'UNAUTHORIZED');
});

test('without tokens the page says what they are for, and how to call with one', async ({
  asClient: page,
  client,
  deskUrl,
}) => {
  await pool.query('DELETE FROM access_tokens WHERE user_id = $1', [client.userId]);
  await page.goto('/settings/tokens');
  await expect(page.getByRole('heading', { name: 'Todavía no hay tokens' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Crear token' })).toHaveCount(1);
  await expect(page.getByRole('region', { name: 'Ejemplo de llamada' })).toContainText(
    `curl ${deskUrl}/v2/support-tickets`,
  );
});
