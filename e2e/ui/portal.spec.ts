import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { change, fileTicket, leastTicket, listNumbers, pathOf, readTicket, reply } from '../support/tickets';

/** A page with a form, once its script listens. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator('form[data-ready]')).toBeVisible();
}

const send = (page: Page) => page.getByRole('button', { name: 'Enviar ticket' });
const answer = (page: Page) => page.getByLabel('Tu respuesta');
const stops = (page: Page) => page.locator('ol[data-thread] > li');
const rows = (page: Page) => page.getByRole('list', { name: 'Tickets' }).getByRole('listitem');

async function fill(page: Page, title = leastTicket.title): Promise<void> {
  await page.getByLabel('Título').fill(title);
  await page.getByLabel('Descripción').fill(leastTicket.description);
  await page.getByRole('radio', { name: /^Alta/ }).check();
  await page.getByLabel('Categoría').selectOption({ label: 'Técnico' });
}

/** How many tickets the page has sent so far, and under which keys. */
function watchSends(page: Page): { keys: (string | undefined)[] } {
  const sends: { keys: (string | undefined)[] } = { keys: [] };
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/v2/'))
      sends.keys.push(request.headers()['idempotency-key']);
  });
  return sends;
}

test.describe('filing a ticket', () => {
  test('what is missing is said beside each field and above them, and the first takes the focus', async ({
    asClient: page,
    axe,
  }) => {
    await open(page, '/tickets/new');
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
    await open(page, '/tickets/new');
    const sends = watchSends(page);
    await fill(page, 'Dos veces');
    await send(page).dblclick();
    await expect(page).toHaveURL(/\/tickets\/\d+$/);
    expect(sends.keys).toEqual([expect.stringMatching(/^\w{32}$/)]);
    expect(await listNumbers(api.client, {})).toHaveLength(1);
  });

  test('a draft survives a reload', async ({ asClient: page }) => {
    await open(page, '/tickets/new');
    await fill(page, 'A medias');
    await page.getByLabel('Etiquetas').fill('borrador');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^Borrador guardado a las \d+:\d\d/)).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Título')).toHaveValue('A medias');
    await expect(page.getByLabel('Descripción')).toHaveValue(leastTicket.description);
    await expect(page.getByRole('radio', { name: /^Alta/ })).toBeChecked();
    await expect(page.getByLabel('Categoría')).toHaveValue('technical');
    await expect(page.getByRole('list', { name: 'Etiquetas añadidas' })).toHaveText('borrador');
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
    await open(page, '/tickets/new');
    await fill(page, 'Escrito antes de entrar');
    await page.context().clearCookies();
    await send(page).click();
    await expect(page).toHaveURL('/sign-in?callbackUrl=%2Ftickets%2Fnew');
    await page.getByLabel('Correo electrónico').fill(client.email);
    await page.getByLabel('Contraseña', { exact: true }).fill(password);
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
    await open(page, '/tickets/new');
    const sends = watchSends(page);
    await fill(page, 'Sin red');
    await page.route('**/v2/support-tickets', (route) => route.abort(), { times: 1 });
    await send(page).click();
    await expect(page.getByText('No llegamos al servidor. Lo que escribiste sigue aquí.')).toBeVisible();
    await expect(page.getByLabel('Título')).toHaveValue('Sin red');
    await page.getByRole('button', { name: 'Reintentar' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sin red');
    expect(new Set(sends.keys).size).toBe(1);
    expect(await listNumbers(api.client, {})).toHaveLength(1);
  });

  test('files go as links: named after their address, and a refused one says why and stays', async ({
    asClient: page,
    api,
    axe,
  }) => {
    await open(page, '/tickets/new');
    await fill(page, 'Con archivos');
    const link = page.getByLabel('Enlace al archivo');
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
    await open(page, '/tickets/new');
    await fill(page, '🧵'.repeat(201));
    await expect(page.getByText('Sobran 1')).toBeVisible();
    await send(page).click();
    await expect(page.getByLabel('Título')).toHaveAccessibleDescription(/hasta 200 caracteres/);
    await page.getByLabel('Título').fill('🧵'.repeat(200));
    await expect(page.getByText('200 de 200')).toBeVisible();
    await send(page).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('🧵'.repeat(200));
  });
});

