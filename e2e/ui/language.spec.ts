import { expect, test } from '../fixtures';
import { openForm } from '../support/portal';

test('another language changes the words and nothing else: what was typed stays, and where one is', async ({
  page,
}) => {
  await openForm(page, '/sign-in');
  await page.getByLabel('Correo electrónico').fill('mariana@cotejo.example');
  const toggle = page.getByRole('button', { name: /Cambiar a inglés|Switch to Spanish/ });
  await toggle.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome back');
  await expect(page.getByLabel('Email')).toHaveValue('mariana@cotejo.example');
  await expect(toggle).toBeFocused();
});

test('a token that is shown once stays, though the language was changed in another tab', async ({
  asClient: page,
  deskUrl,
}) => {
  await page.goto('/settings/tokens');
  await page.getByRole('button', { name: 'Crear token' }).click();
  await page.getByRole('dialog').getByLabel('Nombre').fill('Sistema de pedidos');
  await page.context().addCookies([{ name: 'hilo_locale', value: 'en', url: deskUrl }]);
  await page.getByRole('dialog').getByRole('button', { name: 'Crear token' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('API tokens');
  await expect(page.getByLabel('New token')).toHaveText(/^hilo_/);
});
