// Longer than most: three people at three browsers, whose tickets and names are the same in all of these.
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { box, conversation, open } from '../support/desk-page';
import { fileTicket, pathOf, readTicket, reply } from '../support/tickets';

test.use({ viewport: { width: 1440, height: 900 } });

const dialog = (page: Page) => page.getByRole('dialog');
const beside = (page: Page) => page.getByRole('complementary');

async function openMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Más acciones' }).first().click();
  await page.getByRole('menuitem', { name: item }).click();
  await expect(dialog(page)).toBeVisible();
}

async function pickTicket(page: Page, number: number): Promise<void> {
  await dialog(page).getByRole('searchbox').fill(`#${number}`);
  await dialog(page)
    .getByRole('radio', { name: `#${number}` })
    .check();
}

const messages = (page: Page) => page.getByRole('article');

test('two clients’ tickets are merged: each goes on reading what is theirs, and undoing gives all back', async ({
  api,
  asAgent: page,
  asClient,
  client,
  makePerson,
  pageOf,
  axe,
}) => {
  // Three browsers, and axe in two of them.
  test.slow();
  const beto = await makePerson('client', { name: 'Beto Oculto' });
  const asBeto = await pageOf(beto);
  const target = await fileTicket(api.client, { title: 'Sin acceso', description: 'palabra de Ana' });
  const source = await fileTicket(api.as(beto), { title: 'Tampoco entro', description: 'palabra de Beto' });
  await reply(api.agent, target, 'antes, a Ana');
  await asClient.goto(`/tickets/${target.number}`);
  await asBeto.goto(`/tickets/${source.number}`);

  await open(page, source.number, 'queue=all');
  await openMenu(page, 'Unir a otro ticket…');
  await dialog(page).getByRole('button', { name: 'Unir', exact: true }).click();
  await expect(dialog(page).getByRole('alert')).toHaveText('Elige un ticket.');
  await pickTicket(page, target.number);
  await expect(dialog(page).getByRole('region', { name: 'El ticket elegido' })).toContainText('Sin acceso');
  await expect(dialog(page)).toContainText('la leerán ambos');
  await expect(dialog(page)).toContainText(`no ve nada de #${source.number}`);
  await axe(page, 'both');
  await dialog(page)
    .getByRole('button', { name: `Unir a #${target.number}` })
    .click();

  await expect(page).toHaveURL(new RegExp(`/desk/tickets/${target.number}\\?`));
  await expect(messages(page).filter({ hasText: 'palabra de Beto' })).toContainText(`#${source.number}`);
  await expect(messages(page).filter({ hasText: 'palabra de Ana' })).toBeVisible();
  await expect(beside(page).getByRole('region', { name: 'Unidos a este ticket' })).toContainText('De Beto Oculto');
  await page.getByRole('button', { name: 'Cerrar aviso' }).click();
  await axe(page, 'both');

  await expect(page.getByText(`También leerá tu respuesta: Beto Oculto (#${source.number}).`)).toBeVisible();

  // Both hear of the answer by themselves; neither of the other.
  await reply(api.agent, target, 'a los dos');
  await expect(messages(asClient).filter({ hasText: 'a los dos' })).toBeVisible();
  await expect(messages(asBeto).filter({ hasText: 'a los dos' })).toBeVisible();
  await asBeto.reload();
  await expect(asBeto.getByText('El equipo atiende este ticket junto con otro.')).toBeVisible();
  await expect(asBeto.locator('body')).not.toContainText(/de Ana|a Ana|Sin acceso/);
  await expect(asBeto.locator('body')).not.toContainText(`#${target.number}`);
  await expect(asClient.locator('body')).not.toContainText(/Beto|Tampoco/);
  await axe(asBeto, 'both');
  expect((await asClient.goto(`/tickets/${source.number}`))?.status()).toBe(404);

  // What Beto writes on his own arrives where it goes on.
  await asBeto.getByRole('textbox').fill('Sigo sin entrar');
  await asBeto.getByRole('button', { name: 'Responder', exact: true }).click();
  await expect(messages(page).filter({ hasText: 'Sigo sin entrar' })).toContainText(`#${source.number}`);

  // The old number leads to the new one, and says so.
  await page.goto(`/desk/tickets/${source.number}?queue=all`);
  await expect(page).toHaveURL(new RegExp(`/desk/tickets/${target.number}\\?`));
  await expect(page.getByText(`#${source.number} se unió a este ticket.`)).toBeVisible();

  await beside(page)
    .getByRole('button', { name: `Separar #${source.number}` })
    .click();
  await expect(page).toHaveURL(new RegExp(`/desk/tickets/${source.number}\\?`));
  await expect(messages(page).filter({ hasText: 'Sigo sin entrar' })).toBeVisible();
  await expect(conversation(page)).not.toContainText('palabra de Ana');
  await asBeto.reload();
  await expect(messages(asBeto).filter({ hasText: 'Sigo sin entrar' })).toBeVisible();
  await expect(asBeto.locator('body')).not.toContainText('a los dos');
  expect((await readTicket(api.client, target)).threads?.map((thread) => thread.message)).toContain('a los dos');
  expect(client.name).not.toBe(beto.name);
});

