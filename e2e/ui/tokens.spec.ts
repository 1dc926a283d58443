import type { Page } from '@playwright/test';
import { pool } from '@/lib/platform/db';
import { expect, test } from '../fixtures';
import { expectRefusal, leastTicket, ticketsPath } from '../support/tickets';

const dialog = (page: Page) => page.getByRole('dialog');
const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
const box = (page: Page, name: string) => dialog(page).getByRole('checkbox', { name, exact: true });
const everything = 'Todo lo que tú puedes hacer';
const some = ['Leer tickets', 'Escribir tickets', 'Webhooks', 'Exportar'];

async function openDialog(page: Page): Promise<void> {
  await page.goto('/settings/tokens');
  await page.getByRole('button', { name: 'Crear token' }).click();
  await expect(dialog(page)).toBeVisible();
}

/** The token that the page shows, after its dialog made it. */
async function make(page: Page): Promise<string> {
  await dialog(page).getByRole('button', { name: 'Crear token' }).click();
  const secret = page.getByLabel('Token nuevo');
  await expect(secret).toHaveText(/^hilo_/);
  return (await secret.textContent()) ?? '';
}

test('a token may do everything unless something is taken from it, by keyboard too', async ({
  asClient: page,
  api,
}) => {
  await openDialog(page);
  for (const name of [everything, ...some]) await expect(box(page, name)).toBeChecked();
  await expect(box(page, everything)).toHaveAccessibleDescription(/Incluye la cuenta/);
  await dialog(page).getByLabel('Nombre').fill('Lector');
  await page.keyboard.press('Tab');
  await expect(box(page, everything)).toBeFocused();
  await page.keyboard.press('Space');
  for (const name of some) await expect(box(page, name)).not.toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(box(page, 'Leer tickets')).toBeChecked();
  await expect(box(page, everything)).toBeChecked({ indeterminate: true });
  await page.keyboard.press('Enter');
  await expect(row(page, 'Lector')).toContainText('Leer tickets');
  const reader = api.as((await page.getByLabel('Token nuevo').textContent()) ?? '');
  expect((await reader.get(ticketsPath)).status).toBe(200);
  expectRefusal(await reader.post(ticketsPath, leastTicket), 403, 'FORBIDDEN');
  // Its first call is one that it may make.
  await expect(page.getByRole('region', { name: 'Ejemplo de llamada' })).toContainText('?limit=5');
});

test('all four by hand are everything again; none is refused before anything is sent', async ({ asClient: page }) => {
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await openDialog(page);
  await dialog(page).getByLabel('Nombre').fill('Nada');
  await box(page, everything).uncheck();
  await dialog(page).getByRole('button', { name: 'Crear token' }).click();
  const group = dialog(page).getByRole('group', { name: 'Permisos' });
  await expect(group).toHaveAccessibleDescription('Elige al menos un permiso');
  await expect(box(page, everything)).toBeFocused();
  expect(sent).toEqual([]);
  for (const name of some) await box(page, name).check();
  await expect(box(page, everything)).toBeChecked();
  await expect(group).not.toHaveAccessibleDescription(/Elige/);
  await make(page);
  await expect(row(page, 'Nada')).toContainText('Todo');
});

test('an admin makes an integration, warned of what it may do, with a limit of its own', async ({
  asAdmin: page,
  api,
}) => {
  await openDialog(page);
  await dialog(page).getByLabel('Nombre').fill('CRM de ventas');
  const integration = dialog(page).getByRole('checkbox', { name: 'Abre tickets para cualquier cliente' });
  await expect(integration).not.toBeChecked();
  await expect(dialog(page).getByText('Guárdalo solo en un servidor')).toHaveCount(0);
  await integration.check();
  await expect(dialog(page).getByText('Guárdalo solo en un servidor')).toBeVisible();
  const limit = dialog(page).getByLabel('Límite por minuto');
  await expect(limit).toHaveAccessibleDescription('Si se deja vacío, el del sistema: 1.000.000 peticiones.');
  for (const wrong of ['0', 'muchas', '1.5', '-3']) {
    await limit.fill(wrong);
    await dialog(page).getByRole('button', { name: 'Crear token' }).click();
    await expect(limit).toHaveAccessibleDescription(/debe ser un número del 1 al 1\.000\.000/);
    await expect(limit).toBeFocused();
  }
  await limit.fill('30');
  const crm = api.as(await make(page));
  await expect(row(page, 'CRM de ventas')).toContainText('Integración · Todo · 30 por minuto');
  const example = page.getByRole('region', { name: 'Ejemplo de llamada' });
  await expect(example).toContainText('"email": "laura@example.com"');
  const filed = await crm.post(ticketsPath, {
    ...leastTicket,
    client: { email: `${crypto.randomUUID()}@test.example` },
  });
  expect([filed.status, filed.headers.get('x-ratelimit-limit')]).toEqual([201, '30']);
});

