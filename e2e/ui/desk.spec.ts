// Longer than most: the desk’s journeys, which share their scene and the names of its panes.
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { change, fileTicket, readTicket, reply } from '../support/tickets';

const conversation = (page: Page) => page.getByRole('region', { name: 'Conversación' });
const composer = (page: Page) => page.locator('form').filter({ has: page.getByRole('tab', { name: 'Responder' }) });
const box = (page: Page) => composer(page).getByRole('textbox');
const send = (page: Page) => composer(page).getByRole('button', { name: 'Enviar', exact: true });
const picker = (page: Page, name: string) => page.locator('[data-ticket]').getByRole('button', { name });
const rows = (page: Page) => page.getByRole('group', { name: 'Lista de tickets' }).getByRole('listitem');
const conflict = (page: Page) => page.getByRole('alert').filter({ hasText: 'este ticket' });

async function open(page: Page, number: number, query = 'queue=mine'): Promise<void> {
  await page.goto(`/desk/tickets/${number}?${query}`);
  // Only then does the page hear what is typed and pressed.
  await expect(page.locator('form[data-ready]').first()).toBeAttached();
}

async function pick(page: Page, property: string, value: string): Promise<void> {
  await page
    .getByRole('complementary')
    .getByRole('button', { name: `${property}:` })
    .click();
  await page.getByRole('menuitemradio', { name: value }).click();
}

test.use({ viewport: { width: 1440, height: 900 } });

test('an agent answers a new ticket, which is theirs from then on, notes and resolves it; the client sees no note', async ({
  api,
  agent,
  asAgent: page,
  asClient,
}) => {
  const ticket = await fileTicket(api.client, { title: 'No llegan los avisos', description: 'Desde **ayer**.' });
  await open(page, ticket.number, 'queue=unassigned');
  await expect(page.getByRole('heading', { name: 'No llegan los avisos', level: 2 })).toBeVisible();

  await box(page).fill('Hola, lo estoy *mirando*.');
  await page.keyboard.press('Control+Enter');
  await expect(conversation(page).getByText('Hola, lo estoy mirando.')).toBeVisible();
  await expect(box(page)).toHaveValue('');
  await expect(box(page)).toBeFocused();
  await expect(picker(page, 'Estado: En curso')).toBeVisible();
  await expect(picker(page, `Asignado: ${agent.name}`)).toBeVisible();
  await expect(conversation(page).getByText('Tomaste el ticket y lo dejaste')).toBeVisible();

  await page.getByRole('tab', { name: 'Nota interna' }).click();
  await box(page).fill('El proveedor está caído.');
  await page.getByRole('button', { name: 'Guardar nota' }).click();
  await expect(conversation(page).getByRole('article').filter({ hasText: 'El proveedor está caído.' })).toContainText(
    'Nota interna',
  );

  await picker(page, 'Estado').click();
  await page.getByRole('menuitemradio', { name: 'Resuelto' }).click();
  const dialog = page.getByRole('dialog', { name: `Resolver #${ticket.number}` });
  await dialog.getByRole('button', { name: 'Resolver ticket' }).click();
  await expect(dialog.getByText('La resolución es requerida')).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Resolución' })).toBeFocused();
  await dialog.getByRole('textbox', { name: 'Resolución' }).fill('El proveedor volvió.');
  await dialog.getByRole('button', { name: 'Resolver ticket' }).click();
  await expect(dialog).toBeHidden();
  await expect(picker(page, 'Estado: Resuelto')).toBeVisible();
  await expect(conversation(page).getByText('El proveedor volvió.')).toBeVisible();
  await expect
    .poll(() => readTicket(api.agent, ticket))
    .toMatchObject({ status: 'resolved', resolution: 'El proveedor volvió.' });

  await asClient.goto(`/tickets/${ticket.number}`);
  await expect(asClient.getByText('Hola, lo estoy mirando.')).toBeVisible();
  await expect(asClient.getByText('El proveedor volvió.')).toBeVisible();
  expect(await asClient.content()).not.toContain('caído');
});

