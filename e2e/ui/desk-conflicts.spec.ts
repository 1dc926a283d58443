import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { box, composer, conflict, conversation, open, pick, picker, send } from '../support/desk-page';
import { change, fileTicket, readTicket, reply } from '../support/tickets';

test.use({ viewport: { width: 1440, height: 900 } });

/** A page that hears of nothing by itself, as on a line that is slow: what others do it learns when it writes. */
async function deafen(page: Page): Promise<void> {
  await page.route('**/v2/events**', (route) => route.fulfill({ status: 204 }));
}

test('what the client wrote meanwhile is shown before the reply goes out, and nothing typed is lost', async ({
  api,
  asAgent: page,
  axe,
}) => {
  test.slow();
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
  await deafen(page);
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
  test.slow();
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

test('a change can be taken back from its toast', async ({ api, asAgent: page }) => {
  test.slow();
  const ticket = await fileTicket(api.client, { priority: 'low' });
  const beside = page.getByRole('complementary');
  await open(page, ticket.number);
  await pick(page, 'Prioridad', 'Urgente');
  await expect(page.getByText(`#${ticket.number} pasó a prioridad Urgente`)).toBeVisible();
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect(beside.getByRole('button', { name: 'Prioridad: Baja' })).toBeVisible();

  await pick(page, 'Estado', 'Cerrado');
  await expect(composer(page)).toContainText('Este ticket está cerrado');
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect(picker(page, 'Estado: Abierto')).toBeVisible();
  await expect(box(page)).toBeVisible();
  await expect.poll(() => readTicket(api.agent, ticket)).toMatchObject({ status: 'open', priority: 'low' });
});
