import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { open } from '../support/desk-page';
import { fileTicket, readTicket } from '../support/tickets';

test.use({ viewport: { width: 1440, height: 900 } });

/** Whatever was open has gone, and the focus is back where it was. */
async function closed(page: Page): Promise<void> {
  await expect(page.locator(':is([role=dialog], [role=menu])')).toHaveCount(0);
}

const palette = (page: Page) => page.getByRole('dialog', { name: 'Buscar y actuar' });

test('the palette finds tickets, clients, acts and places, without accents', async ({
  api,
  client,
  asAgent: page,
  axe,
}) => {
  const word = `Albaricoque${crypto.randomUUID().slice(0, 6)}`;
  const found = await fileTicket(api.client, { title: `Facturación de ${word}` });
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  await page.keyboard.press('Control+k');
  const field = palette(page).getByRole('combobox');
  await expect(field).toBeFocused();
  await axe(page);
  await expect(palette(page).getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.type('asig');
  await expect(palette(page).getByRole('option').first()).toHaveText(/^Asignar a otra persona/);
  await expect(palette(page).locator('mark').first()).toHaveText('Asig');
  await field.fill(`facturacion ${word.slice(0, 14).toLowerCase()}`);
  await expect(palette(page).getByRole('option', { name: new RegExp(word) })).toBeVisible();
  await axe(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/desk/tickets/${found.number}`));

  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await page.keyboard.type(client.email);
  await expect(palette(page).getByRole('option', { name: new RegExp(client.email) })).toBeVisible();
  await field.fill(`#${ticket.number}`);
  await expect(palette(page).getByRole('option', { name: new RegExp(`#${ticket.number}`) })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/desk/tickets/${ticket.number}`));

  await page.keyboard.press('Control+k');
  await expect(palette(page).getByRole('option', { name: new RegExp(word) })).toBeVisible();
  await field.fill('sin asignar');
  await palette(page)
    .getByRole('option', { name: /^Sin asignar/ })
    .click();
  await expect(page).toHaveURL(/queue=unassigned/);
  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('zzzzqqqq');
  await expect(palette(page)).toContainText('Nada se parece a «zzzzqqqq»');
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
});

test('the key after R or N is for the text already, even in the same moment', async ({ api, asAgent: page }) => {
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  for (const key of ['n', 'r']) {
    const hasFocus = await page.evaluate((pressed) => {
      document.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }));
      return document.activeElement?.matches('textarea[data-composer]');
    }, key);
    expect(hasFocus, key).toBe(true);
    await page.keyboard.press('Escape');
    await expect(page.locator('textarea[data-composer]')).not.toBeFocused();
  }
  await expect(page.getByRole('heading', { name: ticket.title, level: 2 })).toBeVisible();
});

test('an act with steps: to whom, with Backspace back', async ({ api, makePerson, asAgent: page, axe }) => {
  const colleague = await makePerson('agent', { name: `Úrsula ${crypto.randomUUID().slice(0, 6)}` });
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  await page.keyboard.press('Control+k');
  await expect(palette(page).getByRole('combobox')).toBeFocused();
  await page.keyboard.type('asignar a otra');
  await page.keyboard.press('Enter');
  await expect(palette(page).getByText(`Asignar #${ticket.number} a`)).toBeVisible();
  await axe(page);
  await page.keyboard.press('Backspace');
  await expect(palette(page).getByRole('option', { name: 'Copiar el enlace' })).toBeVisible();
  await page.keyboard.type('asignar a otra');
  await page.keyboard.press('Enter');
  await page.keyboard.type(colleague.name.toLowerCase().replace('ú', 'u'));
  await expect(palette(page).getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeHidden();
  await expect.poll(async () => (await readTicket(api.agent, ticket)).assignedTo).not.toBeNull();
});

test('single keys act, and not while typing, in dialogs, with modifiers, or turned off', async ({
  api,
  asAgent: page,
  axe,
}) => {
  test.setTimeout(60_000);
  const ticket = await fileTicket(api.client, { priority: 'medium' });
  await open(page, ticket.number);
  await page.keyboard.press('Control+i');
  await page.keyboard.press('i');
  await expect.poll(async () => (await readTicket(api.agent, ticket)).assignedTo).not.toBeNull();
  await page.keyboard.press('p');
  await expect(page.getByRole('menuitemradio', { name: 'Urgente' })).toBeVisible();
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await closed(page);
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog', { name: /Resolver/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await closed(page);
  await page.keyboard.press('r');
  const area = page.locator('textarea[data-composer]');
  await expect(area).toBeFocused();
  await page.keyboard.type('risa');
  await expect(area).toHaveValue('risa');
  await page.keyboard.press('Escape');
  await page.keyboard.press('#');
  await expect(palette(page).getByRole('combobox')).toHaveValue('#');
  await page.keyboard.press('Escape');
  await closed(page);
  await page.keyboard.press('g');
  await page.keyboard.press('u');
  await expect(page).toHaveURL(/queue=unassigned/);

  // The sheet: other keys, none, and off.
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Atajos de teclado' });
  await expect(sheet).toBeVisible();
  await axe(page);
  await sheet.getByRole('button', { name: 'Cambiar teclas' }).click();
  await axe(page);
  await sheet.getByRole('button', { name: 'Cambiar la tecla de «Nota interna», ahora N' }).press('Enter');
  await page.keyboard.press('r');
  await expect(sheet.getByText('«Nota interna» es ahora R, y «Responder» se quedó sin tecla.')).toBeVisible();
  await sheet.getByRole('button', { name: 'Cambiar la tecla de «Resolver…», ahora E' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeVisible();
  await sheet.getByRole('button', { name: 'Quitar la tecla de «Resolver…»' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('r');
  await expect(page.getByRole('tab', { name: 'Nota interna' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await sheet.getByRole('switch').press('Space');
  await page.keyboard.press('Escape');
  await closed(page);
  await page.reload();
  await expect(page.getByRole('heading', { name: ticket.title, level: 2 })).toBeVisible();
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeVisible();
  await expect(sheet).toHaveCount(0);

  await page.goto('/settings/profile');
  const profile = page.getByRole('switch', { name: 'Usar atajos de una sola tecla' });
  await expect(profile).not.toBeChecked();
  await profile.click();
  await axe(page);
  await open(page, ticket.number);
  await page.keyboard.press('?');
  await expect(sheet).toBeVisible();
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`the palette on a phone, ${colorScheme}`, async ({ api, agent, pageOf, axe }) => {
    await fileTicket(api.client);
    const page = await pageOf(agent, { viewport: { width: 320, height: 640 }, colorScheme, hasTouch: true });
    await page.goto('/desk?queue=all');
    await page.getByRole('button', { name: 'Buscar', exact: true }).click();
    await expect(palette(page).getByRole('option').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await axe(page);
  });
}
