import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { openForm } from '../support/portal';
import { change, fileTicket, pathOf, readTicket, reply } from '../support/tickets';
import { choose, row } from '../support/uploads-page';

const answer = (page: Page) => page.getByLabel('Tu respuesta');
const stops = (page: Page) => page.locator('ol[data-thread] > li');

test('its thread tells who said and did what, and never a note', async ({ asClient: page, api, agent, axe }) => {
  const ticket = await fileTicket(api.client, {
    title: 'Hilo entero',
    attachments: [
      { filename: 'registro.txt', url: 'https://files.example/registro.txt', size: 12_288, type: 'text/plain' },
    ],
  });
  await reply(api.agent, ticket, 'NOTA SECRETA', { internal: true });
  await reply(api.agent, ticket, 'Ya lo vemos.');
  await change(api.agent, ticket, { status: 'resolved', resolution: 'Se activó el `permiso`.' });
  await page.goto(`/tickets/${ticket.number}`);
  await expect(stops(page)).toHaveText([
    /^\w\wClara Cliente [\d-]+Tú\d+:\d\dDesde esta mañana la API responde 401\.registro\.txtEnlace externo, se abre en otra pestaña: files\.example\s· 12 kB$/,
    /^\w\wAndrés Agente [\d-]+Equipo de Hilo\d+:\d\dYa lo vemos\.$/,
    /^Andrés Agente [\d-]+ tomó el ticket y lo dejó En curso\d+:\d\d$/,
    /^Andrés resolvió este ticket hoy a las \d+:\d\dSe activó el permiso\.¿Cómo te atendimos\?MalBien$/,
    /Responder y reabrir/,
  ]);
  await expect(page.getByRole('region', { name: 'Datos del ticket' })).toContainText(agent.name);
  expect(await page.content()).not.toContain('NOTA SECRETA');
  await axe(page);
});

test('an answer stands in the thread at once, and a resolved ticket opens again', async ({ asClient: page, api }) => {
  const ticket = await fileTicket(api.client);
  await reply(api.agent, ticket, 'Listo.');
  await change(api.agent, ticket, { status: 'resolved', resolution: 'Reiniciado.' });
  await openForm(page, `/tickets/${ticket.number}`);
  await answer(page).fill('Sigue **igual**.');
  await page.getByRole('button', { name: 'Responder y reabrir' }).click();
  await expect(page.getByText('Respuesta enviada. Reabrimos el ticket.')).toBeVisible();
  await expect(page.getByRole('article').last().locator('strong')).toHaveText('igual');
  await expect(page.getByText('Reabriste el ticket', { exact: true })).toBeVisible();
  await expect(answer(page)).toHaveValue('');
  await expect(answer(page)).toBeFocused();
  await expect(page.getByRole('button', { name: 'Responder', exact: true })).toBeVisible();
  expect(await readTicket(api.client, ticket)).toMatchObject({ status: 'open', resolvedAt: null });
});

test('an answer to a pending ticket moves it on, and is not told as the client’s doing', async ({
  asClient: page,
  api,
}) => {
  const ticket = await fileTicket(api.client);
  await reply(api.agent, ticket, '¿Qué versión?');
  await change(api.agent, ticket, { status: 'pending' });
  await openForm(page, `/tickets/${ticket.number}`);
  await answer(page).fill('La 2.1');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^El ticket pasó a En curso/)).toBeVisible();
});

test('an empty answer is refused beside the text', async ({ asClient: page, api, axe }) => {
  const ticket = await fileTicket(api.client);
  await openForm(page, `/tickets/${ticket.number}`);
  await page.getByRole('button', { name: 'Responder' }).click();
  await expect(answer(page)).toBeFocused();
  await expect(answer(page)).toHaveAccessibleDescription('El mensaje es requerido. Escribe algo antes de enviar.');
  await axe(page);
});