test('one client’s tickets are merged and taken apart again from the toast; the portal follows', async ({
  api,
  asAgent: page,
  asClient,
  axe,
}) => {
  const [target, source] = [
    await fileTicket(api.client, { title: 'La primera', description: 'cuerpo de la primera' }),
    await fileTicket(api.client, { title: 'La segunda', description: 'cuerpo de la segunda' }),
  ];
  await open(page, source.number, 'queue=all');
  await openMenu(page, 'Unir a otro ticket…');
  // The same client's are offered before anything is typed.
  await dialog(page).getByRole('radio', { name: 'La primera' }).check();
  await expect(dialog(page)).toContainText(`lo verá todo en #${target.number}`);
  await dialog(page)
    .getByRole('button', { name: `Unir a #${target.number}` })
    .click();
  // Held while it is pointed at.
  await page.getByText(`#${source.number} se unió a #${target.number}`).hover();

  await asClient.goto(`/tickets/${source.number}`);
  await expect(asClient).toHaveURL(new RegExp(`/tickets/${target.number}\\?from=${source.number}`));
  await expect(asClient.getByText(`#${source.number} se unió a este ticket`)).toBeVisible();
  await expect(messages(asClient)).toHaveCount(2);
  await axe(asClient, 'both');
  await asClient.goto('/tickets');
  await expect(asClient.getByText('La primera', { exact: true })).toBeVisible();
  await expect(asClient.getByText('La segunda', { exact: true })).toBeHidden();

  await page.getByRole('button', { name: 'Deshacer', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/desk/tickets/${source.number}\\?`));
  await expect.poll(async () => (await readTicket(api.client, source)).status).toBe('open');
});

test('a message opens a ticket of its own, and both are linked', async ({ api, asAgent: page, axe }) => {
  const ticket = await fileTicket(api.client);
  await reply(api.client, ticket, 'Por cierto, la factura de marzo está mal.');
  await open(page, ticket.number, 'queue=all');
  const message = messages(page).filter({ hasText: 'la factura de marzo' });
  await message.hover();
  await message.getByRole('button', { name: 'Llevar a un ticket nuevo' }).click();
  await expect(dialog(page).getByLabel('Título')).toHaveValue('Por cierto, la factura de marzo está mal.');
  await dialog(page).getByLabel('Título').fill('La factura de marzo');
  await axe(page, 'both');
  await dialog(page).getByRole('button', { name: 'Crear ticket' }).click();
  await page.getByRole('button', { name: 'Abrir', exact: true }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'La factura de marzo' })).toBeVisible();
  await expect(messages(page)).toContainText(['la factura de marzo está mal']);
  const links = beside(page).getByRole('region', { name: 'Vínculos' });
  await expect(links).toContainText(`sale de #${ticket.number}`);
  await links.getByRole('link', { name: `#${ticket.number}` }).click();
  await expect(beside(page).getByRole('region', { name: 'Vínculos' })).toContainText('dio lugar a');
});

test('tickets are linked and unlinked, with the way back', async ({ api, asAgent: page }) => {
  const [one, other] = [await fileTicket(api.client), await fileTicket(api.client, { title: 'El que estorba' })];
  await open(page, one.number, 'queue=all');
  const links = beside(page).getByRole('region', { name: 'Vínculos' });
  await links.getByRole('button', { name: 'Vincular' }).click();
  await dialog(page).getByRole('combobox').selectOption({ label: 'bloqueado por' });
  await pickTicket(page, other.number);
  await dialog(page).getByRole('button', { name: 'Vincular' }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(links).toContainText(`bloqueado por #${other.number}`);
  await links.getByRole('button', { name: `Quitar el vínculo con #${other.number}` }).click();
  await expect(links.getByRole('link')).toHaveCount(0);
  await page.getByRole('button', { name: 'Deshacer', exact: true }).click();
  await expect(links).toContainText(`bloqueado por #${other.number}`);
  const back = await api.agent.get<{ data: object[] }>(`${pathOf(other)}/links`);
  expect(back.body.data).toMatchObject([{ kind: 'blocks', direction: 'out', ticket: { number: one.number } }]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the history tells what happened, narrowed by kind and person (${colorScheme})`, async ({
    api,
    agent,
    client,
    pageOf,
    axe,
  }) => {
    const page = await pageOf(agent, { colorScheme, viewport: { width: 1440, height: 900 } });
    const ticket = await fileTicket(api.client, { priority: 'high' });
    await reply(api.agent, ticket, 'Lo miro ahora.');
    await api.agent.patch(pathOf(ticket), { priority: 'urgent', tags: ['api', 'red'] });
    await open(page, ticket.number, 'queue=all');
    await openMenu(page, 'Historial');
    const entries = dialog(page).getByRole('list', { name: 'Lo que pasó' }).getByRole('listitem');
    await expect(entries).toHaveCount(4);
    await expect(entries.first()).toContainText(`${agent.name} cambió la prioridad de Alta a Urgente`);
    await expect(entries.first()).toContainText('añadió las etiquetas api, red');
    await expect(entries.first().locator('time')).toHaveAttribute('title', /\d{4}/);
    await expect(entries.last()).toContainText(`${client.name} abrió el ticket`);
    await axe(page);
    await dialog(page).getByRole('button', { name: 'Mensajes' }).click();
    await expect(entries).toHaveCount(2);
    await expect(entries.first()).toContainText('Lo miro ahora.');
    await dialog(page).getByRole('combobox', { name: 'De quién' }).selectOption({ label: client.name });
    await expect(entries).toHaveCount(1);
    await dialog(page).getByRole('button', { name: 'Uniones y vínculos' }).click();
    await dialog(page).getByRole('button', { name: 'Mensajes' }).click();
    await expect(dialog(page)).toContainText('Nada que coincida.');
    await page.keyboard.press('Escape');
    await expect(box(page)).toBeVisible();
  });
}