test('the permissions speak of whom the token acts as; what only admins choose is shown to them alone', async ({
  asAdmin,
  asAgent,
  client,
}) => {
  await openDialog(asAdmin);
  const owner = dialog(asAdmin).getByLabel('Actúa como');
  await owner.selectOption({ label: `${client.name} · ${client.email}` });
  await expect(box(asAdmin, `Todo lo que ${client.name} puede hacer`)).toBeChecked();
  await openDialog(asAgent);
  await expect(dialog(asAgent).getByRole('checkbox')).toHaveCount(5);
  for (const label of ['Actúa como', 'Límite por minuto'])
    await expect(dialog(asAgent).getByLabel(label)).toHaveCount(0);
});

test('the list says when a token was last used, and from where', async ({ asClient: page, client, api }) => {
  expect((await api.as(client).get(ticketsPath)).status).toBe(200);
  await pool.query("UPDATE access_tokens SET last_used_from = '2001:db8::7' WHERE user_id = $1", [client.userId]);
  await page.goto('/settings/tokens');
  await expect(row(page, 'prueba')).toContainText(/ahora\s*2001:db8::7/);
});

test('that a token ends soon is said wherever its owner is, until it is revoked', async ({
  asClient: page,
  client,
  api,
}) => {
  await api.client.post('/v2/tokens', { name: 'Caja', expiresInDays: 30 });
  await page.goto('/tickets');
  const menu = page.getByRole('button', { name: /^Cuenta de/ });
  await expect(menu).not.toHaveAccessibleName(/caduca/);
  await pool.query(
    "UPDATE access_tokens SET expires_at = now() + interval '4 days' WHERE user_id = $1 AND name = 'Caja'",
    [client.userId],
  );
  await page.reload();
  await expect(menu).toHaveAccessibleName(/Un token caduca pronto/);
  await menu.click();
  await page.getByRole('menuitem', { name: 'Un token caduca pronto' }).click();
  await expect(page).toHaveURL('/settings/tokens');
  const notice = page.getByRole('heading', { name: '«Caja» caduca en 4 días' });
  await expect(notice).toBeVisible();
  await page.getByRole('navigation', { name: 'Ajustes' }).getByRole('link', { name: 'Perfil' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Perfil');
  await expect(notice).toBeVisible();
  await page.getByRole('link', { name: 'Ver los tokens' }).click();
  await page.getByRole('button', { name: 'Revocar Caja' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revocar token' }).click();
  await expect(page.getByText('Se revocó «Caja»')).toBeVisible();
  await expect(notice).toHaveCount(0);
  await page.goto('/tickets');
  await expect(menu).not.toHaveAccessibleName(/caduca/);
});

test('several that end soon are told as one, the first by name; of others’, admins hear of integrations', async ({
  asAdmin: page,
  agent,
  api,
}) => {
  const own = (await api.agent.post(ticketsPath, leastTicket)).body.data.client;
  for (const name of ['Suyo', 'Robot']) await api.admin.post('/v2/tokens', { name, user: own, expiresInDays: 3 });
  await pool.query("UPDATE access_tokens SET is_integration = true WHERE user_id = $1 AND name = 'Robot'", [
    agent.userId,
  ]);
  await api.admin.post('/v2/tokens', { name: 'Propio', expiresInDays: 1 });
  await page.goto('/settings/profile');
  await expect(page.getByRole('heading', { name: /^\d+ tokens caducan pronto: el primero, «/ })).toBeVisible();
});

for (const [where, options, create] of [
  ['on a phone', { viewport: { width: 390, height: 844 }, hasTouch: true }, 'Crear token'],
  ['in English', { locale: 'en-US', viewport: { width: 1280, height: 900 } }, 'Create token'],
] as const) {
  test(`the list and the form, with all that can be wrong in it, are accessible ${where}`, async ({
    pageOf,
    admin,
    axe,
  }) => {
    // An admin sees the tokens and people of all tests: axe has hundreds of rows to look at.
    test.setTimeout(120_000);
    const page = await pageOf(admin, options);
    await page.goto('/settings/tokens');
    await axe(page, 'both');
    await page.getByRole('button', { name: create }).click();
    await dialog(page).getByRole('checkbox').nth(5).check();
    await dialog(page).getByRole('checkbox').first().uncheck();
    await dialog(page).getByRole('button', { name: create }).click();
    await expect(dialog(page).getByRole('group')).toHaveAccessibleDescription(/permiso|permission/);
    await axe(page, 'both', '[role=dialog]');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
