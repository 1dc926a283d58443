import { expect, test } from '../fixtures';
import { openDesk } from '../support/desk-page';
import { change, fileTicket, readTicket } from '../support/tickets';

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('there is one pane at a time: queues, list, ticket, properties', async ({ api, pageOf, agent, axe }) => {
    const page = await pageOf(agent, { viewport: { width: 390, height: 844 }, hasTouch: true });
    const ticket = await fileTicket(api.client, { title: 'Desde el móvil' });
    await change(api.agent, ticket, { assignedTo: 'me' });
    test.slow();
    await openDesk(page, 'queue=all');
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
    await expect(page.getByRole('dialog', { name: 'Buscar y actuar' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.getByRole('button', { name: 'Tú' }).click();
    await expect(page.getByRole('menuitem', { name: 'Cerrar sesión' })).toBeVisible();
    await axe(page);
  });
});