test('a file that is chosen while an answer is on its way is there for the next one', async ({
  asClient: page,
  api,
}) => {
  const ticket = await fileTicket(api.client);
  await openForm(page, `/tickets/${ticket.number}`);
  const { promise: wait, resolve: go } = Promise.withResolvers<void>();
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  await page.route('**/threads', async (route) => {
    ask();
    await wait;
    await route.fallback();
  });
  await answer(page).fill('Va en camino');
  await page.keyboard.press('Control+Enter');
  await asked;
  await choose(page, [{ name: 'despues.txt', mimeType: 'text/plain', buffer: Buffer.from('Después.') }]);
  await expect(row(page, 'despues.txt')).toBeVisible();
  go();
  await expect(answer(page)).toHaveValue('');
  await expect(page.getByRole('button', { name: 'Responder', exact: true })).toBeVisible();
  await answer(page).fill('Y esto');
  await page.keyboard.press('Control+Enter');
  await expect
    .poll(async () => (await readTicket(api.client, ticket)).threads?.slice(1).map((each) => each.message))
    .toEqual(['Va en camino', 'Y esto']);
  const { threads = [] } = await readTicket(api.client, ticket);
  expect(threads.slice(1).map((each) => (each.attachments ?? []).map(({ filename }) => filename))).toEqual([
    [],
    ['despues.txt'],
  ]);
});

test('an answer can bring links, and can be looked at before it goes', async ({ asClient: page, api }) => {
  const ticket = await fileTicket(api.client);
  await openForm(page, `/tickets/${ticket.number}`);
  await answer(page).fill('Va la *captura*');
  await page.getByRole('button', { name: 'Vista previa' }).click();
  await expect(page.locator('form em')).toHaveText('captura');
  await page.getByRole('button', { name: 'Adjuntar enlace a un archivo' }).click();
  await page.getByLabel('Enlace al archivo').fill('https://files.example/captura.png');
  await page.getByRole('button', { name: 'Responder' }).click();
  const last = page.getByRole('article').last();
  await expect(last.locator('em')).toHaveText('captura');
  await expect(last.getByRole('link')).toHaveText(/^captura\.png/);
  await expect(page.getByLabel('Enlace al archivo')).toHaveCount(0);
});

test('each ticket keeps its own unsent answer', async ({ asClient: page, api }) => {
  const [one, other] = [await fileTicket(api.client), await fileTicket(api.client)];
  await openForm(page, `/tickets/${one.number}`);
  await answer(page).fill('Para el primero');
  await expect(page.getByText(/^Borrador guardado/)).toBeVisible();
  await openForm(page, `/tickets/${other.number}`);
  await expect(answer(page)).toHaveValue('');
  await openForm(page, `/tickets/${one.number}`);
  await expect(answer(page)).toHaveValue('Para el primero');
});

