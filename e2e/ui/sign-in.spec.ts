import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { openForm } from '../support/portal';
import { fileTicket } from '../support/tickets';

const password = 'una clave bastante larga';

const email = (page: Page) => page.getByLabel('Correo electrónico');
const secret = (page: Page) => page.getByLabel('Contraseña');
// Inside the page: Next announces new pages in an alert of its own.
const problem = (page: Page) => page.getByRole('main').getByRole('alert');

async function enter(page: Page, address: string, word: string): Promise<void> {
  await email(page).fill(address);
  await secret(page).fill(word);
  await page.getByRole('button', { name: 'Iniciar sesión' }).click();
}

test('a wrong password and an unknown address get one and the same answer, which keeps the address', async ({
  page,
  makePerson,
}) => {
  const client = await makePerson('client', { password });
  await openForm(page, '/sign-in');
  for (const address of [client.email, `nadie-${client.email}`]) {
    await enter(page, address, 'no es esta');
    await expect(problem(page)).toHaveText('El correo o la contraseña no coincidenRevisa los dos y vuelve a probar.');
    await expect(email(page)).toHaveValue(address);
    await expect(secret(page)).toBeFocused();
  }
  await enter(page, client.email.toUpperCase(), password);
  await expect(page).toHaveURL('/tickets');
});

test('after ten failures the page says when to try again, even with the right password', async ({
  page,
  makePerson,
}) => {
  test.slow();
  const client = await makePerson('client', { password });
  await openForm(page, '/sign-in');
  for (let attempt = 1; attempt <= 10; attempt++) {
    const answered = page.waitForResponse(/callback\/credentials/);
    await enter(page, client.email, `intento ${attempt}`);
    await answered;
    await expect(page.getByRole('button', { name: 'Iniciar sesión' })).not.toHaveAttribute('aria-disabled');
  }
  await enter(page, client.email, password);
  await expect(problem(page)).toHaveText(/Demasiados intentos seguidosPodrás volver a probar en 1[0-5] minutos\./);
  await expect(email(page)).toHaveValue(client.email);
});

test('the keyboard alone signs in, and the eye shows what was typed', async ({ page, makePerson, axe }) => {
  const client = await makePerson('client', { password });
  await openForm(page, '/sign-in');
  await email(page).focus();
  await page.keyboard.type(client.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Ocultar contraseña' })).toBeFocused();
  await expect(secret(page)).toHaveAttribute('type', 'text');
  await axe(page);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/tickets');
});

for (const elsewhere of [
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/.//evil.example',
  '/sign-in',
]) {
  test(`signing in never leads to ${elsewhere}`, async ({ page, makePerson }) => {
    const client = await makePerson('client', { password });
    await openForm(page, `/sign-in?callbackUrl=${encodeURIComponent(elsewhere)}`);
    await enter(page, client.email, password);
    await expect(page).toHaveURL('/tickets');
  });
}

test('whoever is signed in already goes on to where they wanted to be', async ({ asClient, asAgent }) => {
  await asClient.goto('/sign-in?callbackUrl=%2Ftickets%2Fnew');
  await expect(asClient).toHaveURL('/tickets/new');
  await asClient.goto('/register');
  await expect(asClient).toHaveURL('/tickets');
  await asAgent.goto('/');
  await expect(asAgent).toHaveURL(/\/desk$/);
});

test('nobody enters with one click where there is no demo', async ({ page }) => {
  await openForm(page, '/sign-in');
  await expect(page.getByText('Instalación de prueba')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Entrar como/ })).toHaveCount(0);
});

test('a client registers and is in at once, before an empty list that shows the way', async ({ page, axe }) => {
  await openForm(page, '/sign-in?callbackUrl=%2Ftickets');
  await page.getByRole('link', { name: 'Crea tu cuenta' }).click();
  await expect(page.locator('form[data-ready]')).toBeVisible();
  await page.getByRole('button', { name: 'Crear cuenta' }).click();
  await expect(page.getByLabel('Nombre')).toBeFocused();
  await expect(problem(page)).toContainText('El nombre es requerido');
  await axe(page);
  await page.getByLabel('Nombre').fill('Carla Nueva');
  await email(page).fill(`carla-${Date.now()}@example.com`);
  await secret(page).fill('corta');
  await page.getByRole('button', { name: 'Crear cuenta' }).click();
  await expect(secret(page)).toBeFocused();
  await expect(secret(page)).toHaveAccessibleDescription(/al menos 10 caracteres/);
  await secret(page).fill(password);
  await page.getByRole('button', { name: 'Crear cuenta' }).click();
  await expect(page).toHaveURL('/tickets');
  await expect(page.getByRole('button', { name: 'Cuenta de Carla Nueva' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Aún no has abierto ningún ticket' })).toBeVisible();
  await axe(page);
  await page.getByRole('main').getByRole('link', { name: 'Nuevo ticket' }).click();
  await expect(page).toHaveURL('/tickets/new');
});

test('an address that the desk knows already is explained, and opens nothing of its owner’s', async ({
  page,
  api,
  client,
}) => {
  const ticket = await fileTicket(api.client, { title: 'Solo de su dueña' });
  await openForm(page, `/register?callbackUrl=%2Ftickets%2F${ticket.number}`);
  await page.getByLabel('Nombre').fill('Otra Persona');
  await email(page).fill(client.email);
  await secret(page).fill(password);
  await page.getByRole('button', { name: 'Crear cuenta' }).click();
  await expect(problem(page)).toContainText('Ese correo ya tiene una cuenta');
  await expect(problem(page)).toContainText('pide a nuestro equipo');
  await problem(page).getByRole('link', { name: 'Inicia sesión' }).click();
  await expect(page).toHaveURL(`/sign-in?callbackUrl=%2Ftickets%2F${ticket.number}`);
  await enter(page, client.email, password);
  await expect(problem(page)).toContainText('no coinciden');
});

test('without the server the page says so and keeps the address', async ({ page, noConsoleErrors }) => {
  noConsoleErrors.allow(/ERR_FAILED|CLIENT_FETCH_ERROR|Failed to fetch/);
  await openForm(page, '/sign-in');
  await page.route('**/api/auth/**', (route) => route.abort());
  await enter(page, 'alguien@example.com', password);
  await expect(problem(page)).toContainText('No llegamos al servidor');
  await expect(email(page)).toHaveValue('alguien@example.com');
});

test('signing out ends the session on the server too', async ({ asClient: page }) => {
  await page.goto('/tickets');
  const cookies = await page.context().cookies();
  await page.getByRole('button', { name: /^Cuenta de/ }).click();
  await page.getByRole('menuitem', { name: 'Cerrar sesión' }).click();
  await expect(page).toHaveURL('/sign-in');
  await page.context().addCookies(cookies);
  await page.goto('/tickets');
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Ftickets$/);
});

test('the door speaks English to whoever reads English', async ({ browser, deskUrl }) => {
  const context = await browser.newContext({ locale: 'en-GB', baseURL: deskUrl });
  const page = await context.newPage();
  await openForm(page, '/sign-in');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome back');
  await expect(page.getByLabel('Email address')).toBeVisible();
  await page.getByRole('button', { name: /Switch to Spanish/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hola de nuevo');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hola de nuevo');
  await context.close();
});
