import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { fillTicket, openForm } from '../support/portal';
import { leastTicket, listNumbers } from '../support/tickets';

const send = (page: Page) => page.getByRole('button', { name: 'Enviar ticket' });

/** How many tickets the page has sent so far, and under which keys. */
function watchSends(page: Page): { keys: (string | undefined)[] } {
  const sends: { keys: (string | undefined)[] } = { keys: [] };
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/v2/'))
      sends.keys.push(request.headers()['idempotency-key']);
  });
  return sends;
}

test('what is missing is said beside each field and above them, and the first takes the focus', async ({
  asClient: page,
  axe,
}) => {
  await openForm(page, '/tickets/new');
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  await send(page).click();
  await expect(page.getByLabel('Título')).toBeFocused();
  await expect(page.getByLabel('Título')).toHaveAccessibleDescription(
    'El título es requerido. Resume el problema en una frase.',
  );
  const summary = page.getByRole('main').getByRole('alert');
  await expect(summary).toContainText('Faltan 4 datos para enviar tu ticket');
  await expect(summary.getByRole('link')).toHaveText([
    'El título es requerido',
    'La descripción es requerida',
    'La prioridad es requerida',
    'La categoría es requerida',
  ]);
  await axe(page);
  await summary.getByRole('link', { name: 'La prioridad es requerida' }).click();
  await expect(page.getByRole('radio', { name: /^Baja/ })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(summary).toContainText('Faltan 3 datos');
  await expect(summary.getByRole('link')).toHaveCount(3);
});

test('a ticket goes out as it was written, and its own page opens', async ({ asClient: page, api, axe }) => {
  await page.goto('/tickets');
  await page.getByRole('main').getByRole('link', { name: 'Nuevo ticket' }).click();
  await page.getByLabel('Título').fill('No llegan los avisos');
  await page.getByLabel('Descripción').fill('Desde **ayer**:\n\n- uno\n- dos');
  await page.getByRole('tab', { name: 'Vista previa' }).click();
  await expect(page.getByRole('tabpanel').locator('strong')).toHaveText('ayer');
  await page.getByRole('radio', { name: /^Urgente/ }).check();
  await page.getByLabel('Categoría').selectOption({ label: 'Facturación' });
  await page.getByLabel('Etiquetas').fill('avisos');
  await page.keyboard.press('Enter');
  // Typed and left there: it counts all the same.
  await page.getByLabel('Etiquetas').fill('correo');
  await send(page).click();
  await expect(page).toHaveURL(/\/tickets\/\d+$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No llegan los avisos');
  const number = Number(page.url().split('/').at(-1));
  await expect(page.getByText(`Ticket #${number} enviado`)).toBeVisible();
  await expect(page).toHaveTitle(new RegExp(`^#${number} No llegan los avisos`));
  await expect(page.getByRole('article').locator('strong')).toHaveText('ayer');
  await axe(page);
  const [found] = (await api.client.get<{ data: object[] }>('/v2/support-tickets')).body.data;
  expect(found).toMatchObject({
    number,
    priority: 'urgent',
    category: 'billing',
    tags: ['avisos', 'correo'],
    attachments: [],
  });
  await page.goto('/tickets/new');
  await expect(page.getByLabel('Título')).toHaveValue('');
});

test('pressing twice files one ticket', async ({ asClient: page, api }) => {
  await openForm(page, '/tickets/new');
  const sends = watchSends(page);
  await fillTicket(page, 'Dos veces');
  await send(page).dblclick();
  await expect(page).toHaveURL(/\/tickets\/\d+$/);
  expect(sends.keys).toEqual([expect.stringMatching(/^\w{32}$/)]);
  expect(await listNumbers(api.client, {})).toHaveLength(1);
});

test('a draft survives a reload', async ({ asClient: page }) => {
  await openForm(page, '/tickets/new');
  await fillTicket(page, 'A medias');
  await page.getByLabel('Etiquetas').fill('borrador');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Borrador guardado a las \d+:\d\d/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Título')).toHaveValue('A medias');
  await expect(page.getByLabel('Descripción')).toHaveValue(leastTicket.description);
  await expect(page.getByRole('radio', { name: /^Alta/ })).toBeChecked();
  await expect(page.getByLabel('Categoría')).toHaveValue('technical');
  await expect(page.getByRole('list', { name: 'Palabras añadidas' })).toHaveText('borrador');
  await page.getByRole('button', { name: 'Empezar de cero' }).click();
  await expect(page.getByLabel('Título')).toHaveValue('');
  await page.reload();
  await expect(page.locator('form[data-ready]')).toBeVisible();
  await expect(page.getByLabel('Título')).toHaveValue('');
});

test('a session that ended meanwhile loses nothing: sign in, and the draft is there', async ({
  makePerson,
  pageOf,
}) => {
  const password = 'una clave bastante larga';
  const client = await makePerson('client', { password });
  const page = await pageOf(client);
  await openForm(page, '/tickets/new');
  await fillTicket(page, 'Escrito antes de entrar');
  await page.context().clearCookies();
  await send(page).click();
  await expect(page).toHaveURL('/sign-in?callbackUrl=%2Ftickets%2Fnew');
  await page.getByLabel('Correo electrónico').fill(client.email);
  await page.getByLabel('Contraseña').fill(password);
  await page.getByRole('button', { name: 'Iniciar sesión' }).click();
  await expect(page).toHaveURL('/tickets/new');
  await expect(page.getByLabel('Título')).toHaveValue('Escrito antes de entrar');
  await send(page).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Escrito antes de entrar');
});

test('without network nothing is lost, and trying again is still the same send', async ({
  asClient: page,
  api,
  noConsoleErrors,
}) => {
  noConsoleErrors.allow(/ERR_FAILED/);
  await openForm(page, '/tickets/new');
  const sends = watchSends(page);
  await fillTicket(page, 'Sin red');
  await page.route('**/v2/support-tickets', (route) => route.abort(), { times: 1 });
  await send(page).click();
  await expect(page.getByText('No llegamos al servidor. Lo que escribiste sigue aquí.')).toBeVisible();
  await expect(page.getByLabel('Título')).toHaveValue('Sin red');
  await page.getByRole('button', { name: 'Reintentar' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sin red');
  expect(new Set(sends.keys).size).toBe(1);
  expect(await listNumbers(api.client, {})).toHaveLength(1);
});

test('files elsewhere go as links: named after their address, and a refused one says why and stays', async ({
  asClient: page,
  api,
  axe,
}) => {
  await openForm(page, '/tickets/new');
  await fillTicket(page, 'Con archivos');
  await page.getByRole('button', { name: 'o adjunta un enlace' }).click();
  const link = page.getByLabel('Enlace al archivo');
  await expect(link).toBeFocused();
  await link.fill('https://files.example/logs/registro%20401.txt');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Nombre del archivo 1')).toHaveValue('registro 401.txt');
  await link.fill('http://files.example/captura.png');
  await page.getByRole('button', { name: 'Añadir enlace' }).click();
  const refused = page.getByRole('listitem').filter({ hasText: 'Debe empezar por https://' });
  await expect(refused.getByRole('textbox')).toHaveValue('captura.png');
  await send(page).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Los adjuntos no son válidos' })).toBeVisible();
  await axe(page);
  await page.getByRole('button', { name: 'Quitar captura.png' }).click();
  await page.getByLabel('Nombre del archivo 1').fill('registro.txt');
  await link.fill('drive.example/informe.pdf');
  await send(page).click();
  await expect(page.getByRole('article').getByRole('link')).toHaveText([/^registro\.txt/, /^informe\.pdf/]);
  const [number] = await listNumbers(api.client, {});
  const [found] = (await api.client.get<{ data: object[] }>('/v2/support-tickets')).body.data;
  expect(found).toMatchObject({
    number,
    attachments: [
      { filename: 'registro.txt', url: 'https://files.example/logs/registro%20401.txt', size: 0, type: 'text/plain' },
      { filename: 'informe.pdf', url: 'https://drive.example/informe.pdf', size: 0, type: 'application/pdf' },
    ],
  });
});

test('a title that is too long is counted and refused', async ({ asClient: page }) => {
  await openForm(page, '/tickets/new');
  await fillTicket(page, '🧵'.repeat(201));
  await expect(page.getByText('Sobran 1')).toBeVisible();
  await send(page).click();
  await expect(page.getByLabel('Título')).toHaveAccessibleDescription(/hasta 200 caracteres/);
  await page.getByLabel('Título').fill('🧵'.repeat(200));
  await expect(page.getByText('200 de 200')).toBeVisible();
  await send(page).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('🧵'.repeat(200));
});