test.describe('my tickets', () => {
  test('tickets lie in piles, with what was said last and whose turn it is', async ({ asClient: page, api }) => {
    const waiting = await fileTicket(api.client, { title: 'Espera al cliente' });
    await reply(api.agent, waiting, 'Hola. ¿Nos das **un dato** más?');
    await change(api.agent, waiting, { status: 'pending' });
    const done = await fileTicket(api.client, { title: 'Ya resuelto' });
    await change(api.agent, done, { status: 'resolved', resolution: 'Se activó el permiso.' });
    const over = await fileTicket(api.client, { title: 'Ya cerrado' });
    await change(api.client, over, { status: 'closed' });
    await page.goto('/tickets');
    const piles = page.getByRole('navigation', { name: 'Estado' });
    await expect(piles.getByRole('link')).toHaveText(['Activos1', 'Resueltos1', 'Cerrados1', 'Todos3']);
    await expect(rows(page)).toHaveText(
      /Espera al cliente#\d+·Te toca responder·Andrés: Hola\. ¿Nos das un dato más\?Pendiente/,
    );
    await expect(page.getByRole('region', { name: 'Resueltos hace poco' }).getByRole('listitem')).toHaveText([
      /Ya cerrado/,
      /Ya resuelto/,
    ]);
    await piles.getByRole('link', { name: 'Resueltos' }).click();
    await expect(page).toHaveURL('/tickets?status=resolved');
    await expect(rows(page)).toHaveText(/Ya resuelto/);
    await piles.getByRole('link', { name: 'Todos' }).click();
    await expect(rows(page)).toHaveText([/Ya cerrado/, /Ya resuelto/, /Espera al cliente/]);
    await rows(page).getByRole('link', { name: 'Ya resuelto' }).click();
    await expect(page).toHaveURL(`/tickets/${done.number}`);
  });

  test('searching forgives accents, and finding nothing shows a way out', async ({ asClient: page, api, axe }) => {
    await fileTicket(api.client, { title: 'Facturación duplicada' });
    await change(api.client, await fileTicket(api.client, { title: 'Otra cosa' }), { status: 'closed' });
    await page.goto('/tickets');
    await page.getByRole('searchbox').fill('facturacion');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/tickets?q=facturacion');
    await expect(rows(page)).toHaveText(/Facturación duplicada/);
    await page.getByRole('searchbox').fill('otra cosa');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Nada con «otra cosa»' })).toBeVisible();
    await axe(page);
    await page.getByRole('link', { name: 'Buscar en todos' }).click();
    await expect(rows(page)).toHaveText(/Otra cosa/);
    await expect(page.getByRole('searchbox')).toHaveValue('otra cosa');
  });

  test('the category narrows the list and the address remembers it', async ({ asClient: page, api }) => {
    await fileTicket(api.client, { title: 'De dinero', category: 'billing' });
    await fileTicket(api.client, { title: 'De técnica', category: 'technical' });
    await page.goto('/tickets');
    await page.getByRole('button', { name: 'Categoría' }).click();
    await page.getByRole('menuitem', { name: 'Facturación' }).click();
    await expect(page).toHaveURL('/tickets?category=billing');
    await expect(rows(page)).toHaveText(/De dinero/);
    await page.reload();
    await expect(page.getByRole('button', { name: 'Categoría: Facturación' })).toBeVisible();
    await expect(rows(page)).toHaveCount(1);
  });

  test('a long list goes on page by page, last changed first', async ({ asClient: page, api }) => {
    for (let index = 1; index <= 23; index++) await fileTicket(api.client, { title: `Ticket ${index}` });
    await page.goto('/tickets');
    await expect(rows(page)).toHaveCount(20);
    await expect(rows(page).first()).toHaveText(/Ticket 23#/);
    await page.getByRole('link', { name: 'Ver más' }).click();
    await expect(rows(page)).toHaveText([/Ticket 3#/, /Ticket 2#/, /Ticket 1#/]);
    await page.getByRole('link', { name: 'Volver al principio' }).click();
    await expect(rows(page)).toHaveCount(20);
    await page.goto('/tickets?cursor=made-up');
    await expect(page).toHaveURL('/tickets');
    await expect(rows(page)).toHaveCount(20);
  });

  test('lists, searches and pages work without any script', async ({ client, pageOf, api }) => {
    await fileTicket(api.client, { title: 'Sin guion' });
    const page = await pageOf(client, { javaScriptEnabled: false });
    await page.goto('/tickets');
    await page.getByRole('searchbox').fill('guion');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/tickets?q=guion');
    await rows(page).getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sin guion');
  });

  test('staff see here what they filed themselves, and no more', async ({ asAgent: page, api }) => {
    await fileTicket(api.client, { title: 'De una clienta' });
    await fileTicket(api.agent, { title: 'De la casa' });
    await page.goto('/tickets?status=all');
    await expect(rows(page)).toHaveText(/De la casa/);
  });
});

test.describe('a ticket', () => {
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
      /^\w\wClara Cliente [\d-]+Tú\d+:\d\dDesde esta mañana la API responde 401\.registro\.txt12 kB/,
      /^\w\wAndrés Agente [\d-]+Equipo de Hilo\d+:\d\dYa lo vemos\.$/,
      /^Andrés Agente [\d-]+ tomó el ticket y lo dejó En curso\d+:\d\d$/,
      /^Andrés resolvió este ticket hoy a las \d+:\d\dSe activó el permiso\.$/,
      /Responder y reabrir/,
    ]);
    await expect(
      page.getByRole('complementary').or(page.getByRole('region', { name: 'Datos del ticket' })),
    ).toContainText(agent.name);
    expect(await page.content()).not.toContain('NOTA SECRETA');
    await axe(page);
  });

  test('an answer stands in the thread at once, and a resolved ticket opens again', async ({ asClient: page, api }) => {
    const ticket = await fileTicket(api.client);
    await reply(api.agent, ticket, 'Listo.');
    await change(api.agent, ticket, { status: 'resolved', resolution: 'Reiniciado.' });
    await open(page, `/tickets/${ticket.number}`);
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

  test('an answer to a pending ticket moves it on, and is not told as the customer’s doing', async ({
    asClient: page,
    api,
  }) => {
    const ticket = await fileTicket(api.client);
    await reply(api.agent, ticket, '¿Qué versión?');
    await change(api.agent, ticket, { status: 'pending' });
    await open(page, `/tickets/${ticket.number}`);
    await answer(page).fill('La 2.1');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(/^El ticket pasó a En curso/)).toBeVisible();
  });

  test('an empty answer is refused beside the text', async ({ asClient: page, api, axe }) => {
    const ticket = await fileTicket(api.client);
    await open(page, `/tickets/${ticket.number}`);
    await page.getByRole('button', { name: 'Responder' }).click();
    await expect(answer(page)).toBeFocused();
    await expect(answer(page)).toHaveAccessibleDescription('El mensaje es requerido. Escribe algo antes de enviar.');
    await axe(page);
  });

  test('an answer can bring links, and can be looked at before it goes', async ({ asClient: page, api }) => {
    const ticket = await fileTicket(api.client);
    await open(page, `/tickets/${ticket.number}`);
    await answer(page).fill('Va la *captura*');
    await page.getByRole('button', { name: 'Vista previa' }).click();
    await expect(page.locator('form em')).toHaveText('captura');
    await page.getByRole('button', { name: 'Adjuntar enlaces' }).click();
    await page.getByLabel('Enlace al archivo').fill('https://files.example/captura.png');
    await page.getByRole('button', { name: 'Responder' }).click();
    const last = page.getByRole('article').last();
    await expect(last.locator('em')).toHaveText('captura');
    await expect(last.getByRole('link')).toHaveText(/^captura\.png/);
    await expect(page.getByLabel('Enlace al archivo')).toHaveCount(0);
  });

  test('each ticket keeps its own unsent answer', async ({ asClient: page, api }) => {
    const [one, other] = [await fileTicket(api.client), await fileTicket(api.client)];
    await open(page, `/tickets/${one.number}`);
    await answer(page).fill('Para el primero');
    await expect(page.getByText(/^Borrador guardado/)).toBeVisible();
    await open(page, `/tickets/${other.number}`);
    await expect(answer(page)).toHaveValue('');
    await open(page, `/tickets/${one.number}`);
    await expect(answer(page)).toHaveValue('Para el primero');
  });

  test('closing is asked first, ends the thread, and says where to go instead', async ({
    asClient: page,
    api,
    axe,
  }) => {
    const ticket = await fileTicket(api.client);
    await open(page, `/tickets/${ticket.number}`);
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
    const ticket = await fileTicket(api.client);
    await open(page, `/tickets/${ticket.number}`);
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
    await open(page, `/tickets/${ticket.number}`);
    await page.getByRole('button', { name: 'Reabrir ticket' }).click();
    await expect(page.getByText(`Reabriste el ticket #${ticket.number}`)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Reabrir ticket' })).toHaveCount(0);
    expect(await readTicket(api.client, ticket)).toMatchObject({ status: 'open' });
  });

  test('a ticket that was closed while its customer wrote keeps what they wrote', async ({ asClient: page, api }) => {
    const ticket = await fileTicket(api.client);
    await open(page, `/tickets/${ticket.number}`);
    await change(api.agent, ticket, { status: 'closed' });
    await answer(page).fill('Llego tarde');
    await page.getByRole('button', { name: 'Responder' }).click();
    await expect(page.getByText(/Cerraron este ticket mientras escribías/)).toBeVisible();
    await expect(answer(page)).toHaveValue('Llego tarde');
  });

  test('another customer’s ticket, no ticket and no number all look the same', async ({
    asClient: page,
    api,
    makePerson,
  }) => {
    const other = await makePerson('client');
    const theirs = await fileTicket(api.as(other), { title: 'Ajeno' });
    for (const number of [theirs.number, 987_654_321, 99_999_999_999, 'abc', '1e3', '-1']) {
      const response = await page.goto(`/tickets/${number}`);
      expect(response?.status(), String(number)).toBe(404);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Aquí se corta el hilo');
      expect(await page.content()).not.toContain('Ajeno');
    }
    await page.getByRole('link', { name: 'Ir a mis tickets' }).click();
    await expect(page).toHaveURL('/tickets');
    expect((await api.client.get(pathOf(theirs))).status).toBe(404);
  });

  test('staff read customers’ tickets at the desk', async ({ asAgent: page, api }) => {
    const ticket = await fileTicket(api.client);
    await page.goto(`/tickets/${ticket.number}`);
    await expect(page).toHaveURL(`/desk/tickets/${ticket.number}`);
  });

  test('nothing that a customer writes runs or loads anything', async ({ asClient: page, api }) => {
    const ticket = await fileTicket(api.client, {
      title: '<img src=x onerror=alert(1)>',
      description:
        '<script>alert(1)</script> [mal](javascript:alert(1)) ![foto](https://files.example/p.png) <b>no</b>\n\n[bien](https://files.example/)',
    });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('dialog', () => asked.push('a dialog'));
    await open(page, `/tickets/${ticket.number}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('<img src=x onerror=alert(1)>');
    const message = page.getByRole('article');
    await expect(message.getByRole('link', { name: 'bien' })).toHaveAttribute('rel', /noopener.*nofollow/);
    await expect(message.locator('img, script, b, a[href^="javascript"]')).toHaveCount(0);
    expect(asked.filter((url) => url === 'a dialog' || url.includes('files.example'))).toEqual([]);
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the button that sends stays in reach, and long words never widen the page', async ({ asClient: page, api }) => {
    await open(page, '/tickets/new');
    await expect(send(page)).toBeInViewport();
    const word = 'x'.repeat(200);
    const ticket = await fileTicket(api.client, {
      title: word,
      description: `${word}\n\n\`${word}\``,
      tags: ['y'.repeat(50)],
    });
    for (const path of ['/tickets', `/tickets/${ticket.number}`, '/tickets/new']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
    }
  });
});
