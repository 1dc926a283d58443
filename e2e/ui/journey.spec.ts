import { expect, test } from '../fixtures';
import { fillTicket, openForm } from '../support/portal';

test('a client files, an agent answers, notes and resolves, and the client opens it again', async ({
  asClient: client,
  asAgent: agent,
}) => {
  await openForm(client, '/tickets/new');
  await fillTicket(client, 'La verificación no termina');
  await client.getByRole('button', { name: 'Enviar ticket' }).click();
  await expect(client).toHaveURL(/\/tickets\/\d+$/);
  const number = client.url().split('/').at(-1);

  await agent.goto(`/desk/tickets/${number}?queue=unassigned`);
  await expect(agent.locator('form[data-ready]').first()).toBeAttached();
  const conversation = agent.getByRole('region', { name: 'Conversación' });
  const composer = agent.locator('form').filter({ has: agent.getByRole('tab', { name: 'Responder' }) });
  await composer.getByRole('textbox').fill('Ya lo vemos.');
  await composer.getByRole('button', { name: 'Enviar', exact: true }).click();
  await expect(conversation.getByText('Ya lo vemos.')).toBeVisible();
  await agent.getByRole('tab', { name: 'Nota interna' }).click();
  await composer.getByRole('textbox').fill('Es el proveedor.');
  await agent.getByRole('button', { name: 'Guardar nota' }).click();
  await expect(conversation.getByText('Es el proveedor.')).toBeVisible();
  await agent.locator('[data-ticket]').getByRole('button', { name: 'Estado' }).click();
  await agent.getByRole('menuitemradio', { name: 'Resuelto' }).click();
  const dialog = agent.getByRole('dialog', { name: `Resolver #${number}` });
  await dialog.getByRole('textbox', { name: 'Resolución' }).fill('Se reinició el servicio.');
  await dialog.getByRole('button', { name: 'Resolver ticket' }).click();
  await expect(dialog).toBeHidden();

  await openForm(client, `/tickets/${number}`);
  await expect(client.getByText('Se reinició el servicio.')).toBeVisible();
  expect(await client.content()).not.toContain('Es el proveedor.');
  await client.locator('form[data-ready]').getByRole('textbox').first().fill('Sigue pasando.');
  await client.getByRole('button', { name: 'Responder y reabrir' }).click();
  await expect(client.getByText('Reabriste el ticket', { exact: true })).toBeVisible();

  await agent.reload();
  await expect(conversation.getByText('Sigue pasando.')).toBeVisible();
  await expect(agent.locator('[data-ticket]').getByRole('button', { name: 'Estado: Abierto' })).toBeVisible();
});