test('a reply can leave the ticket waiting for the client, or resolved with one sentence', async ({
  api,
  asAgent: page,
}) => {
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  await box(page).fill('¿Nos mandas una captura?');
  await page.getByRole('button', { name: 'Enviar y dejar como…' }).click();
  await page.getByRole('menuitem', { name: 'Enviar y esperar al cliente' }).click();
  await expect(picker(page, 'Estado: Pendiente')).toBeVisible();
  await expect.poll(() => readTicket(api.agent, ticket)).toMatchObject({ status: 'pending' });

  await box(page).fill('Ya está, gracias.');
  await page.getByRole('button', { name: 'Enviar y dejar como…' }).click();
  await page.getByRole('menuitem', { name: 'Enviar y resolver…' }).click();
  await page.getByRole('textbox', { name: 'Resolución' }).fill('Faltaba un permiso.');
  await page.getByRole('button', { name: 'Enviar y resolver' }).click();
  await expect(picker(page, 'Estado: Resuelto')).toBeVisible();
  await expect
    .poll(() => readTicket(api.agent, ticket))
    .toMatchObject({ status: 'resolved', resolution: 'Faltaba un permiso.' });
  const { threads } = await readTicket(api.agent, ticket);
  expect(threads?.filter((thread) => thread.type === 'agent').map((thread) => thread.message)).toEqual([
    '¿Nos mandas una captura?',
    'Ya está, gracias.',
  ]);
});

test('what the client wrote meanwhile is shown before the reply goes out, and nothing typed is lost', async ({
  api,
  asAgent: page,
  axe,
}) => {
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  await box(page).fill('Reinicia el equipo.');
  await reply(api.client, ticket, 'Ya lo reinicié dos veces.');
  await send(page).click();

  await expect(conflict(page)).toContainText('escribió en este ticket mientras escribías');
  await expect(conversation(page).getByText('Ya lo reinicié dos veces.')).toBeVisible();
  await expect(box(page)).toHaveValue('Reinicia el equipo.');
  expect((await readTicket(api.agent, ticket)).threads).toHaveLength(2);
  await axe(page);

  await page.getByRole('button', { name: 'Enviar igualmente' }).click();
  await expect(conversation(page).getByText('Reinicia el equipo.')).toBeVisible();
  await expect(conflict(page)).toBeHidden();
  await expect(box(page)).toHaveValue('');
});

test('whoever changes a ticket second sees what the first did, and can still change it', async ({
  api,
  admin,
  asAgent: page,
}) => {
  const ticket = await fileTicket(api.client, { priority: 'low' });
  await open(page, ticket.number);
  await change(api.admin, ticket, { status: 'pending', tags: ['api'] });
  await pick(page, 'Prioridad', 'Urgente');

  await expect(conflict(page)).toContainText(`${admin.name.split(' ')[0]} cambió este ticket antes que tú`);
  await expect(conflict(page)).toContainText(
    'Lo pasó a Pendiente. Cambió las etiquetas. No guardamos tu cambio (Prioridad: Urgente).',
  );
  await expect(picker(page, 'Estado: Pendiente')).toBeVisible();
  expect(await readTicket(api.agent, ticket)).toMatchObject({ priority: 'low', status: 'pending' });

  await page.getByRole('button', { name: 'Cambiar igualmente' }).click();
  await expect(page.getByText(`#${ticket.number} pasó a prioridad Urgente`)).toBeVisible();
  await expect
    .poll(() => readTicket(api.agent, ticket))
    .toMatchObject({ priority: 'urgent', status: 'pending', tags: ['api'] });
});

test('a resolution that came too late is kept, and applied on demand', async ({ api, asAgent: page }) => {
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  await picker(page, 'Estado').click();
  await page.getByRole('menuitemradio', { name: 'Resuelto' }).click();
  await page.getByRole('textbox', { name: 'Resolución' }).fill('Era la caché.');
  await reply(api.client, ticket, 'Ahora falla otra cosa.');
  await page.getByRole('button', { name: 'Resolver ticket' }).click();
  await expect(conflict(page)).toContainText('Llegó un mensaje del cliente.');
  expect(await readTicket(api.agent, ticket)).toMatchObject({ status: 'open' });
  await page.getByRole('button', { name: 'Cambiar igualmente' }).click();
  await expect(picker(page, 'Estado: Resuelto')).toBeVisible();
  await expect.poll(() => readTicket(api.agent, ticket)).toMatchObject({ resolution: 'Era la caché.' });
});

