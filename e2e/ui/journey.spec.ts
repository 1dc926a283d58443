import { expect, test } from '../fixtures';
import { fillTicket, openForm } from '../support/portal';

test('a customer files, an agent answers, notes and resolves, and the customer opens it again', async ({
  asClient: customer,
  asAgent: agent,
}) => {
  await openForm(customer, '/tickets/new');
  await fillTicket(customer, 'La verificación no termina');
  await customer.getByRole('button', { name: 'Enviar ticket' }).click();
  await expect(customer).toHaveURL(/\/tickets\/\d+$/);
  const number = customer.url().split('/').at(-1);

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

  await openForm(customer, `/tickets/${number}`);
  await expect(customer.getByText('Se reinició el servicio.')).toBeVisible();
  expect(await customer.content()).not.toContain('Es el proveedor.');
  await customer.locator('form[data-ready]').getByRole('textbox').first().fill('Sigue pasando.');
  await customer.getByRole('button', { name: 'Responder y reabrir' }).click();
  await expect(customer.getByText('Reabriste el ticket', { exact: true })).toBeVisible();

  await agent.reload();
  await expect(conversation.getByText('Sigue pasando.')).toBeVisible();
  await expect(agent.locator('[data-ticket]').getByRole('button', { name: 'Estado: Abierto' })).toBeVisible();
});
