import { expect, test } from '../fixtures';
import { box, composer, conversation, open, picker, send } from '../support/desk-page';
import { change, fileTicket, readTicket } from '../support/tickets';

test.use({ viewport: { width: 1440, height: 900 } });

test('an agent answers a new ticket, which is theirs from then on, notes and resolves it; the client sees no note', async ({
  api,
  agent,
  asAgent: page,
  asClient,
}) => {
  test.slow();
  const ticket = await fileTicket(api.client, { title: 'No llegan los avisos', description: 'Desde **ayer**.' });
  await open(page, ticket.number, 'queue=unassigned');
  await expect(page.getByRole('heading', { name: 'No llegan los avisos', level: 2 })).toBeVisible();

  await box(page).fill('Hola, lo estoy *mirando*.');
  await page.keyboard.press('Control+Enter');
  await expect(conversation(page).getByText('Hola, lo estoy mirando.')).toBeVisible();
  await conversation(page).getByRole('button', { name: 'Enviar ya' }).click();
  await expect(box(page)).toHaveValue('');
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

test('a reply whose answer was lost on the way is sent once', async ({ api, asAgent: page, noConsoleErrors }) => {
  noConsoleErrors.allow(/ERR_FAILED/);
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  await box(page).fill('Una sola vez.');
  // The request arrives, its answer does not.
  await page.route('**/outbox', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await route.fetch();
    await route.abort();
  });
  await send(page).click();
  await expect(box(page)).toHaveValue('');
  await page.unroute('**/outbox');
  await conversation(page).getByRole('button', { name: 'Enviar ya' }).click();
  await expect
    .poll(async () => (await readTicket(api.agent, ticket)).threads?.map((thread) => thread.message))
    .toContain('Una sola vez.');
  const { threads } = await readTicket(api.agent, ticket);
  expect(threads?.filter((thread) => thread.message === 'Una sola vez.')).toHaveLength(1);
});

test('a reply that is told to wait is sent again as the same', async ({ api, asAgent: page, noConsoleErrors }) => {
  noConsoleErrors.allow(/ERR_FAILED|status of 409/);
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  await box(page).fill('Una sola vez.');
  const keys: (string | undefined)[] = [];
  await page.route('**/outbox', async (route) => {
    if (route.request().method() !== 'POST') return keys.length < 3 ? route.abort() : route.fallback();
    keys.push(route.request().headers()['idempotency-key']);
    // The first arrives, and its answer does not; to the second it is at work still.
    if (keys.length === 1) {
      await route.fetch();
      return route.abort();
    }
    if (keys.length > 2) return route.fallback();
    await route.fulfill({ status: 409, json: { message: 'IDEMPOTENCY_KEY_IN_USE', error: 'Sigue en curso' } });
  });
  await send(page).click();
  for (const count of [1, 2]) {
    await expect.poll(() => keys.length).toBe(count);
    await page.getByRole('button', { name: 'Reintentar' }).last().click();
  }
  await expect.poll(() => keys.length).toBe(3);
  expect(new Set(keys).size).toBe(1);
  await expect(box(page)).toHaveValue('');
  const { body } = await api.agent.get<{ data: unknown[] }>('/v2/outbox');
  expect(body.data.length).toBeLessThanOrEqual(1);
});

test('an empty message is explained, not sent', async ({ api, asAgent: page }) => {
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  await send(page).click();
  await expect(composer(page).getByText('El mensaje es requerido')).toBeVisible();
  await expect(box(page)).toBeFocused();
  await expect(box(page)).toHaveAttribute('aria-invalid', 'true');
});