test('two changes one after the other are no conflict with oneself', async ({ api, asAgent: page }) => {
  const ticket = await fileTicket(api.client, { priority: 'low', category: 'billing' });
  await open(page, ticket.number);
  await pick(page, 'Prioridad', 'Alta');
  await pick(page, 'Categoría', 'Técnico');
  await expect.poll(() => readTicket(api.agent, ticket)).toMatchObject({ priority: 'high', category: 'technical' });
  await expect(conflict(page)).toBeHidden();
});

test('a change can be taken back from its toast', async ({ api, agent, makePerson, asAgent: page }) => {
  const hugo = await makePerson('agent', { name: 'Hugo Salas' });
  const ticket = await fileTicket(api.client);
  await change(api.agent, ticket, { assignedTo: 'me' });
  await open(page, ticket.number);
  await pick(page, 'Asignado', hugo.name);
  await expect(page.getByText(`#${ticket.number} pasó a Hugo Salas`)).toBeVisible();
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect(picker(page, `Asignado: ${agent.name}`)).toBeVisible();

  await pick(page, 'Estado', 'Cerrado');
  await expect(composer(page)).toContainText('Este ticket está cerrado');
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect(picker(page, 'Estado: Abierto')).toBeVisible();
  await expect(box(page)).toBeVisible();
});

test('a closed ticket takes notes and can be opened again, but takes no reply', async ({ api, asAgent: page }) => {
  const ticket = await fileTicket(api.client);
  await change(api.agent, ticket, { status: 'closed' });
  await open(page, ticket.number);
  await expect(send(page)).toBeHidden();
  await page.getByRole('tab', { name: 'Nota interna' }).click();
  await box(page).fill('Cerrado por duplicado.');
  await page.getByRole('button', { name: 'Guardar nota' }).click();
  await expect(conversation(page).getByText('Cerrado por duplicado.')).toBeVisible();
  await page.getByRole('tab', { name: 'Responder' }).click();
  await page.getByRole('button', { name: 'Reabrir ticket' }).click();
  await expect(send(page)).toBeVisible();
  await expect.poll(() => readTicket(api.agent, ticket)).toMatchObject({ status: 'open' });
});

test('tags are edited in place', async ({ api, asAgent: page }) => {
  const ticket = await fileTicket(api.client, { tags: ['api'] });
  await open(page, ticket.number);
  await page.getByRole('button', { name: 'Editar etiquetas' }).click();
  await page.getByRole('textbox', { name: 'Etiquetas' }).fill('producción');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Quitar api' }).click();
  await page.getByRole('button', { name: 'Guardar etiquetas' }).click();
  await expect(page.getByRole('complementary').getByText('producción')).toBeVisible();
  await expect.poll(async () => (await readTicket(api.agent, ticket)).tags).toEqual(['producción']);
});

test('a draft survives a reload, for its own ticket, and stays a note if it was one', async ({
  api,
  asAgent: page,
}) => {
  const [first, second] = [await fileTicket(api.client), await fileTicket(api.client)];
  await open(page, first.number);
  await page.getByRole('tab', { name: 'Nota interna' }).click();
  await box(page).fill('A medio escribir');
  await expect(page.getByText('Borrador guardado')).toBeVisible();
  await open(page, second.number);
  await expect(box(page)).toHaveValue('');
  await open(page, first.number);
  await expect(box(page)).toHaveValue('A medio escribir');
  await expect(page.getByRole('button', { name: 'Guardar nota' })).toBeVisible();
  await page.getByRole('tab', { name: 'Responder' }).click();
  await expect(box(page)).toHaveValue('A medio escribir');
});