test('closing is asked first, ends the thread, and says where to go instead', async ({ asClient: page, api, axe }) => {
  const ticket = await fileTicket(api.client);
  await openForm(page, `/tickets/${ticket.number}`);
  await page.getByRole('button', { name: 'Cerrar ticket' }).click();
  const dialog = page.getByRole('alertdialog', { name: `Cerrar el ticket #${ticket.number}` });
  await dialog.getByRole('button', { name: 'Cancelar' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Cerrar ticket' })).toBeFocused();
  await page.keyboard.press('Enter');
  await axe(page);
  await dialog.getByRole('button', { name: 'Cerrar ticket' }).click();
  await expect(page.getByRole('heading', { name: 'Este ticket está cerrado' })).toBeVisible();
  await expect(page.getByText(`Cerraste el ticket #${ticket.number}`)).toBeVisible();
  await expect(answer(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Cerrar ticket' })).toHaveCount(0);
  expect(await readTicket(api.client, ticket)).toMatchObject({ status: 'closed' });
  await page.getByRole('link', { name: 'Abrir un ticket nuevo' }).click();
  await expect(page).toHaveURL('/tickets/new');
});

test('a ticket that was answered meanwhile is not closed unseen', async ({ asClient: page, api }) => {
  // News that come by themselves are seen.
  await page.route('**/v2/events*', () => undefined);
  const ticket = await fileTicket(api.client);
  await openForm(page, `/tickets/${ticket.number}`);
  await reply(api.agent, ticket, 'Espera, ya lo tengo.');
  await page.getByRole('button', { name: 'Cerrar ticket' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cerrar ticket' }).click();
  await expect(page.getByText('Hay novedades en este ticket. Míralas y decide.')).toBeVisible();
  await expect(page.getByText('Espera, ya lo tengo.')).toBeVisible();
  expect(await readTicket(api.client, ticket)).toMatchObject({ status: 'in_progress' });
});

test('a resolved ticket can be opened again without a word', async ({ asClient: page, api }) => {
  const ticket = await fileTicket(api.client);
  await change(api.agent, ticket, { status: 'resolved', resolution: 'Hecho.' });
  await openForm(page, `/tickets/${ticket.number}`);
  await page.getByRole('button', { name: 'Reabrir ticket' }).click();
  await expect(page.getByText(`Reabriste el ticket #${ticket.number}`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reabrir ticket' })).toHaveCount(0);
  expect(await readTicket(api.client, ticket)).toMatchObject({ status: 'open' });
});

test('a ticket that was closed while its client wrote keeps what they wrote', async ({ asClient: page, api }) => {
  await page.route('**/v2/events*', () => undefined);
  const ticket = await fileTicket(api.client);
  await openForm(page, `/tickets/${ticket.number}`);
  await change(api.agent, ticket, { status: 'closed' });
  await answer(page).fill('Llego tarde');
  await page.getByRole('button', { name: 'Responder' }).click();
  await expect(page.getByText(/Cerraron este ticket mientras escribías/)).toBeVisible();
  await expect(answer(page)).toHaveValue('Llego tarde');
});

test('another client’s ticket, no ticket and no number all look the same', async ({
  asClient: page,
  api,
  makePerson,
  axe,
}) => {
  await page.goto('/tickets');
  await page.getByRole('button', { name: 'Cambiar a tema oscuro' }).click();
  const other = await makePerson('client');
  const theirs = await fileTicket(api.as(other), { title: 'Ajeno' });
  for (const number of [theirs.number, 987_654_321, 99_999_999_999, 'abc', '1e3', '-1']) {
    const response = await page.goto(`/tickets/${number}`);
    expect(response?.status(), String(number)).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Aquí se corta el hilo');
    await expect(page).toHaveTitle(/Aquí se corta el hilo/);
    expect(await page.content()).not.toContain('Ajeno');
  }
  // The reader's own theme holds although the server had no page to put it on.
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await axe(page);
  await page.getByRole('link', { name: 'Ir a mis tickets' }).click();
  await expect(page).toHaveURL('/tickets');
  expect((await api.client.get(pathOf(theirs))).status).toBe(404);
});

test('staff read clients’ tickets at the desk', async ({ asAgent: page, api }) => {
  const ticket = await fileTicket(api.client);
  await page.goto(`/tickets/${ticket.number}`);
  await expect(page).toHaveURL(`/desk/tickets/${ticket.number}`);
});

test('nothing that a client writes runs or loads anything', async ({ asClient: page, api }) => {
  const ticket = await fileTicket(api.client, {
    title: '<img src=x onerror=alert(1)>',
    description:
      '<script>alert(1)</script> [mal](javascript:alert(1)) ![foto](https://files.example/p.png) <b>no</b>\n\n[bien](https://files.example/)',
  });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('dialog', () => asked.push('a dialog'));
  await openForm(page, `/tickets/${ticket.number}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('<img src=x onerror=alert(1)>');
  const message = page.getByRole('article');
  await expect(message.getByRole('link', { name: 'bien' })).toHaveAttribute('rel', /noopener.*nofollow/);
  await expect(message.locator('img, script, b, a[href^="javascript"]')).toHaveCount(0);
  expect(asked.filter((url) => url === 'a dialog' || url.includes('files.example'))).toEqual([]);
});