test('a reply that could not be sent stays, and is sent once however often it is tried', async ({
  api,
  asAgent: page,
  noConsoleErrors,
}) => {
  noConsoleErrors.allow(/ERR_FAILED/);
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  await box(page).fill('Una sola vez.');
  // The request arrives, its answer does not.
  await page.route('**/threads', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await send(page).click();
  await expect(page.getByText('No llegamos al servidor')).toBeVisible();
  await expect(box(page)).toHaveValue('Una sola vez.');
  await page.unroute('**/threads');
  await page.getByRole('button', { name: 'Reintentar' }).click();
  await expect(box(page)).toHaveValue('');
  const { threads } = await readTicket(api.agent, ticket);
  expect(threads?.filter((thread) => thread.message === 'Una sola vez.')).toHaveLength(1);
});

test('an empty message is explained, not sent', async ({ api, asAgent: page }) => {
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  await send(page).click();
  await expect(composer(page).getByText('El mensaje es requerido')).toBeVisible();
  await expect(box(page)).toBeFocused();
  await expect(box(page)).toHaveAttribute('aria-invalid', 'true');
});

test('the keyboard alone goes through a queue, answers and comes back', async ({ api, agent, asAgent: page }) => {
  const tickets = [];
  for (const title of ['Tercero', 'Segundo', 'Primero']) {
    const ticket = await fileTicket(api.client, { title });
    await change(api.agent, ticket, { assignedTo: 'me' });
    tickets.push(ticket);
  }
  await page.goto('/desk');
  await expect(rows(page)).toHaveCount(3);
  await expect(async () => {
    await page.keyboard.press('j');
    await expect(page.getByRole('link', { name: 'Primero' })).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: 'Segundo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Segundo', level: 2 })).toBeFocused();
  await page.keyboard.press('j');
  await expect(page.getByRole('heading', { name: 'Tercero', level: 2 })).toBeFocused();
  await page.keyboard.press('k');
  await expect(page.getByRole('heading', { name: 'Segundo', level: 2 })).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`/desk/tickets/${tickets[1]?.number}\\?queue=mine$`));

  await page.keyboard.press('n');
  await expect(page.getByRole('tab', { name: 'Nota interna' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await expect(box(page)).toBeFocused();
  await page.keyboard.type('jjj r/n');
  await expect(box(page)).toHaveValue('jjj r/n');
  await page.keyboard.press('Control+Enter');
  await expect(conversation(page).getByText('jjj r/n')).toBeVisible();
  await expect(box(page)).toHaveValue('');
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Buscar en la cola' })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/desk\?queue=mine$/);
  expect(agent.name).not.toBe('');
});

test('single keys can be listed and turned off', async ({ asAgent: page, axe }) => {
  await page.goto('/desk');
  await page.getByRole('button', { name: 'Atajos de teclado' }).click();
  await axe(page);
  await page.getByRole('checkbox', { name: 'Usar atajos de una sola tecla' }).uncheck();
  await page.getByRole('button', { name: 'Cerrar' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Buscar en la cola' })).not.toBeFocused();
});

test('filters, text and order live in the address and stay while a ticket is open', async ({
  api,
  client,
  asAgent: page,
}) => {
  const word = `zafiro${Date.now()}`;
  const low = await fileTicket(api.client, { title: `${word} bajo`, priority: 'low', tags: ['api'] });
  const urgent = await fileTicket(api.client, { title: `${word} urgente`, priority: 'urgent', category: 'billing' });
  const high = await fileTicket(api.client, { title: `${word} alto`, priority: 'high' });
  await page.goto('/desk?queue=all');
  await page.getByRole('searchbox', { name: 'Buscar en la cola' }).fill(word);
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).first()).toContainText(high.title);

  await page.getByRole('button', { name: 'Más recientes' }).click();
  await page.getByRole('menuitemradio', { name: 'Más urgentes' }).click();
  await expect(rows(page).first()).toContainText(urgent.title);
  await expect(rows(page).last()).toContainText(low.title);

  await page.getByRole('button', { name: 'Filtrar' }).click();
  await page.getByRole('checkbox', { name: 'Urgente' }).check();
  await page.getByRole('checkbox', { name: 'Alta' }).check();
  await page.getByRole('combobox', { name: 'Cliente' }).fill(client.email);
  await page.getByRole('button', { name: 'Aplicar filtros' }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('link', { name: urgent.title }).click();
  await expect(page.getByRole('heading', { name: urgent.title, level: 2 })).toBeVisible();
  await expect(page).toHaveURL(
    new RegExp(`/desk/tickets/${urgent.number}\\?queue=all&sort=urgent&q=${word}&priority=high%2Curgent&client=`),
  );
  await page.reload();
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByRole('link', { name: urgent.title })).toHaveAttribute('aria-current', 'true');

  await page.getByRole('link', { name: 'Quitar el filtro Alta' }).click();
  await expect(rows(page)).toHaveCount(1);
  await page.goto(`/desk?queue=all&q=${word}&tag=api`);
  await expect(rows(page)).toHaveCount(1);
  await page.goto(`/desk?queue=pending&q=${word}`);
  await expect(page.getByRole('heading', { name: `Nada con «${word}»` })).toBeVisible();
  await page.getByRole('link', { name: 'Buscar en todos' }).click();
  await expect(rows(page)).toHaveCount(3);
});

test('a long queue grows on demand and keeps its place', async ({ api, asAgent: page }) => {
  test.slow();
  const word = `ambar${Date.now()}`;
  const titles = Array.from({ length: 52 }, (_, index) => `${word} número ${index}`);
  await Promise.all(titles.map((title) => fileTicket(api.client, { title })));
  await page.goto(`/desk?queue=all&q=${word}`);
  await expect(rows(page)).toHaveCount(50);
  await page.getByRole('link', { name: 'Cargar más' }).click();
  await expect(rows(page)).toHaveCount(52);
  await expect(page.getByText('Eso es todo en esta cola')).toBeVisible();
  await rows(page).last().getByRole('link').click();
  await expect(page).toHaveURL(/rows=100/);
  await expect(rows(page).last()).toBeInViewport();
});

test('one’s own empty queue is an achievement with a way on', async ({ api, asAgent: page }) => {
  await fileTicket(api.client);
  await page.goto('/desk');
  await expect(page.getByRole('heading', { name: 'Todo al día' })).toBeVisible();
  await page.getByRole('link', { name: 'Ver sin asignar' }).click();
  await expect(page).toHaveURL(/queue=unassigned/);
  await expect(rows(page).first()).toBeVisible();
});

test('the client’s card leads to their other tickets', async ({ api, client, asAgent: page }) => {
  const other = await fileTicket(api.client, { title: 'Otro asunto' });
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  const card = page.getByRole('complementary');
  await expect(card.getByRole('link', { name: client.email })).toHaveAttribute('href', `mailto:${client.email}`);
  await card.getByRole('link', { name: /Otro asunto/ }).click();
  await expect(page).toHaveURL(new RegExp(`/desk/tickets/${other.number}\\?queue=mine`));
});

test('to a client the desk does not exist, and a stranger comes back after signing in', async ({
  api,
  asClient,
  asAgent,
  page,
}) => {
  const ticket = await fileTicket(api.client);
  for (const path of ['/desk', `/desk/tickets/${ticket.number}`]) {
    expect((await asClient.goto(path))?.status(), path).toBe(404);
    await expect(asClient.getByRole('heading', { name: 'Aquí se corta el hilo' })).toBeVisible();
    await page.goto(`${path}?queue=all`);
    await expect(page).toHaveURL(new RegExp(`/sign-in\\?callbackUrl=${encodeURIComponent(`${path}?queue=all`)}`));
  }
  expect((await asAgent.goto('/desk/tickets/999999999'))?.status()).toBe(404);
  expect((await asAgent.goto('/desk/tickets/nope'))?.status()).toBe(404);
});

test('long words and titles stay inside their panes', async ({ api, asAgent: page }) => {
  const title = `${'A'.repeat(120)} ${'palabra '.repeat(9)}`.trim();
  const ticket = await fileTicket(api.client, {
    title,
    description: 'x'.repeat(400),
    tags: ['t'.repeat(50), 'u'.repeat(50)],
  });
  await change(api.agent, ticket, { assignedTo: 'me' });
  for (const width of [320, 390, 800, 1100, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    await open(page, ticket.number);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      `at ${width}`,
    ).toBeLessThanOrEqual(0);
    const wide = await page.evaluate(
      () =>
        [...document.querySelectorAll('[data-desk] h2, [data-desk] article, [data-desk] dd')].filter(
          (element) => element.getBoundingClientRect().right > innerWidth + 1,
        ).length,
    );
    expect(wide, `at ${width}`).toBe(0);
  }
});

test('the desk speaks English to who asks for it', async ({ api, agent, pageOf }) => {
  const ticket = await fileTicket(api.client);
  const page = await pageOf(agent, { locale: 'en-GB' });
  await open(page, ticket.number, 'queue=unassigned');
  await expect(page.getByRole('tab', { name: 'Internal note' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Status: Open' }).first()).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('menus, dialogs, panels and the note’s paper are accessible', async ({ api, asAgent: page, axe }) => {
      test.slow();
      const ticket = await fileTicket(api.client, { tags: ['api'] });
      await reply(api.agent, ticket, 'Una nota.', { internal: true });
      await open(page, ticket.number);
      for (const name of ['Estado: Abierto', 'Asignado: Sin asignar']) {
        await picker(page, name).click();
        await expect(page.getByRole('menu')).toBeVisible();
        await axe(page);
        await page.keyboard.press('Escape');
      }
      await page.getByRole('button', { name: 'Filtrar' }).click();
      await expect(page.getByRole('button', { name: 'Aplicar filtros' })).toBeVisible();
      await axe(page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Editar etiquetas' }).click();
      await axe(page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Enviar y dejar como…' }).click();
      await axe(page);
      await page.keyboard.press('Escape');
      await page.getByRole('tab', { name: 'Nota interna' }).click();
      await axe(page);
      await picker(page, 'Estado').click();
      await page.getByRole('menuitemradio', { name: 'Resuelto' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await axe(page);
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('there is one pane at a time: queues, list, ticket, properties', async ({ api, pageOf, agent, axe }) => {
    const page = await pageOf(agent, { viewport: { width: 390, height: 844 }, hasTouch: true });
    const ticket = await fileTicket(api.client, { title: 'Desde el móvil' });
    await change(api.agent, ticket, { assignedTo: 'me' });
    await page.goto('/desk?queue=all');
    await page.getByRole('button', { name: 'Abrir colas' }).click();
    await expect(page.getByRole('dialog', { name: 'Colas' })).toBeVisible();
    await axe(page);
    await page.getByRole('dialog').getByRole('link', { name: 'Míos' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.getByRole('link', { name: 'Desde el móvil' }).click();
    await expect(page.getByRole('heading', { name: 'Desde el móvil', level: 2 })).toBeVisible();
    await expect(page.getByRole('group', { name: 'Lista de tickets' })).toBeHidden();
    await page.getByRole('button', { name: 'Ver cliente y propiedades' }).click();
    const sheet = page.getByRole('dialog', { name: 'Cliente y propiedades' });
    await expect(sheet).toBeVisible();
    await axe(page);
    await sheet.getByRole('button', { name: 'Prioridad:' }).click();
    await page.getByRole('menuitemradio', { name: 'Baja' }).click();
    await expect.poll(async () => (await readTicket(api.agent, ticket)).priority).toBe('low');
    await sheet.getByRole('button', { name: 'Cerrar' }).click();
    await page.getByRole('link', { name: 'Volver a la lista' }).click();
    await expect(page.getByRole('group', { name: 'Lista de tickets' })).toBeVisible();
    await page.getByRole('button', { name: 'Buscar', exact: true }).click();
    await expect(page.getByRole('searchbox', { name: 'Buscar en la cola' })).toBeFocused();
    await page.getByRole('button', { name: 'Tú' }).click();
    await expect(page.getByRole('menuitem', { name: 'Cerrar sesión' })).toBeVisible();
    await axe(page);
  });
});
